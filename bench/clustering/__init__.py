"""A cluster on the loopback, as docs/operate/scale.md describes it: what falls under load, what is lost (nothing), how long it takes.

etcd, Patroni, HAProxy and PgBouncer are Debian's packages; web processes and the worker are those of an administrator.
"""

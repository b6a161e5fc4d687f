"""What an address of a database means: ``DATABASE_URL`` and the address of the backups, as Django's dictionaries."""

from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from dondoc import places

#: How the way to PostgreSQL is kept secret; an address that asks for it must not lose it silently.
TLS_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey")


#: A database server that vanished without a word (a machine without power) is noticed within seconds, not hours.
PATIENCE = {
    "connect_timeout": 5, "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 25000,
}  # fmt: skip


def named(url: str, *, pooled: bool = False) -> dict[str, object]:
    """``sqlite:///path`` or ``postgresql://user:password@host:port/name`` as Django's dictionary.

    Raises:
        ImproperlyConfigured: the address is none of the two, or asks for what is not known.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(parts, port, pooled)
    raise ImproperlyConfigured(
        "DATABASE_URL: expected sqlite:///path or postgresql://user:password@host:port/name, "
        f"found scheme {parts.scheme!r} and name {parts.path.strip('/')!r}"
    )


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or str(places.state_folder() / "dondoc.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-16000;"
            "PRAGMA mmap_size=67108864;",
        },
    }


def _postgresql(parts: SplitResult, port: int | None, pooled: bool) -> dict[str, object]:
    query = {
        name: unquote(value) for name, _, value in (item.partition("=") for item in parts.query.split("&")) if name
    }
    if unknown := sorted(set(query) - {"host", *TLS_OPTIONS}):
        raise ImproperlyConfigured(f"DATABASE_URL: {unknown[0]!r} is not known; known: host, {', '.join(TLS_OPTIONS)}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A pooler gives each transaction another session: nothing may be left in one (prepared statements, cursors).
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": {
            "prepare_threshold": None, **PATIENCE, **{name: query[name] for name in TLS_OPTIONS if name in query},
        },
    }  # fmt: skip


def of_backups(url: str) -> dict[str, object] | None:
    """PostgreSQL as pg_dump reaches it; None when it is the one that everybody uses."""
    if not url:
        return None
    try:
        found = named(url)
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(str(error).replace("DATABASE_URL", "DONDOC_BACKUP_DATABASE_URL")) from error
    if not str(found["ENGINE"]).endswith("postgresql"):
        raise ImproperlyConfigured("DONDOC_BACKUP_DATABASE_URL: expected postgresql://user:password@host:port/name")
    return found

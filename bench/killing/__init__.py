"""Kills: what was acknowledged stays, what was not is there entirely or not at all. See `bench/kills --help`.

A *round* lets one act (a verb, or a job of the worker) be done by a victim and kills the victim, or the database under it, at a
named or a random moment. What was acknowledged is written down outside by the one who waits for the answer. An *epoch* is some
rounds on a fresh copy of the province, judged as a whole at its end. In the epochs of the *house* the real web server and the
real worker are killed while several people work at once.
"""

"""Several web processes and workers over one database and one store of files: they agree, and any of them may fall."""

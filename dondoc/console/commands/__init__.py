"""One module per command: `configure` describes the arguments, `run` does the work and gives the exit code."""

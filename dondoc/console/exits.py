"""How a command ends: four codes that a script can use, and a sentence instead of a traceback."""

from __future__ import annotations

OK, PROBLEMS, USAGE, SILENT = 0, 1, 2, 3
CODES = """exit codes:
  0  done, nothing to complain of
  1  problems were found, or the work could not be done
  2  the command was used wrongly
  3  the regulation is silent about what was asked"""


class Told(Exception):
    """Ends the command with one sentence for the person at the keyboard and an exit code."""

    def __init__(self, sentence: str, code: int = PROBLEMS) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)

"""What a log may say: where and what kind, never what somebody wrote."""

import json
import logging
import sys

from dondoc.logs import JsonLines, shape

SECRET = "chi cho việc X của Sở"


def raised() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"Failing row contains ({SECRET})") from error
    except ValueError as error:
        return error


def test_g1_an_exception_is_told_without_its_words() -> None:
    """Design 1.5: databases quote rows in their errors; the log names classes and places only."""
    error = raised()
    record = logging.LogRecord("dondoc.x", logging.ERROR, "f", 1, "job %s failed", (7,), (type(error), error, None))
    line = JsonLines().format(record)
    assert SECRET not in line and "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "dondoc.x", "job 7 failed")
    assert [part.split()[0] for part in told["error"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert __file__ in told["error"][0] and "raised" in told["frames"][0]


def test_a_line_without_an_exception_is_short() -> None:
    record = logging.LogRecord("dondoc", logging.INFO, "f", 1, "đã chạy", (), None)
    assert set(json.loads(JsonLines().format(record))) == {"at", "level", "logger", "message"}


def test_what_was_raised_while_another_was_handled_is_told_once() -> None:
    """A chain that ends in itself does not hang the log."""
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__context__, second.__context__ = second, first
    assert len(shape(first)) == 10 and SECRET not in " ".join(shape(first))


def test_the_present_exception_is_formatted() -> None:
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        record = logging.LogRecord("dondoc", logging.ERROR, "f", 1, "x", (), sys.exc_info())
    assert SECRET not in JsonLines().format(record)

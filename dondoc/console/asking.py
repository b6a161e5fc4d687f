"""Asking the person at the keyboard for what the command line left out; a script is told what is missing instead."""

from __future__ import annotations

import getpass
import os
import sys

from dondoc.console import exits
from dondoc.console.words import gettext as _

PASSWORD = "DONDOC_NEW_PASSWORD"


def answers(given: dict[str, str | None], questions: dict[str, str]) -> dict[str, str]:
    """Every value: as given, else as answered; without a terminal the missing options are named."""
    missing = [name for name, value in given.items() if not value]
    if missing and not sys.stdin.isatty():
        options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        raise exits.Told(_("Còn thiếu: %(options)s.") % {"options": options}, exits.USAGE)
    found = {name: value for name, value in given.items() if value}
    for name in missing:
        while not (answer := input(f"{questions[name]}: ").strip()):
            pass
        found[name] = answer
    return {name: found[name] for name in given}


def password() -> str:
    """A new password: of the environment, else typed twice and not shown."""
    if written := os.environ.get(PASSWORD, ""):
        return written
    if not sys.stdin.isatty():
        said = _("Còn thiếu mật khẩu: đặt biến %(name)s hoặc chạy lệnh trên bàn phím.")
        raise exits.Told(said % {"name": PASSWORD}, exits.USAGE)
    first = getpass.getpass(_("Mật khẩu mới: "))
    if first != getpass.getpass(_("Nhập lại: ")):
        raise exits.Told(_("Hai lần nhập khác nhau."), exits.USAGE)
    return first

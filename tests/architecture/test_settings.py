"""Settings: each variable is documented, bad values are loud, a production set-up has no warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source

PAGE = source.ROOT / "docs" / "operate" / "settings.md"
PRODUCTION = {
    "DONDOC_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DONDOC_HOSTS": "nhiemvu.example.vn",
    "DONDOC_ORIGINS": "https://nhiemvu.example.vn",
    "DONDOC_BASE_URL": "https://nhiemvu.example.vn",
    "DONDOC_BEHIND_PROXY": "1",
}


#: Where the environment may be read; commands hand theirs on to the processes that they start.
READERS = {"settings", "places", "console"}
NAME = re.compile(r"^(DONDOC_[A-Z0-9_]+|DATABASE_URL)$")


def _read_in_code() -> set[str]:
    return {
        text.value for module in source.modules() for text in source.literals(module.tree) if NAME.match(text.value)
    }


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    """docs/operate/settings.md has one row per variable, and no row for one that is gone."""
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert len(rows) == len(set(rows))
    assert set(rows) == _read_in_code()


def test_the_environment_is_read_at_the_street_door() -> None:
    """os.environ and os.getenv stand in settings.py and places.py; no room asks the environment behind the settings."""
    wrong = [
        module.where
        for module in source.modules()
        if re.search(r"os\.(environ\b|getenv)", module.path.read_text(encoding="utf-8"))
        and module.room not in READERS
        and module.name != "dondoc.wsgi"
    ]
    assert not wrong, wrong


def _start(
    tmp_path: Path, code: str = "import dondoc.settings", **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME"}}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=source.ROOT, capture_output=True, text=True, check=False,
        env={**kept, "DONDOC_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dondoc.settings", **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DONDOC_SECRET_KEY", "", "DONDOC_SECRET_KEY is not set"),
        ("DONDOC_SECRET_KEY_FILE", "/nowhere/key", "cannot read"),
        ("DONDOC_DEBUG", "perhaps", "expected one of 1, true, yes, 0, false, no"),
        ("DONDOC_DEMO", "2", "expected one of"),
        ("DONDOC_HTTPS", "on", "expected one of"),
        ("DONDOC_BEHIND_PROXY", "nginx", "expected one of"),
        ("DONDOC_MAIL_TLS", "tls", "expected one of"),
        ("DONDOC_SESSION_HOURS", "0", "expected a whole number of at least 1"),
        ("DONDOC_BACKUP_HOUR", "24", "expected an hour from 0 to 23"),
        ("DONDOC_BACKUP_KEEP", "0", "expected a whole number of at least 1"),
        ("DONDOC_BACKUP_DATABASE_URL", "mysql://localhost/x", "expected sqlite:///path or postgresql://"),
        ("DONDOC_SESSION_HOURS", "ten", "expected a whole number"),
        ("DONDOC_ATTACHMENT_MB", "-5", "expected a whole number"),
        ("DONDOC_ATTACHMENT_COUNT", "1.5", "expected a whole number"),
        ("DONDOC_DISK_LOW_MB", "0", "expected a whole number of at least 1"),
        ("DONDOC_METRICS_TOKEN", "short", "give at least 20 random ones"),
        ("DONDOC_MAIL_PORT", "smtp", "expected a whole number"),
        ("DONDOC_DATABASE_POOLED", "pgbouncer", "expected one of"),
        ("DONDOC_FILES", "s3:///prefix", "expected a folder or s3://bucket/prefix"),
        ("DONDOC_FILES", "s3://bucket?acl=public", "expected a folder or s3://bucket/prefix"),
        ("DATABASE_URL", "mysql://localhost/x", "expected sqlite:///path or postgresql://"),
        ("DATABASE_URL", "nonsense", "expected sqlite:///path or postgresql://"),
        ("DATABASE_URL", "postgresql://dondoc@localhost", "expected sqlite:///path or postgresql://"),
        ("DATABASE_URL", "postgresql://dondoc@localhost:five/dondoc", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://dondoc@db/dondoc?sslmod=require", "'sslmod' is not known"),
        ("DONDOC_SECRET_KEY", "short", "give at least 50 random ones"),
        ("DONDOC_ORIGINS", "nhiemvu.example.vn", "expected an address like https://"),
        ("DONDOC_BASE_URL", "https://nhiemvu.example.vn/app", "expected an address like https://"),
        ("DONDOC_LOG", "loud", "expected one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ],
)
def test_a_bad_value_stops_the_program_with_a_sentence_that_names_it(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    """Loud on bad values: the last line names the variable and what was expected."""
    done = _start(tmp_path, **{**PRODUCTION, name: value})
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert name in last and says in last, last


def test_good_values_start(tmp_path: Path) -> None:
    """The same environment with nothing wrong starts in silence; a secret may lie in a file."""
    assert _start(tmp_path, **PRODUCTION).returncode == 0
    key = tmp_path / "key"
    key.write_text(PRODUCTION["DONDOC_SECRET_KEY"] + "\n", encoding="utf-8")
    rest = {name: value for name, value in PRODUCTION.items() if name != "DONDOC_SECRET_KEY"}
    shown = _start(
        tmp_path, "import dondoc.settings as s; print(s.SECRET_KEY)", **rest, DONDOC_SECRET_KEY_FILE=str(key)
    )
    assert shown.stdout.strip() == PRODUCTION["DONDOC_SECRET_KEY"]


def test_check_deploy_is_clean_with_a_production_environment(tmp_path: Path) -> None:
    """`check --deploy` has nothing to say; a warning counts as an error."""
    code = "from django.core.management import execute_from_command_line as run; "
    code += "run(['dondoc', 'check', '--deploy', '--fail-level', 'WARNING'])"
    done = _start(tmp_path, code, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout or "(1 silenced)" in done.stdout, done.stdout


def test_nothing_leaves_debugging_on_by_default(tmp_path: Path) -> None:
    """Without any variable but the key: no debug, no demo, HTTPS demanded, cookies closed."""
    code = (
        "import dondoc.settings as s; print(s.DEBUG, s.DEMO, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.X_FRAME_OPTIONS)"
    )
    shown = _start(tmp_path, code, DONDOC_SECRET_KEY=PRODUCTION["DONDOC_SECRET_KEY"])
    assert shown.stdout.split() == ["False", "False", "True", "True", "True", "True", "DENY"]


def test_the_way_to_the_database_stays_as_secret_as_it_was_asked_for(tmp_path: Path) -> None:
    """``sslmode`` and its certificates reach PostgreSQL."""
    address = "postgresql://dondoc@db/dondoc?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"
    code = "import dondoc.settings as s; options = s.DATABASES['default']['OPTIONS']; "
    code += "print(options['sslmode'], options['sslrootcert'], s.DATABASES['default']['HOST'])"
    shown = _start(tmp_path, code, **PRODUCTION, DATABASE_URL=address)
    assert shown.stdout.strip() == "verify-full /etc/ca.pem db", shown.stderr


def test_a_pooler_finds_nothing_that_lives_in_a_session(tmp_path: Path) -> None:
    """Cursors of the server are off when asked for, prepared statements always; a dead server is noticed in seconds."""
    code = "import dondoc.settings as s; d = s.DATABASES['default']; o = d['OPTIONS']; "
    code += (
        "print(d['DISABLE_SERVER_SIDE_CURSORS'], o['prepare_threshold'], o['connect_timeout'] <= 5, o['keepalives'])"
    )
    address = "postgresql://dondoc@db/dondoc"
    for pooled, said in (("1", "True None True 1"), ("0", "False None True 1")):
        shown = _start(tmp_path, code, **PRODUCTION, DATABASE_URL=address, DONDOC_DATABASE_POOLED=pooled)
        assert shown.stdout.strip() == said, shown.stderr


def test_backups_go_past_the_pooler(tmp_path: Path) -> None:
    """pg_dump would leave its settings in a session of the pages: scheduled backups want an address of their own."""
    pooled = {"DATABASE_URL": "postgresql://dondoc@db:6432/dondoc", "DONDOC_DATABASE_POOLED": "1"}
    pooled |= {"DONDOC_BACKUP_TO": str(tmp_path / "archives")}
    done = _start(tmp_path, **PRODUCTION, **pooled)
    assert done.returncode != 0 and "DONDOC_BACKUP_DATABASE_URL is not set" in done.stderr.splitlines()[-1]
    direct = "postgresql://dondoc@db:5432/dondoc"
    assert _start(tmp_path, **PRODUCTION, **pooled, DONDOC_BACKUP_DATABASE_URL=direct).returncode == 0


def test_wrong_passwords_behind_a_proxy_are_counted_per_visitor(tmp_path: Path) -> None:
    """One stranger does not lock the door for everybody; without a proxy nobody chooses an address for themself."""
    code = (
        "import django; django.setup(); from django.test import RequestFactory as R; "
        "from allauth.core.internal.httpkit import get_client_ip as ip; "
        "print(ip(R().get('/', headers={'x-forwarded-for': '6.6.6.6, 203.0.113.7'}, REMOTE_ADDR='127.0.0.1')))"
    )
    assert _start(tmp_path, code, **PRODUCTION).stdout.strip() == "203.0.113.7"
    direct = {**PRODUCTION, "DONDOC_BEHIND_PROXY": "0"}
    assert _start(tmp_path, code, **direct).stdout.strip() == "127.0.0.1"

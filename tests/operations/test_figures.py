"""Figures for Prometheus: who may read them, that a strict reader understands them, that several processes count together."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import timeit
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dondoc.journal import actions as journal
from dondoc.operations import exposition, jobs, meter
from dondoc.operations.exposition import Family, Sample, gauge
from dondoc.operations.middleware import MeterMiddleware
from dondoc.units.models import Unit
from tests.operations.conftest import parked
from tests.world import AT, CAST, World

ADDRESS = "/so-do/"
TOKEN = "0123456789abcdefghijklmnop"
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
LINE = re.compile(
    rf"^(?P<name>{NAME})(?:\{{(?P<labels>{LABEL}(?:,{LABEL})*)\}})? (?P<value>[+-]?Inf|NaN|-?[0-9.e+-]+)$"
)
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(text: str) -> Figures:
    """Read the text form strictly: help and type before the samples of a name, each name in one piece, no sample twice."""
    assert text.endswith("\n") and "\r" not in text
    found: Figures = {}
    kinds: dict[str, str] = {}
    helped, current = set(), ""
    for line in text.splitlines():
        if line.startswith("# HELP "):
            current = line.split(" ", 3)[2]
            assert current not in helped and re.fullmatch(NAME, current), line
            helped.add(current)
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == current and name not in kinds and kind in {"gauge", "counter", "histogram"}, line
            kinds[name] = kind
        else:
            match = LINE.match(line)
            assert match is not None, line
            base = (
                re.sub(r"_(bucket|sum|count)$", "", match["name"]) if kinds[current] == "histogram" else match["name"]
            )
            assert base == current, line
            labels = frozenset(re.findall(r'([a-zA-Z_0-9]+)="((?:[^"\\]|\\.)*)"', match["labels"] or ""))
            assert (match["name"], labels) not in found, line
            found[match["name"], labels] = float(match["value"])
    _check_histograms(found, {name for name, kind in kinds.items() if kind == "histogram"})
    return found


def _check_histograms(found: Figures, names: set[str]) -> None:
    """Buckets rise, the last is infinite and equals the count, and there is a sum."""
    for name in names:
        rows: dict[frozenset[tuple[str, str]], list[tuple[float, float]]] = {}
        for (sample, labels), value in found.items():
            if sample == f"{name}_bucket":
                end = next(float(value) for key, value in labels if key == "le")
                rows.setdefault(frozenset(pair for pair in labels if pair[0] != "le"), []).append((end, value))
        assert rows
        for labels, buckets in rows.items():
            counts = [count for _end, count in sorted(buckets)]
            assert counts == sorted(counts) and max(buckets)[0] == float("inf")
            assert counts[-1] == found[f"{name}_count", labels]
            assert found[f"{name}_sum", labels] >= 0


def value(found: Figures, name: str, **labels: str) -> float:
    """One figure."""
    return found[name, frozenset(labels.items())]


@pytest.fixture
def scraped(settings, tmp_path: Path):
    """The address with its token, and a folder of its own for what is counted."""
    settings.METRICS_TOKEN, settings.METRICS_DIR = TOKEN, tmp_path / "metrics"

    def scrape(token: str = TOKEN) -> HttpResponse:
        return Client().get(ADDRESS, headers={"authorization": f"Bearer {token}", "host": "10.0.0.7"})

    return scrape


def test_h3_figures_are_for_whoever_brings_the_token(db: None, scraped, settings) -> None:
    """HUE 8.3: no token, a wrong one, another scheme: nothing; without a token in the settings there is no such address."""
    headers = [
        {}, {"authorization": "Bearer "}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"},
        {"authorization": TOKEN}, {"authorization": f"Bearer {TOKEN}x"}, {"authorization": "Bearer đ"},
    ]  # fmt: skip
    for given in headers:
        answer = Client().get(ADDRESS, headers=given)
        assert (answer.status_code, answer.content) == (401, b""), given
        assert answer["WWW-Authenticate"] == "Bearer"
    assert Client().post(ADDRESS, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 405
    answer = scraped()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    settings.METRICS_TOKEN = ""
    assert scraped("").status_code == scraped().status_code == 404


def test_h3_figures_tell_what_is_there(working: World, scraped, settings) -> None:
    """HUE 8.3: jobs, workers, outbox, seals, duties, disks, states; each as the rows say."""
    settings.EMAIL_HOST = "mail.example.vn"
    journal.post("task.assigned", recipients=[1], params={}, url="/", key="k", at=AT - timedelta(minutes=5))
    working.task("STC")
    jobs.measure(AT)
    parked(AT)
    found = read(scraped().content.decode())
    register = str(working.register.pk)
    assert value(found, "dondoc_database_up") == 1
    assert value(found, "dondoc_jobs", kind="calendar-changed", state="parked") == 1
    assert value(found, "dondoc_jobs_parked") == value(found, "dondoc_workers") == 1
    assert value(found, "dondoc_tick_seconds") == 0
    assert value(found, "dondoc_outbox_notices") >= 1
    assert value(found, "dondoc_outbox_oldest_seconds") == 300
    assert value(found, "dondoc_journal_unsealed_entries", register=register) > 0
    assert value(found, "dondoc_journal_sealed_entries", register=register) > 0
    assert value(found, "dondoc_duties", state="open") > 0
    assert value(found, "dondoc_duties", state="overdue") == 0
    assert value(found, "dondoc_disk_free_bytes", place="files") > 0
    assert value(found, "dondoc_database_size_bytes") > 0
    assert value(found, "dondoc_state", line="parked") == 2
    assert value(found, "dondoc_state", line="sealing") == 0


def test_g1_figures_name_nobody(working: World, scraped, at_work) -> None:
    """Design 1.5, 6: no person, no unit, no word of a task, no path of a page that somebody opened."""
    task = working.task("STC", content="Báo cáo nợ đọng thuế")
    client = at_work("stc")
    client.get(reverse("workspace:task", args=[task.pk]))
    parked(AT, "ValueError: nợ đọng", params={"text": "nợ đọng"})
    text = scraped().content.decode()
    assert text.isascii()
    for _, full_name, code, _, _ in CAST:
        assert full_name not in text and f'"{code}"' not in text
    for unit in Unit.objects.all():
        assert unit.name not in text
    assert f"/{task.pk}/" not in text and "nhiem-vu" not in text and "ValueError" not in text


def test_h3_a_scrape_asks_a_fixed_number_of_queries(working: World, scraped, django_assert_max_num_queries) -> None:
    """Design 8: not more because there is more to count."""
    counted = []
    for rows in (1, 30):
        for _ in range(rows):
            parked(AT)
            working.task("STC")
        with django_assert_max_num_queries(40) as asked:
            assert scraped().status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_h3_without_its_database_the_process_tells_what_it_knows(tmp_path: Path) -> None:
    """HUE 8.3: a database that is away is a figure, not an error page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = (
        "import django; django.setup()\nfrom django.test import Client\n"
        f"answer = Client().get('{ADDRESS}', headers={{'authorization': 'Bearer {TOKEN}'}})\n"
        "print(answer.status_code); print(answer.content.decode(), end='')"
    )
    environment = {
        "DATABASE_URL": f"postgresql://dondoc@127.0.0.1:{port}/dondoc", "DONDOC_DEBUG": "1", "DONDOC_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "dondoc.settings", "DONDOC_METRICS_TOKEN": TOKEN,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    status, _, text = done.stdout.partition("\n")
    found = read(text)
    assert status == "200"
    assert value(found, "dondoc_database_up") == 0
    assert value(found, "dondoc_disk_free_bytes", place="files") > 0


def test_h3_requests_are_counted_by_name_and_class_of_status(working: World, scraped, at_work) -> None:
    """HUE 8.3: a page that is there, one that is refused, one that is nowhere; names of addresses, never their paths."""
    task = working.task("STC")
    client = at_work("stc")
    for address in (reverse("workspace:task", args=[task.pk]), reverse("workspace:journal"), "/khong-co/123/"):
        client.get(address)
    client.get("/static/ui/dondoc.css").close()
    found = read(scraped().content.decode())
    assert value(found, "dondoc_request_seconds_count", page="workspace:task", status="2xx") == 1
    assert value(found, "dondoc_request_seconds_count", page="workspace:journal", status="4xx") == 1
    assert value(found, "dondoc_request_seconds_count", page="none", status="4xx") == 1
    assert value(found, "dondoc_request_seconds_count", page="static", status="2xx") == 1


def test_h3_nothing_is_counted_while_nobody_may_read_it(settings, tmp_path: Path) -> None:
    """HUE 8.3: without a token the middleware takes itself out."""
    settings.METRICS_TOKEN, settings.METRICS_DIR = "", tmp_path / "metrics"
    with pytest.raises(MiddlewareNotUsed):
        MeterMiddleware(lambda request: HttpResponse())
    assert not settings.METRICS_DIR.exists()


COUNT = """
import sys
from pathlib import Path
from dondoc.operations import meter
counted = meter.Meter(Path(sys.argv[1]))
for _ in range(500):
    counted.record("workspace:desk", "2xx", 0.25)
counted.record(sys.argv[2], "5xx", 60)
"""


def test_h3_processes_of_a_server_count_together(tmp_path: Path) -> None:
    """HUE 8.3: several write at once, each in its file; what one that has ended counted stays."""
    command = [sys.executable, "-c", COUNT, str(tmp_path)]
    running = [subprocess.Popen([*command, name], cwd=Path(__file__).parents[2]) for name in ("a", "b", "c")]
    assert [process.wait(30) for process in running] == [0, 0, 0]
    own = meter.Meter(tmp_path)
    own.record("workspace:desk", "2xx", 0.02)
    found = meter.totals(tmp_path)
    seconds, *counts = found["workspace:desk", "2xx"]
    assert seconds == pytest.approx(375.02)
    assert counts[0] == 1 and counts[meter.BUCKETS.index(0.25)] == 1500
    assert {key for key in found if key[1] == "5xx"} == {("a", "5xx"), ("b", "5xx"), ("c", "5xx")}
    assert found["a", "5xx"][-1] == 1  # slower than every bucket
    own.close()


def test_h3_what_ended_servers_counted_goes_with_them(tmp_path: Path) -> None:
    """HUE 8.3: the folder of a server that is no more is removed; those of other machines and of living ones stay."""
    mine = meter.folder_of_server(tmp_path)
    host = socket.gethostname()
    ended, other = tmp_path / f"{host}-999999999-1", tmp_path / "xa-1-1"
    for folder in (mine, ended, other):
        folder.mkdir(parents=True)
    assert meter.folder_of_server(tmp_path) == mine
    assert (mine.exists(), ended.exists(), other.exists()) == (True, False, True)


def test_h3_the_file_of_a_process_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HUE 8.3: when every cell is taken the rest is counted together, and a name that is too long too."""
    monkeypatch.setattr(meter, "MOST_CELLS", 4)
    counted = meter.Meter(tmp_path)
    for name in ("a", "b", "x" * 200, "c", "d", "e"):
        counted.record(name, "2xx", 1.0)
    assert set(meter.totals(tmp_path)) == {("a", "2xx"), ("b", "2xx"), ("", "")}
    assert sum(meter.totals(tmp_path)["", ""][1:]) == 4
    counted.close()


def test_h3_counting_costs_microseconds(tmp_path: Path) -> None:
    """HUE 8.3: far below a page's own time, even on a busy machine (the best of several rounds)."""
    counted = meter.Meter(tmp_path)
    best = min(timeit.repeat(lambda: counted.record("workspace:desk", "2xx", 0.02), number=200, repeat=20)) / 200
    assert best < 100e-6
    counted.close()


def test_h3_the_text_form_escapes_what_it_must() -> None:
    """Prometheus text form 0.0.4: backslash, quote and line end in labels; a family without samples is left out."""
    odd = Family("odd", "gauge", "a\\b\nc", (Sample(1.5, {"said": 'a"b\\c\nd'}), Sample(float("inf"), {"said": ""})))
    text = exposition.text([odd, gauge("empty", "Nothing."), gauge("whole", "One.", 3.0)])
    assert text == (
        "# HELP odd a\\\\b\\nc\n# TYPE odd gauge\n"
        'odd{said="a\\"b\\\\c\\nd"} 1.5\nodd{said=""} +Inf\n'
        "# HELP whole One.\n# TYPE whole gauge\nwhole 3\n"
    )
    assert len(read(text)) == 3


def test_the_strict_reader_can_fail() -> None:
    """What Prometheus would refuse is refused here."""
    good = "# HELP a x\n# TYPE a gauge\na 1\n"
    assert read(good)
    for bad in (
        good + "a 1\n",
        good.rstrip("\n"),
        good + "b 1\n",
        good + 'a{b="c} 1\n',
        good + "a{b='c'} 1\n",
        good + good,
    ):
        with pytest.raises(AssertionError):
            read(bad)

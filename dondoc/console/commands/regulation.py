"""`dondoc regulation`: check, list, show and compare regulations. Needs no database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dondoc.console import exits, law, showing, words
from dondoc.console.parsing import add_json, describe
from dondoc.console.words import gettext as _
from dondoc.regulation import ProfileError, compare_text, load_profile
from dondoc.regulation.citations import Citation
from dondoc.regulation.scenarios import failure
from dondoc.workdays import Calendar


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Regulations are data: a folder with profile.toml, articles.toml and scenarios. These commands need no database.",
        "dondoc regulation list",
        "dondoc regulation check profiles/hue-71-2016",
        "dondoc regulation articles hue-71-2016 --json",
        "dondoc regulation compare hue-71-2016 quyet-dinh-71.txt",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="the regulations that can be named", allow_abbrev=False)
    describe(listing, "List the regulations that came with the program, or that DONDOC_PROFILES names.")
    listing.set_defaults(run=run_list)
    checking = commands.add_parser("check", help="load strictly and run the scenarios", allow_abbrev=False)
    describe(
        checking,
        "Load a regulation (or all) strictly and run its scenarios. Each mistake is one line: file, line, what was\n"
        "expected. With --text also compare with the official text.",
        "dondoc regulation check",
        "dondoc regulation check my-draft/ --text my-draft/official.txt",
    )
    checking.add_argument("regulation", metavar="ID|FOLDER", nargs="?", help="one regulation; all when left out")
    checking.add_argument("--text", metavar="FILE", type=Path, help="official text (UTF-8) to compare with")
    checking.set_defaults(run=run_check)
    show = commands.add_parser("show", help="every value with its article and its reading", allow_abbrev=False)
    describe(show, "Print every value of a regulation with the article that sets it, and what it is silent about.")
    show.set_defaults(run=run_show)
    walk = commands.add_parser("articles", help="every article, its gist and what answers it", allow_abbrev=False)
    describe(walk, "Walk through the whole regulation: article, clause, point; the gist; what answers it.")
    walk.set_defaults(run=run_articles)
    comparing = commands.add_parser("compare", help="which places of a text the profile lacks", allow_abbrev=False)
    describe(comparing, "Find the articles, clauses and points of an official text that articles.toml does not list.")
    comparing.set_defaults(run=run_compare)
    for command in (show, walk, comparing):
        command.add_argument("regulation", metavar="ID", help="id of a regulation, or the folder of one")
    comparing.add_argument("text", metavar="TEXTFILE", type=Path, help="the official text, UTF-8")
    for command in (listing, checking, show, walk, comparing):
        add_json(command)


def _print(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def run_list(given: argparse.Namespace) -> int:
    """0; 1 when one of them does not load."""
    rows, broken = [], []
    for name, folder in law.folders().items():
        try:
            rows.append(showing.summary(name, folder, load_profile(folder)))
        except ProfileError as error:
            broken.append({"id": name, "folder": str(folder), "problem": law.where(folder, error)})
    if given.json:
        _print([*rows, *broken])
    else:
        for row in rows:
            print(
                f"{row['id']:<16} {row['number']} ({row['edition']}), {row['effective_from']}\n{'':<16} {row['name']}"
            )
        for problem in broken:
            print(f"{problem['id']:<16} {problem['problem']}")
    return exits.PROBLEMS if broken else exits.OK


def run_check(given: argparse.Namespace) -> int:
    """0 when everything loads and every scenario holds."""
    found = [law.folder_of(given.regulation)] if given.regulation else list(law.folders().values())
    if not found:
        raise exits.Told(_("Không tìm thấy quy chế nào."), exits.USAGE)
    calendar = law.calendar()
    results = [check(folder, calendar, given.text) for folder in found]
    if given.json:
        _print(results)
    else:
        for result in results:
            for line in result["problems"]:
                print(line)
            print(_tally(result))
    return exits.PROBLEMS if any(result["problems"] for result in results) else exits.OK


def _tally(result: dict[str, Any]) -> str:
    if result["problems"]:
        return _("%(id)s: %(count)s điều cần sửa") % {"id": result["id"], "count": len(result["problems"])}
    said = _("%(id)s: đúng; %(articles)s điều, khoản, điểm; %(scenarios)s tình huống")
    return said % {"id": result["id"], "articles": result["articles"], "scenarios": result["scenarios"]}


def check(folder: Path, calendar: Calendar, text: Path | None) -> dict[str, Any]:
    """Everything that is wrong with the regulation in the folder."""
    try:
        profile = load_profile(folder)
    except ProfileError as error:
        return {"id": folder.name, "articles": 0, "scenarios": 0, "problems": [law.where(folder, error)]}
    problems = []
    cases = law.cases(folder)
    for case in cases:
        try:
            wrong = failure(case, profile, calendar)
        except (KeyError, ValueError) as error:
            wrong = _("tình huống viết sai: %(error)s") % {"error": error}
        if wrong:
            problems.append(f"{folder / 'scenarios' / case.file}: {case.label}: {wrong}")
    if profile.id != folder.name:
        problems.append(f"{folder}: " + _("tên thư mục khác với id “%(id)s”") % {"id": profile.id})
    if text is not None:
        missing = compare_text(profile, read(text)).missing
        problems += [f"{folder / 'articles.toml'}: " + lacking(place) for place in missing]
    counts = {"articles": len(profile.articles), "scenarios": len(cases)}
    return {"id": profile.id, **counts, "problems": problems}


def lacking(place: Citation) -> str:
    """The place that articles.toml does not list, in words."""
    where = place.in_words(words.language())
    return _("thiếu %(place)s (%(where)s)") % {"place": place, "where": where}


def read(path: Path) -> str:
    """The text of the file."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        said = _("Không đọc được %(file)s: %(error)s") % {"file": path, "error": error.strerror}
        raise exits.Told(said, exits.USAGE) from error
    except UnicodeDecodeError as error:
        raise exits.Told(_("%(file)s không phải tệp chữ UTF-8.") % {"file": path}, exits.USAGE) from error


def run_show(given: argparse.Namespace) -> int:
    """0 with all values."""
    folder = law.folder_of(given.regulation)
    shown = showing.everything(folder, law.load(folder))
    if given.json:
        _print(shown)
    else:
        print("\n".join(showing.as_lines(shown)))
    return exits.OK


def run_articles(given: argparse.Namespace) -> int:
    """0 with every article."""
    profile = law.load(law.folder_of(given.regulation))
    rows = [showing.article(row) for row in profile.articles]
    if given.json:
        _print(rows)
    else:
        for row in rows:
            print(f"{row['article']:<10} {row['gist']}\n{'':<10} {row['kind']}: {row['answer']}")
    return exits.OK


def run_compare(given: argparse.Namespace) -> int:
    """0 when articles.toml lists every place of the text."""
    profile = law.load(law.folder_of(given.regulation))
    found = compare_text(profile, read(given.text))
    if given.json:
        _print({"missing": [str(p) for p in found.missing], "not_in_text": [str(p) for p in found.not_in_text]})
    else:
        for place in found.missing:
            print(lacking(place))
        for place in found.not_in_text:
            print(_("%(place)s có trong articles.toml, không thấy trong văn bản") % {"place": place})
        if not found.missing:
            print(_("Mọi điều, khoản, điểm của văn bản đều có trong articles.toml."))
    return exits.PROBLEMS if found.missing else exits.OK

"""`dondoc regulation`: begin, check, list, show, compare and load regulations. Only loading needs a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dondoc.console import exits, law, loading, showing, words
from dondoc.console.parsing import add_json, describe
from dondoc.console.words import gettext as _
from dondoc.regulation import Profile, ProfileError, compare_text, load_profile, profile_texts
from dondoc.regulation.articles import ARTICLES
from dondoc.regulation.citations import Citation
from dondoc.regulation.differences import side_by_side
from dondoc.regulation.drafts import copied, skeleton
from dondoc.regulation.loader import ID, read_draft
from dondoc.regulation.locator import Locator, near, unfinished
from dondoc.regulation.scenarios import failure, fault
from dondoc.workdays import Calendar


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Regulations are data: a folder with profile.toml, articles.toml and scenarios. Only `load` needs the database.",
        "dondoc regulation list",
        "dondoc regulation check profiles/hue-71-2016",
        "dondoc regulation articles hue-71-2016 --json",
        "dondoc regulation compare hue-71-2016 quyet-dinh-71.txt",
        "dondoc regulation diff hue-71-2016 my-draft/",
        "dondoc regulation new abc-12-2027 --text quyet-dinh-12.txt",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _configure_checking(commands)
    show = commands.add_parser("show", help="every value with its article and its reading", allow_abbrev=False)
    describe(show, "Print every value of a regulation with the article that sets it, and what it is silent about.")
    show.set_defaults(run=run_show)
    walk = commands.add_parser("articles", help="every article, its gist and what answers it", allow_abbrev=False)
    describe(walk, "Walk through the whole regulation: article, clause, point; the gist; what answers it.")
    walk.set_defaults(run=run_articles)
    _configure_beginning(commands)
    _configure_comparing(commands)
    for command in (show, walk):
        command.add_argument("regulation", metavar="ID", help="id of a regulation, or the folder of one")
        add_json(command)


def _configure_checking(commands: Any) -> None:
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
    for command in (listing, checking):
        add_json(command)


def _configure_comparing(commands: Any) -> None:
    comparing = commands.add_parser("compare", help="which places of a text the profile lacks", allow_abbrev=False)
    describe(comparing, "Find the articles, clauses and points of an official text that articles.toml does not list.")
    comparing.set_defaults(run=run_compare)
    comparing.add_argument("regulation", metavar="ID", help="id of a regulation, or the folder of one")
    comparing.add_argument("text", metavar="TEXTFILE", type=Path, help="the official text, UTF-8")
    add_json(comparing)
    differing = commands.add_parser("diff", help="two regulations side by side", allow_abbrev=False)
    describe(differing, "Lay two regulations (or two editions of one) side by side: where they say different things.")
    differing.add_argument("regulation", metavar="ID|FOLDER", help="the one")
    differing.add_argument("other", metavar="ID|FOLDER", help="the other")
    differing.add_argument("--all", action="store_true", help="also where they say the same")
    differing.set_defaults(run=run_diff)
    add_json(differing)


def _configure_beginning(commands: Any) -> None:
    beginning = commands.add_parser(
        "new", help="begin a regulation: a folder in which every question is asked", allow_abbrev=False
    )
    describe(
        beginning,
        "Write the files of a new regulation into the folder ID. Every topic is there, to be answered or declared silent, with\n"
        "examples to be opened; with --text every place of the official text stands in articles.toml, to be walked.\n"
        "`dondoc regulation check ID` names each line that is still to be written.",
        "dondoc regulation new abc-12-2027 --text quyet-dinh-12.txt",
        "dondoc regulation new abc-12-2027 --from hue-71-2016",
    )
    beginning.add_argument("id", metavar="ID", help="small letters without accents, digits, hyphens; the folder's name")
    sources = beginning.add_mutually_exclusive_group()
    sources.add_argument("--text", metavar="FILE", type=Path, help="the official text, UTF-8: its places are laid out")
    sources.add_argument(
        "--from", metavar="ID|FOLDER", dest="model", help="a similar regulation, copied as the beginning"
    )
    beginning.add_argument(
        "--in", metavar="FOLDER", dest="root", type=Path, default=Path(), help="where; here when left out"
    )
    beginning.set_defaults(run=run_new)
    loading.configure(commands)


def run_new(given: argparse.Namespace) -> int:
    """0 when the folder was written; nothing that is there is overwritten."""
    if not ID.fullmatch(given.id):
        raise exits.Told(
            _("“%(id)s”: chỉ dùng chữ thường không dấu, số và gạch nối, như hue-71-2016.") % {"id": given.id},
            exits.USAGE,
        )
    folder = given.root / given.id
    if folder.exists():
        raise exits.Told(_("%(folder)s đã có; không ghi đè.") % {"folder": folder}, exits.USAGE)
    texts = _copied(given) if given.model else skeleton(given.id, read(given.text) if given.text else "")
    try:
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise exits.Told(
            _("Không ghi được %(folder)s: %(error)s") % {"folder": folder, "error": error.strerror}
        ) from error
    count = len(unfinished({name: text for name, text in texts.items() if name.endswith(".toml")}))
    print(
        _("%(folder)s: còn %(count)s dòng phải viết; “dondoc regulation check %(folder)s” chỉ ra từng dòng.")
        % {"folder": folder, "count": count}
    )
    return exits.OK


def _copied(given: argparse.Namespace) -> dict[str, str]:
    model = law.folder_of(given.model)
    law.load(model)
    extra = [*model.glob("*.md"), *model.glob("scenarios/*.toml")]
    texts = {str(path.relative_to(model)): read(path) for path in sorted(extra)}
    return copied({**profile_texts(model), **texts}, given.id)


def run_diff(given: argparse.Namespace) -> int:
    """0 whether or not they differ: the differences are what was asked for."""
    left, right = (law.load(law.folder_of(name)) for name in (given.regulation, given.other))
    pairs = [pair for pair in side_by_side(left, right) if given.all or pair.differs]
    if given.json:
        rows = [
            {"topic": p.topic, "differs": p.differs, "left": showing.side(p.left), "right": showing.side(p.right)}
            for p in pairs
        ]
        _print({"left": left.id, "right": right.id, "topics": rows})
        return exits.OK
    for pair in pairs:
        print(pair.topic)
        for profile, said in ((left, pair.left), (right, pair.right)):
            print(f"    {profile.id}: {showing.side_line(said)}")
    if not pairs:
        print(_("Hai quy chế nói như nhau."))
    return exits.OK


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
    """Everything that is wrong with the regulation in the folder, and what is still to be written."""
    try:
        texts = profile_texts(folder)
        profile = read_draft(texts)
    except ProfileError as error:
        return {"id": folder.name, "articles": 0, "scenarios": 0, "problems": [law.where(folder, error)]}
    cases = law.cases(folder)
    problems = [law.where(folder, error) for error in unfinished({**texts, **_beside(folder)})]
    for case in cases:
        if (wrong := fault(case, profile)) is not None:
            problems.append(law.where(folder / "scenarios", wrong))
            continue
        try:
            said = failure(case, profile, calendar)
        except (KeyError, ValueError) as error:
            said = _("tình huống viết sai: %(error)s") % {"error": error}
        if said:
            problems.append(f"{folder / 'scenarios' / case.file}:{case.line}: {case.label}: {said}")
    if profile.id != folder.resolve().name:
        problems.append(f"{folder}: " + _("tên thư mục khác với id “%(id)s”") % {"id": profile.id})
    if text is not None:
        problems += _against(folder, texts[ARTICLES], profile, read(text))
    counts = {"articles": len(profile.articles), "scenarios": len(cases)}
    return {"id": profile.id, **counts, "problems": problems}


def _beside(folder: Path) -> dict[str, str]:
    """The scenarios' texts, by their names from the folder."""
    return {str(path.relative_to(folder)): read(path) for path in sorted(folder.glob("scenarios/*.toml"))}


def _against(folder: Path, walk: str, profile: Profile, official: str) -> list[str]:
    """Where the walk and the official text differ: places that it lacks, places that the text does not have."""
    found, where = compare_text(profile, official), Locator(ARTICLES, walk)
    problems = [f"{folder / ARTICLES}: {lacking(place)}" for place in found.missing]
    shown = sorted(str(place) for place in found.missing)
    for place in found.not_in_text:
        said = _("văn bản chính thức không có %(place)s (%(where)s)") % {
            "place": place, "where": place.in_words(words.language())
        }  # fmt: skip
        meant = near(str(place), shown)
        said += _("; có phải ý là “%(meant)s”?") % {"meant": meant} if meant else "."
        problems.append(f"{folder / ARTICLES}:{where.line((str(place),))}: {said}")
    return problems


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

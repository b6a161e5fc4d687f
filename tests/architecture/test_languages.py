"""Two languages: the source is Vietnamese, English is complete; what a reader sees comes from the catalogues."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.template.loader import render_to_string
from django.utils import translation

from dondoc.duties.models import DutyKind
from dondoc.journal import sentences
from dondoc.journal.models import Notice
from dondoc.regulation import Refusal
from dondoc.workspace.sentences import NOW, kind_of_notice
from tests.architecture import source

LOCALE = source.ROOT / "locale"
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I)
PARAMETER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
MARKED = re.compile(r"</?\w+|href=\"")

#: What English keeps in Vietnamese: a name, what is typed or pasted in Vietnamese whatever the page's language is.
KEPT = (
    "Thừa Thiên Huế", "so tai chinh; các huyện", "“nội dung”", "“đơn vị”", "“phối hợp”", "“thời hạn”",
    "trước 25/11/2026", "10 ngày làm việc", "quý IV/2026", "(mật)", "(tối mật)", "(tuyệt mật)",
)  # fmt: skip

#: Vietnamese in Python that no catalogue holds, and why it is right there.
UNTRANSLATED = {
    "dondoc/console/commands/": "examples of what an administrator types: names of units and people",
    "dondoc/demo/": "an invented province: data",
    "dondoc/printing/": "wording that the decree on documents prescribes; printed papers are Vietnamese",
    "dondoc/reports/papers.py": "printed papers are Vietnamese",
    "dondoc/urging/papers.py": "printed papers are Vietnamese",
    "dondoc/regulation/": "errors in a file of law, told to its author; citations, which have English of their own",
    "dondoc/workdays/": "errors in a file of the calendar, told to its author; names of days, which `_why.html` translates",
    "dondoc/wording/": "how Vietnamese is read and sorted",
    "dondoc/documents/queries.py": "how a typed reference to a document is read",
    "dondoc/units/queries.py": "how a typed list of units is read",
    "dondoc/units/models.py": "help of a column that no page shows",
    "dondoc/classified/rules.py": "the shape that numbers and symbols have",
    "dondoc/gazette/actions.py": "errors in a file of law, told to its author",
    "dondoc/lawbook/actions/loading.py": "errors in a file of law, told to its author",
    "dondoc/console/loading.py": "examples of what an administrator types",
    "dondoc/duties/actions/calendars.py": "the journal's reason of a moved date: it is kept in the language of the papers",
    "dondoc/tasks/actions/passing.py": "the ground that a fact keeps after a merger: in the language of the papers",
    "dondoc/settings.py": "the languages are called in their own words",
}
TRANSLATORS = frozenset(
    {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
)


def _update() -> ModuleType:
    """`locale/update.py`: it is no package, so it is read from its file."""
    spec = importlib.util.spec_from_file_location("locale_update", LOCALE / "update.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
        return read_po(stream, locale=language)


def _texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _written(catalogue: Catalog) -> Iterator[tuple[Message, str]]:
    for message in catalogue:
        if message.id:
            for text in _texts(message.string):
                yield message, text


def test_h3_english_is_complete() -> None:
    """Every sentence of the program has English; none is left of a sentence that is gone (`python locale/update.py`)."""
    assert _update().faults() == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_h3_nothing_is_fuzzy_or_empty(language: str) -> None:
    """A fuzzy sentence would be shown in the other language."""
    catalogue = _catalogue(language)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message, text in _written(catalogue) if not text.strip()] == []


def test_h3_english_is_english() -> None:
    """No Vietnamese letter, but for names and for examples of what is typed in Vietnamese."""
    wrong = []
    for message, text in _written(_catalogue("en")):
        for kept in KEPT:
            text = text.replace(kept, "")
        if VIETNAMESE.search(text):
            wrong.append((message.id, text))
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_h3_a_translation_keeps_parameters_and_markup(language: str) -> None:
    """What is filled in is in both languages, and so is every tag and link; both begin and end alike."""
    wrong = []
    for message, text in _written(_catalogue(language)):
        for pattern in (PARAMETER, MARKED):
            wanted = [sorted(pattern.findall(form)) for form in _texts(message.id)]
            if sorted(pattern.findall(text)) not in wanted:
                wrong.append((message.id, text))
        first = _texts(message.id)[0]
        if language == "en" and (first[:1].isspace(), first[-1:].isspace()) != (
            text[:1].isspace(),
            text[-1:].isspace(),
        ):
            wrong.append((message.id, text))
    assert wrong == []


def test_h3_one_english_word_for_the_words_of_the_glossary() -> None:
    """docs/glossary.md: a term never has a second English word on the pages."""
    wrong = []
    for message, text in _written(_catalogue("en")):
        for rule, forbidden in (
            (r"nhiệm vụ", r"\b(mission|assignment task|mandate)\b"), (r"đôn đốc", r"\b(remind|chase|expedit|prod)\w*"),
            (r"phiếu báo", r"\b(ticket|warning|alert|report slip)\b"), (r"thẩm định", r"\b(apprais(?!e|al)|assess|evaluat|review)\w*"),
            (r"trích yếu", r"\b(summary|excerpt)\b"), (r"sổ theo dõi", r"\b(logbook|ledger|tracking book)\b"),
            (r"thời hạn|quá hạn", r"\b(time limit|expiry)\b"), (r"đơn vị", r"\b(department unit|division unit)\b"),
        ):  # fmt: skip
            if re.search(rule, _texts(message.id)[0], re.I) and re.search(forbidden, text, re.I):
                wrong.append((message.id, text))
    assert wrong == []


def _bare(tree: ast.Module) -> Iterator[ast.Constant]:
    """Vietnamese literals of a module that are neither handed to a translator nor documentation."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in TRANSLATORS:
                spared.update(id(part) for part in ast.walk(node))
        elif isinstance(node, ast.Expr):
            spared.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            if VIETNAMESE.search(node.value):
                yield node


def test_h3_what_python_says_is_in_the_catalogue() -> None:
    """A Vietnamese literal is handed to gettext, or its place is listed with the reason."""
    bare = [
        f"{module.where}:{node.lineno} {node.value!r}"
        for module in source.modules()
        if not any(module.where.startswith(place) for place in UNTRANSLATED)
        for node in _bare(module.tree)
    ]
    assert bare == []


def test_h3_every_listed_exception_is_needed() -> None:
    """A place that no longer holds Vietnamese leaves the list."""
    holding = {module.where for module in source.modules() if any(_bare(module.tree))}
    assert [place for place in UNTRANSLATED if not any(where.startswith(place) for where in holding)] == []


def test_h3_the_detector_sees_bare_words() -> None:
    """The test of Python can fail."""
    assert [node.value for node in _bare(ast.parse('"""Tài liệu."""\nx = "Đã ghi"\ny = _("Đã ghi")\n'))] == ["Đã ghi"]


def test_h3_scripts_have_no_words_of_their_own() -> None:
    """What a script shows comes from data attributes, which the page translated."""
    scripts = [path for path in source.tracked() if path.suffix == ".js" and source.PROGRAM in path.parents]
    assert scripts
    assert [path.name for path in scripts if VIETNAMESE.search(path.read_text(encoding="utf-8"))] == []


def _untranslated(jinja: str) -> list[str]:
    """Vietnamese words of a template of Jinja that stand outside ``_(…)``, ``pgettext(…)`` and comments."""
    text = re.sub(r"{#.*?#}", "", jinja, flags=re.S)
    text = re.sub(r"""\b(_|n?p?gettext)\(\s*(["'][^"']*["']\s*,?\s*)+""", "", text)
    return [word for word in text.split() if VIETNAMESE.search(word)]


def test_h3_words_of_jinja_are_marked_for_translation() -> None:
    """The fast templates say what the catalogue says."""
    found = [path for path in source.tracked() if path.suffix == ".jinja"]
    assert found
    assert {path.name: words for path in found if (words := _untranslated(path.read_text(encoding="utf-8")))} == {}


def test_h3_the_detector_of_unmarked_words_sees_them() -> None:
    """The test above can fail."""
    assert _untranslated('<p>Hạn {{ _("Nhiệm vụ") }}</p>') == ["<p>Hạn"]
    assert _untranslated('{% if late %}{{ "quá hạn" }}{% endif %}')
    assert not _untranslated('{# chú ý #}{{ _("từ %(at)s") % {"at": at} }}{{ pgettext("limit", "Thời hạn") }}')


@pytest.fixture
def english(settings, tmp_path: Path) -> Generator[None]:
    """The catalogues as they are written now, in English."""
    for language in ("en", "vi"):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "django.mo").open("wb") as stream:
            write_mo(stream, _catalogue(language))
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("en"):
        yield


def test_h3_refusals_and_notices_speak_the_readers_language(english: None) -> None:
    """A refusal and a reminder, with their dates and articles; a reminder keeps citations, not words."""
    refused = sentences.refusal(Refusal("task.cannot_now", {"state": "Completed"}, "Đ7.k2.c"))
    assert refused.startswith("This can no longer be done") and refused.endswith("(point c, clause 2, Article 7)")
    params = {"about": "438/TB-UBND", "due_on": "2016-11-16", "article": "Đ4.k1 PL1.m3"}
    subject, body = sentences.notice(Notice(kind=kind_of_notice(NOW, DutyKind.CARRY_OUT), params=params))
    assert subject == "Due 16/11/2016: Carry out the task, 438/TB-UBND"
    assert body.endswith("not later than the end of 16/11/2016. Basis: clause 1, Article 4; Appendix I, item 3.")
    with translation.override("vi"):
        assert sentences.notice(Notice(kind=kind_of_notice(NOW, DutyKind.CARRY_OUT), params=params))[1].endswith(
            "Căn cứ: khoản 1 Điều 4; mục 3 Phụ lục I."
        )


def test_h3_a_page_without_data_is_wholly_english(english: None) -> None:
    """Nothing Vietnamese is left on a page that shows no data, but the name of the language and of the demo's province."""
    page = render_to_string("units/no_post.html", {"request": None, "demo": True})
    for kept in ("Tiếng Việt", "Thừa Thiên Huế"):
        page = page.replace(kept, "")
    assert not VIETNAMESE.search(page), VIETNAMESE.findall(page)
    assert "No post yet" in page


def test_h3_the_sign_in_package_speaks_vietnamese(english: None) -> None:
    """Its own catalogue lacks much: ours has the sentences of the pages that are reachable here."""
    with translation.override("vi"):
        for text in (
            "Enter an authenticator code:",
            "Confirm Access",
            "Email Addresses",
            "Signed out of all other sessions.",
        ):
            assert translation.gettext(text) != text
        assert translation.pgettext("field label", "Login") == "Tên đăng nhập"

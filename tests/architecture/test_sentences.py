"""Every verb of the journal, every refusal and every notice has its sentence; every article that is cited is listed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils import translation

from dondoc.journal import sentences
from dondoc.regulation import available, load_profile
from dondoc.units import access
from tests.architecture import source

DOTTED = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")
CITATION = re.compile(r"^(Đ\d+(\.k\d+)?(\.[a-zđ])?|PL\d+(\.m\d+)?)$")

#: Which argument of which function is a verb, a refusal, a notice: (place, name, registry).
SPEAKING = {
    "record": (0, "verb", sentences.ENTRIES),
    "tell_journal": (0, "verb", sentences.ENTRIES),
    "Refusal": (0, "code", sentences.REFUSALS),
    "refuse": (0, "code", sentences.REFUSALS),
    "require": (1, "code", sentences.REFUSALS),
    "post": (0, "kind", sentences.NOTICES),
    "post_notice": (0, "kind", sentences.NOTICES),
    "tell_unit": (0, "kind", sentences.NOTICES),
    "tell_office": (0, "kind", sentences.NOTICES),
    "tell_deciders": (0, "kind", sentences.NOTICES),
}


def _everything() -> dict[str, str]:
    return {**sentences.REFUSALS, **sentences.ENTRIES, **sentences.NOTICES}


def _spoken() -> Iterator[tuple[str, str, dict[str, object]]]:
    for module in source.modules():
        for call in source.calls(module.tree):
            name = source.called(call)
            if name == "write" and "actions" in module.inside:  # a room's own `write(verb, …)`
                place, word, registry = SPEAKING["record"]
            elif name in SPEAKING:
                place, word, registry = SPEAKING[name]
            else:
                continue
            for text in source.texts_of(source.argument(call, place, word)):
                if DOTTED.match(text):
                    yield f"{module.where}:{call.lineno}", text, registry


def test_what_the_program_says_has_its_sentence() -> None:
    """A verb that is recorded, a refusal that is raised, a notice that is posted: each stands in a sentences.py."""
    dumb = [f"{where} {text}" for where, text, registry in _spoken() if text not in registry]
    assert not dumb, dumb


def test_a_verb_of_the_access_table_that_is_demanded_has_its_refusal() -> None:
    """`require_on(actor, task, access.APPRAISE)` refuses with ``permission.appraise``: the sentence is there."""
    dumb = []
    for module in source.modules():
        for call in source.calls(module.tree):
            if source.called(call).startswith("require"):
                for given in call.args:
                    if (
                        isinstance(given, ast.Attribute)
                        and isinstance(given.value, ast.Name)
                        and given.value.id == "access"
                    ):
                        code = f"permission.{getattr(access, given.attr)}"
                        if code not in sentences.REFUSALS:
                            dumb.append(f"{module.where}:{call.lineno} {code}")
    assert not dumb, dumb


def test_codes_that_travel_in_variables_have_their_sentences_too() -> None:
    """A text that looks like a code of a room that speaks is one: it stands in a registry."""
    families = {code.partition(".")[0] for code in _everything()}
    columns = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    dumb = []
    for module in source.modules():
        if module.inside[-1:] == ("sentences",) or module.name.endswith(("settings", "urls")):
            continue
        names = _names_of_jobs(module)
        for text in source.literals(module.tree):
            looks = DOTTED.match(text.value) and text.value.partition(".")[0] in families
            names_a_column = text.value.partition(".")[2] in columns | {"toml", "html", "css", "py", "typ", "js"}
            if looks and text.value not in _everything() and not names_a_column and text.value not in names:
                dumb.append(f"{module.where}:{text.lineno} {text.value}")
    assert not dumb, dumb


def _names_of_jobs(module: source.Module) -> set[str]:
    """Rules of `tick` and kinds of jobs have dotted names too, and say nothing to people."""
    given = [
        call for call in source.calls(module.tree) if source.called(call) in {"rule", "handler", "enqueue", "once"}
    ]
    return {text for call in given for text in source.texts_of(source.argument(call, 0, "name"))}


def test_no_sentence_is_unused() -> None:
    """What nobody says any more is taken out. `permission.X` is said by `require_…` for the verb X of the access table."""
    used = {
        text.value
        for module in source.modules()
        if module.inside[-1:] != ("sentences",)
        for text in source.literals(module.tree)
    }
    unused = [code for code in _everything() if code not in used and not _by_verb(code, used)]
    built = _built()
    unused = [code for code in unused if not any(pattern.fullmatch(code) for pattern in built)]
    assert not unused, unused


def _built() -> list[re.Pattern[str]]:
    """Codes that are put together: ``f"reminder.{occasion}.{kind}"``, ``f"{kind}_asked"``."""
    patterns = []
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.JoinedStr):
                fixed = [part.value for part in node.values if isinstance(part, ast.Constant)]
                if any(re.fullmatch(r"[a-z_.]{5,}", str(text)) for text in fixed):
                    parts = [
                        re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[a-z_.]+" for p in node.values
                    ]
                    patterns.append(re.compile("".join(parts)))
    return patterns


def _by_verb(code: str, used: set[str]) -> bool:
    family, _, verb = code.partition(".")
    return family == "permission" and verb in used


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_can_be_spoken(language: str) -> None:
    """Its placeholders are names; a missing parameter is shown as three dots, never as an error."""
    with translation.override(language):
        for code, sentence in _everything().items():
            for part in sentence if isinstance(sentence, tuple) else (sentence,):
                spoken = str(part) % sentences._shown({})
                assert spoken.strip() and "%(" not in spoken, code


def test_every_article_cited_is_listed_by_a_regulation() -> None:
    """`cites="Đ7.k1"` in code, or a citation in a template, is a place that articles.toml knows."""
    folders = available(source.ROOT / "profiles").values()
    known = {str(article.citation) for folder in folders for article in load_profile(folder).articles}
    unknown = []
    for module in source.modules():
        for text in source.literals(module.tree):
            parts = text.value.split()
            if parts and all(CITATION.match(part) for part in parts):
                unknown += [f"{module.where}:{text.lineno} {part}" for part in parts if part not in known]
    for name, path in source.templates().items():
        found = re.findall(r"Đ\d+\.k\d+(?:\.[a-zđ])?\b", path.read_text(encoding="utf-8"))
        unknown += [f"{name} {part}" for part in found if part not in known]
    assert not unknown, unknown


def test_rooms_do_not_share_a_code() -> None:
    """Two rooms that registered the same code would silence one of them."""
    owners: dict[tuple[str, str], str] = {}
    for module in source.modules():
        if module.inside[-1:] != ("sentences",) or module.room == "journal":
            continue
        own = __import__(module.name, fromlist=["REFUSALS"])
        for kind in ("REFUSALS", "ENTRIES", "NOTICES"):
            for code in getattr(own, kind, {}):
                assert owners.setdefault((kind, code), module.name) == module.name, code

"""Templates: each is used, a partial states its inputs, nothing is inline."""

from __future__ import annotations

import ast
import re

from tests.architecture import source

#: Asked for by Django or by django-allauth under a name of their own.
BY_NAME = re.compile(r"^(4\d\d|403_csrf|500)\.html$|^(account|mfa|usersessions|allauth)/")
USES = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def _texts() -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in source.templates().items()}


def test_every_template_is_used() -> None:
    """Rendered by a view, extended or included; what nobody asks for is taken out."""
    used = {text.value for module in source.modules() for text in source.literals(module.tree)}
    for text in _texts().values():
        used.update(USES.findall(text))
        used.update(re.findall(r"[\"']([\w/]+\.(?:html|jinja))[\"']", text))
    unused = [name for name in _texts() if name not in used and not BY_NAME.match(name) and not _by_role(name, used)]
    assert not unused, unused


def _by_role(name: str, used: set[str]) -> bool:
    """Chosen among several: ``f"workspace/{template}.html"`` with ``"desk_unit"`` somewhere in the program."""
    room, _, file = name.rpartition("/")
    built = {
        "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        for module in source.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr)
    }
    return f"{room}/*.html" in built and file.removesuffix(".html") in used


def test_every_template_that_is_asked_for_is_there() -> None:
    """A template that a view or another template names exists."""
    missing = []
    for name, text in _texts().items():
        missing += [
            f"{name}: {used}" for used in USES.findall(text) if used not in _texts() and not used.startswith("allauth/")
        ]
    for module in source.modules():
        for text in source.literals(module.tree):
            if re.match(r"^[a-z_]+/[a-z_/]+\.(html|jinja)$", text.value) and text.value not in _texts():
                missing.append(f"{module.where}:{text.lineno} {text.value}")
    assert not missing, missing


def test_every_partial_states_its_inputs() -> None:
    """A file whose name begins with `_` says in its first line what it needs: ``{# inputs: task, today #}``."""
    silent = [
        name
        for name, text in _texts().items()
        if name.rpartition("/")[2].startswith("_") and not re.match(r"{# inputs: .+ #}", text.partition("\n")[0])
    ]
    assert not silent, silent


def test_what_is_included_is_a_partial() -> None:
    """A full page is the sum of partials; only files whose name begins with `_` are included."""
    wrong = [
        f"{name}: {used}"
        for name, text in _texts().items()
        for used in re.findall(r"{%\s*include\s+[\"']([^\"']+)[\"']", text)
        if not used.rpartition("/")[2].startswith("_")
    ]
    assert not wrong, wrong


INLINE = {
    "a style block": re.compile(r"<style[\s>]", re.I),
    "a script without a file": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "an htmx script attribute": re.compile(r"\s(hx-on|hx-vals\s*=\s*[\"']js:)", re.I),
    "unescaped text": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off", re.I),
    "a foreign host": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//", re.I),
}


def test_nothing_is_inline() -> None:
    """The Content-Security-Policy forbids inline style and script; no page escapes less or asks a foreign host."""
    wrong = [
        f"{name}: {what}" for name, text in _texts().items() for what, pattern in INLINE.items() if pattern.search(text)
    ]
    assert not wrong, wrong


def test_the_detectors_of_inline_code_see_it() -> None:
    """The test above can fail."""
    for bad in (
        "<style>p{}</style>", "<script>x()</script>", '<p style="color:red">', '<a onclick="x()">', '<a href="javascript:x()">',
        "{{ text|safe }}", '<img src="//host/x.png">', '<p hx-on:click="x()">',
    ):  # fmt: skip
        assert any(pattern.search(bad) for pattern in INLINE.values()), bad
    for good in ("<script src=\"{% static 'ui/dondoc.js' %}\" defer></script>", '<a href="/">x</a>', "<p>on = off</p>"):
        assert not any(pattern.search(good) for pattern in INLINE.values()), good


def test_every_form_that_changes_something_carries_its_token() -> None:
    """A form with method post has {% csrf_token %} within; a template of Jinja writes the field itself."""
    wrong = []
    for name, text in _texts().items():
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.S | re.I):
            within = form + "".join(_texts().get(used, "") for used in USES.findall(form))
            if (
                "csrf_token" not in within
                and '<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf }}">' not in form
            ):
                wrong.append(name)
    assert not wrong, wrong


VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I)
MARKUP = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{% comment.*?{% endcomment %}|{[%{#].*?[%}#]}", re.S)


def test_what_people_read_is_translated() -> None:
    """Vietnamese text stands inside {% translate %}, {% blocktranslate %} or a filter's argument; never bare."""
    bare = []
    for name, text in _texts().items():
        if name == "500.html":
            continue  # shown when nothing else works, in both languages
        seen = MARKUP.sub("", text).replace("Tiếng Việt", "")  # a language is called in its own words
        bare += [f"{name}: {line.strip()[:80]}" for line in seen.splitlines() if VIETNAMESE.search(line)]
    assert not bare, bare

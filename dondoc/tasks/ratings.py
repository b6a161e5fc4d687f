"""The scales on which a result is rated when it is confirmed: what may be chosen, what must be, and what passes (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dondoc.regulation import Profile, Refusal, Silent
from dondoc.regulation.schema import Rating


def scales(law: Profile) -> tuple[Rating, ...]:
    """The scales of the regulation; a silent text rates nothing."""
    return () if isinstance(law.ratings, Silent) else law.ratings


def scales_of_refusal(law: Profile) -> tuple[Rating, ...]:
    """The scales that say whether a result passes: they are told also when it goes back (DTP: passed, not passed)."""
    return tuple(scale for scale in scales(law) if scale.passes)


def choices(scale: Rating, *, accepts: bool) -> tuple[str, ...]:
    """The words that may be chosen: where some of them pass, those when the result is accepted and the others when it goes back."""
    if not scale.passes:
        return scale.choices
    return tuple(word for word in scale.choices if (word in scale.passes) == accepts)


def completed(law: Profile, given: Mapping[str, str], *, accepts: bool) -> dict[str, str]:
    """The ratings as they are kept: what was chosen, and the only word where no other is possible."""
    asked = scales(law) if accepts else scales_of_refusal(law)
    found = {name: word for name, word in given.items() if word}
    for scale in asked:
        possible = choices(scale, accepts=accepts)
        if scale.passes and scale.name not in found and len(possible) == 1:
            found[scale.name] = possible[0]
    return found


def refusal_to_rate(law: Profile, given: Mapping[str, str], *, accepts: bool) -> Refusal | None:
    """What is wrong with the ratings: an unknown scale or word, a required one missing, one that says the contrary."""
    asked = scales(law) if accepts else scales_of_refusal(law)
    known = {scale.name: scale for scale in asked}
    for name, word in given.items():
        if name not in known or word not in known[name].choices:
            return Refusal("task.rating_unknown", {"word": word}, None)
    for scale in asked:
        word, article = given.get(scale.name, ""), " ".join(map(str, scale.article))
        if not word:
            if scale.required:
                return Refusal("task.rating_missing", {"title": scale.title}, article)
        elif word not in choices(scale, accepts=accepts):
            code = "task.rating_does_not_pass" if accepts else "task.rating_passes"
            return Refusal(code, {"title": scale.title, "word": word}, article)
    return None


def in_words(law: Profile, given: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """Title and word of each scale that was rated, in the order of the regulation; what it does not know any more comes last."""
    found = dict(given or {})
    told = [(scale.title, found.pop(scale.name)) for scale in scales(law) if scale.name in found]
    return [*told, *found.items()]


def sentence(pairs: Iterable[tuple[str, str]]) -> str:
    """The ratings in one line."""
    return "; ".join(f"{title}: {word}" for title, word in pairs)

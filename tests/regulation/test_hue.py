"""What is particular to 71/2016/QĐ-UBND as data; what holds of every profile is tried in `test_profiles.py`."""

from __future__ import annotations

from dondoc.regulation import ACTS, Profile
from dondoc.regulation.terms import ACTS_OF_SCHEMA_1
from tests.regulation.test_profiles import folders


def test_the_text_has_ninety_two_places(hue: Profile) -> None:
    """Thirteen articles and six appendices, with their clauses, points and items."""
    assert len(hue.articles) == 92
    assert len({article.citation.article for article in hue.articles if article.citation.article}) == 13
    assert {article.citation.appendix for article in hue.articles if article.citation.appendix} == {1, 2, 3, 4, 5, 6}


def test_most_of_its_values_are_those_of_its_forms() -> None:
    """HUE is the one text of the five with prescribed forms: their words are values that scenarios guard."""
    values = folders()["hue-71-2016"].values
    assert len(values) > 150
    assert sum(path[0] == "forms" for path in values) > 50


def test_every_act_is_cited_or_declared_silent(hue: Profile) -> None:
    """Design 4.2: an act that the text knows is cited; every other is silent."""
    assert set(hue.cites) == set(ACTS)
    assert all(hue.cite(act) for act in ACTS_OF_SCHEMA_1)

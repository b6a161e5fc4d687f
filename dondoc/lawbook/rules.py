"""Pure decisions about the life of a regulation: from when it may be adopted, what differs between two, what moving over changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.regulation import Instrument, Refusal

#: An adoption is written down a year ahead at most; a later year is a slip of the hand.
LONGEST_AHEAD = timedelta(days=366)
LONGEST_WORDS = 300
LARGEST_TEXT = 2 * 1024 * 1024
#: Fewer places than this in common: the file is the text of something else.
LEAST_FOUND = 0.5


def refusal_to_adopt(
    instrument: Instrument, *, from_on: date, today: date, decision: str, is_current: bool
) -> Refusal | None:
    """An edition is adopted from a day on which its regulation is in force, under a decision that is named."""
    if is_current:
        return Refusal("lawbook.adopted_already", {}, None)
    if not decision.strip():
        return Refusal("lawbook.decision_missing", {}, None)
    if len(decision) > LONGEST_WORDS:
        return Refusal("lawbook.words_too_long", {"most": LONGEST_WORDS}, None)
    at = {"number": instrument.number, "on": from_on, "from": instrument.effective_from}
    if from_on < instrument.effective_from:
        return Refusal("lawbook.before_in_force", at, None)
    if instrument.ends_on is not None and from_on > instrument.ends_on:
        return Refusal("lawbook.after_the_end", {**at, "ends": instrument.ends_on}, None)
    if from_on > today + LONGEST_AHEAD:
        return Refusal("lawbook.too_far_ahead", {"on": from_on}, None)
    return None


def refusal_to_move(
    instrument: Instrument, *, today: date, reason: str, is_adopted: bool, running: bool
) -> Refusal | None:
    """Open tasks move to the edition that the register has adopted and that is in force, for a reason, one move at a time."""
    if not is_adopted:
        return Refusal("lawbook.move_to_adopted_only", {}, None)
    if not instrument.in_force_on(today):
        said = {"number": instrument.number, "on": today, "from": instrument.effective_from}
        return Refusal("lawbook.before_in_force", said, None)
    if running:
        return Refusal("lawbook.moving_already", {}, None)
    if not reason.strip():
        return Refusal("lawbook.reason_missing", {}, None)
    return Refusal("lawbook.words_too_long", {"most": LONGEST_WORDS}, None) if len(reason) > LONGEST_WORDS else None


def refusal_to_attach(text: str, *, found: int, listed: int, common: int) -> Refusal | None:
    """The official text is one whose articles the parser finds and most of which the regulation lists."""
    if len(text.encode()) > LARGEST_TEXT:
        return Refusal("lawbook.text_too_long", {"most": LARGEST_TEXT // 1024 // 1024}, None)
    if not found:
        return Refusal("lawbook.text_without_articles", {}, None)
    if common < listed * LEAST_FOUND:
        return Refusal("lawbook.text_of_another", {"common": common, "listed": listed}, None)
    return None


@dataclass(frozen=True)
class Pair:
    """What two regulations say of a topic: each side's words, and which words only that side has."""

    topic: str
    left: Sequence[str]
    right: Sequence[str]

    @property
    def differs(self) -> bool:
        """Whether they say different things."""
        return list(self.left) != list(self.right)

    @property
    def only_left(self) -> frozenset[str]:
        """What the right side does not say."""
        return frozenset(self.left) - frozenset(self.right)

    @property
    def only_right(self) -> frozenset[str]:
        """What the left side does not say."""
        return frozenset(self.right) - frozenset(self.left)


def pairs(left: Mapping[str, Sequence[str]], right: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Topic by topic in the order of the left side; what only the right side knows comes last."""
    topics = [*left, *(topic for topic in right if topic not in left)]
    return [Pair(topic, left.get(topic, ()), right.get(topic, ())) for topic in topics]

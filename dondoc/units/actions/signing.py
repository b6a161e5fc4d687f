"""What happens at the door is written down: who signed in or out, who could not, when and from where (design 6)."""

from __future__ import annotations

from datetime import datetime

from dondoc.units.models import Person, SignIn, SignInOutcome


def note_sign_in(
    outcome: str,
    *,
    at: datetime,
    person: Person | None = None,
    username: str = "",
    address: str = "",
    program: str = "",
) -> SignIn:
    """Add a line; of an attempt that failed the account of that name is kept, if there is one, and never what was typed."""
    if person is None and username and outcome == SignInOutcome.FAILED:
        person = Person.objects.filter(username=username.strip().lower()[:60]).first()
    return SignIn.objects.create(outcome=outcome, at=at, person=person, address=address[:45], program=program[:200])

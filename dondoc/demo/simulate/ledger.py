"""The journal and the outbox in bulk: entries chained by the sealer's own rule as they are written, notices one per person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.tables import Store
from dondoc.demo.simulate.wire import Wire
from dondoc.journal import rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed
from dondoc.journal.stamps import Stamp

NOT_MAILED = Unmailed.NO_ADDRESS.value
MOST_TEXTS = 10_000
"""Texts that are kept as JSON writes them."""


def json_number(value: object) -> str:
    """A whole number or nothing as JSON writes it."""
    return "null" if value is None else str(value)


class Ledger:
    """Writes entries with their seals, and notices; ``sealed_at`` is the evening on which the sealer comes by."""

    def __init__(self, store: Store, wire: Wire, seed: int, read_before: datetime) -> None:
        self.seed = seed % 16**16
        self.read_before, self.read_text = read_before, wire.instant(read_before)
        tables = store.tables
        self.entry, self.payload, self.seal = tables[Entry], tables[Payload], tables[Seal]
        self.notice = tables[Notice]
        self.heads: dict[int, SealHead] = {}
        self.quoted: dict[str, str] = {}
        self.sealed_at = ""

    def head(self, register: int) -> SealHead:
        """The end of the register's chain."""
        if register not in self.heads:
            self.heads[register] = SealHead(register_id=register, hash=rules.GENESIS)
        return self.heads[register]

    def record(
        self,
        verb: str,
        moment: Moment,
        stamp: Stamp,
        body: Mapping[str, object],
        cites: str,
        *,
        register: int,
        matter: int | None = None,
        root: int | None = None,
    ) -> None:
        """An entry, its payload with a salt that follows from seed and number, its seal.

        The texts in the body are composed and its dates are texts, so that it is hashed as it stands.
        """
        pk, head = self.entry.next(), self.head(register)
        salt, said = f"{self.seed:016x}{pk:016x}", self.flat(body)
        digest = sha256(f"{salt}|{said}".encode()).hexdigest()
        person, post, unit, at = stamp.person_id, stamp.post_id, stamp.unit_id, moment.text
        self.entry.add((pk, register, verb, matter, root, person, post, unit, at, at, cites, digest))
        self.payload.add((self.payload.next(), pk, salt, said))
        facts = (
            f'{{"cites":{self.quote(cites)},"digest":"{digest}","matter_id":{json_number(matter)},'
            f'"occurred_at":"{moment.iso}","on_behalf_id":null,"person_id":{json_number(person)},"pk":{pk},'
            f'"post_id":{json_number(post)},"recorded_at":"{moment.iso}","register_id":{register},'
            f'"root_id":{json_number(root)},"unit_id":{json_number(unit)},"verb":"{verb}"}}'
        )
        previous, number = head.hash, head.number + 1
        head.hash = sha256(f"{previous}|{number}|{facts}".encode()).hexdigest()
        head.number, head.last_entry_id = number, pk
        self.seal.add((self.seal.next(), pk, register, number, previous, head.hash, self.sealed_at))

    def post(
        self,
        kind: str,
        people: Iterable[int],
        params: Mapping[str, object],
        url: str,
        key: str,
        matter: int,
        moment: Moment,
        mine: int | None = None,
    ) -> None:
        """One notice to each person but the one who acted; what is older than some days has been read."""
        said = self.flat(params)
        read = self.read_text if moment.at < self.read_before else None
        add, number, text, key = self.notice.add, self.notice.next, moment.text, key[:160]
        for person in people:
            if person != mine:
                add((number(), person, kind, said, url, key, matter, text, read, text, NOT_MAILED))

    def quote(self, text: str) -> str:
        """A text as JSON writes it; most are written again and again."""
        found = self.quoted.get(text)
        if found is None:
            if len(self.quoted) >= MOST_TEXTS:
                self.quoted.clear()
            found = self.quoted[text] = json.dumps(text, ensure_ascii=False)
        return found

    def flat(self, body: Mapping[str, object]) -> str:
        """A mapping of texts and numbers as `journal.rules.canonical` writes it, several times as fast."""
        parts, known = [], self.quoted.get
        for key in sorted(body):
            value = body[key]
            if value.__class__ is str:
                parts.append(f'"{key}":{known(value) or self.quote(value)}')
            else:
                parts.append(f'"{key}":{"null" if value is None else value}')
        return f"{{{','.join(parts)}}}"

    def close(self) -> None:
        """The ends of the chains are written."""
        SealHead.objects.bulk_create(self.heads[register] for register in sorted(self.heads))

"""The journal and the outbox in bulk: entries chained by the sealer's own rule as they are written, notices one per person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from dondoc.demo.simulate.books import MOST_WORDS, Books
from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.tables import Store
from dondoc.journal import rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed
from dondoc.journal.stamps import Stamp

NOT_MAILED = Unmailed.NO_ADDRESS.value


def json_number(value: object) -> str:
    """A whole number or nothing as JSON writes it."""
    return "null" if value is None else str(value)


class Ledger:
    """Writes entries with their seals, and notices."""

    def __init__(self, store: Store, books: Books, seed: int, read_before: datetime) -> None:
        self.store, self.books, self.seed = store, books, seed
        self.read_before = read_before
        self.read_text = books.wire.instant(read_before)
        tables = store.tables
        self.entry, self.payload, self.seal = tables[Entry], tables[Payload], tables[Seal]
        self.notice = tables[Notice]
        self.head, _made = SealHead.objects.get_or_create(
            register_id=books.register.pk, defaults={"hash": rules.GENESIS}
        )
        self.quoted: dict[str, str] = {}
        self.sealed_at = ""

    def record(
        self, verb: str, moment: Moment, stamp: Stamp, matter: int, root: int, body: Mapping[str, object], act: str = ""
    ) -> None:
        """An entry, its payload with a salt that follows from seed and number, its seal; ``act`` says what it cites."""
        cites = self.books.cite(act) if act else ""
        self.record_citing(verb, moment, stamp, matter, root, body, cites)

    def record_citing(
        self, verb: str, moment: Moment, stamp: Stamp, matter: int, root: int, body: Mapping[str, object], cites: str
    ) -> None:
        """The same with articles that are known already. The texts in the body are composed and their dates are texts."""
        pk, register = self.entry.next(), self.books.register.pk
        salt = f"{self.seed % 16**16:016x}{pk:016x}"
        said = self.flat(body)
        digest = sha256(f"{salt}|{said}".encode()).hexdigest()
        head = self.head
        self.entry.add(
            (pk, register, verb, matter, root, stamp.person_id, stamp.post_id, stamp.unit_id, moment.text, moment.text,
             cites, digest),
        )  # fmt: skip
        self.payload.add((self.payload.next(), pk, salt, said))
        facts = (
            f'{{"cites":{self.quote(cites)},"digest":"{digest}","matter_id":{json_number(matter)},"occurred_at":"{moment.iso}",'
            f'"on_behalf_id":null,"person_id":{json_number(stamp.person_id)},"pk":{pk},"post_id":{json_number(stamp.post_id)},'
            f'"recorded_at":"{moment.iso}","register_id":{register},"root_id":{json_number(root)},'
            f'"unit_id":{json_number(stamp.unit_id)},"verb":"{verb}"}}'
        )
        previous, head.number = head.hash, head.number + 1
        head.hash = sha256(f"{previous}|{head.number}|{facts}".encode()).hexdigest()
        head.last_entry_id = pk
        self.seal.add((self.seal.next(), pk, register, head.number, previous, head.hash, self.sealed_at))

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
            if len(self.quoted) >= MOST_WORDS:
                self.quoted.clear()
            found = self.quoted[text] = json.dumps(text, ensure_ascii=False)
        return found

    def flat(self, body: Mapping[str, object]) -> str:
        """A mapping of texts and numbers as `journal.rules.canonical` writes it, several times as fast."""
        parts = []
        for key in sorted(body):
            value = body[key]
            parts.append(f'"{key}":{self.quote(value) if isinstance(value, str) else json_number(value)}')
        return f"{{{','.join(parts)}}}"

    def close(self) -> None:
        """The end of the chain is written."""
        self.head.save()

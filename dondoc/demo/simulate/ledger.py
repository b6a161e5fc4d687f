"""The journal and the outbox in bulk: entries chained by the sealer's own rule as they are written, notices one per person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from dondoc.demo.simulate.books import Books
from dondoc.demo.simulate.moments import Moment
from dondoc.demo.simulate.tables import Store
from dondoc.journal import rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed
from dondoc.journal.stamps import Stamp


def number(value: int | None) -> str:
    """A number as JSON writes it."""
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
        self.cites: dict[str, str] = {}
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
        salt = sha256(f"{self.seed}:{pk}".encode()).hexdigest()[:32]
        said = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = sha256(f"{salt}|{said}".encode()).hexdigest()
        put, head = self.store.put, self.head
        put(
            self.entry,
            (pk, register, verb, matter, root, stamp.person_id, stamp.post_id, stamp.unit_id, moment.text, moment.text,
             cites, digest),
        )  # fmt: skip
        put(self.payload, (self.payload.next(), pk, salt, said))
        quoted = self.cites.get(cites)
        if quoted is None:
            quoted = self.cites[cites] = json.dumps(cites, ensure_ascii=False)
        facts = (
            f'{{"cites":{quoted},"digest":"{digest}","matter_id":{number(matter)},"occurred_at":"{moment.iso}",'
            f'"on_behalf_id":null,"person_id":{number(stamp.person_id)},"pk":{pk},"post_id":{number(stamp.post_id)},'
            f'"recorded_at":"{moment.iso}","register_id":{register},"root_id":{number(root)},'
            f'"unit_id":{number(stamp.unit_id)},"verb":"{verb}"}}'
        )
        previous, head.number = head.hash, head.number + 1
        head.hash = sha256(f"{previous}|{head.number}|{facts}".encode()).hexdigest()
        head.last_entry_id = pk
        put(self.seal, (self.seal.next(), pk, register, head.number, previous, head.hash, self.sealed_at))

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
        said = self.books.wire.json(params)
        read = self.read_text if moment.at < self.read_before else None
        put, table, text, key = self.store.put, self.notice, moment.text, key[:160]
        for person in people:
            if person != mine:
                put(
                    table,
                    (table.next(), person, kind, said, url, key, matter, text, read, text, Unmailed.NO_ADDRESS.value),
                )

    def close(self) -> None:
        """The end of the chain is written."""
        self.head.save()

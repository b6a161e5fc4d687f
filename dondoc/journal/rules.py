"""Pure hashing: canonical texts, digests, the chain."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

GENESIS = "0" * 64


def canonical(value: object) -> str:
    """The one way in which a value is written for hashing: sorted keys, NFC, dates as ISO texts."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> object:
    """The value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return unicodedata.normalize("NFC", str(value))


def digest(salt: str, body: object) -> str:
    """The salted digest of a payload."""
    return hashlib.sha256(f"{salt}|{canonical(body)}".encode()).hexdigest()


def chain(previous: str, number: int, entry: Mapping[str, object]) -> str:
    """The hash of an entry in the chain."""
    return hashlib.sha256(f"{previous}|{number}|{canonical(entry)}".encode()).hexdigest()

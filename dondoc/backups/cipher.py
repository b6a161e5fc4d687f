"""Encryption of an archive: AES-256-GCM, portion by portion, never the whole in memory.

The format, so that any program can read it without this one::

    16 bytes   magic: "dondoc-backup-1\\n"
    4 bytes    length of the header, big-endian
    header     JSON: {"key": "raw"} or {"key": "scrypt", "n": …, "r": 8, "p": 1}, with "salt" (32 bytes, hexadecimal),
               "portion" (bytes of plain text in each portion but the last) and "check" (16 bytes, hexadecimal)
    portions   cipher text of `portion` bytes and the tag of 16 bytes, one after the other; the last one may be shorter

The secret is the 32 bytes of the key file, or scrypt(passphrase, salt, n, r, p) of 32 bytes. HKDF-SHA256(secret, salt, "dondoc
backup") gives 32 bytes, the key of this archive alone; HKDF-SHA256(secret, salt, "dondoc check") gives `check`, by which a wrong key
is told from an altered archive. The nonce of a portion is its number (from 0) in 11 bytes, big-endian, and one byte that is 1
for the last portion and else 0, so that nobody drops, doubles, exchanges or cuts portions unseen. Magic, length and header are the
associated data of every portion.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dondoc.regulation import Refusal, Refused

MAGIC = b"dondoc-backup-1\n"
PORTION = 1024 * 1024
TAG = 16
LONGEST_HEADER = 4096
MOST_MEMORY = 1 << 29
SHORTEST_PASSPHRASE = 16
SCRYPT = {"n": 1 << 17, "r": 8, "p": 1}


class Sink(Protocol):
    """Whatever bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes."""


@dataclass(frozen=True)
class Key:
    """What a key file holds: 32 raw bytes, or a passphrase."""

    secret: bytes
    raw: bool

    def __repr__(self) -> str:
        return "Key(…)"

    def stretched(self, header: dict[str, object], salt: bytes) -> bytes:
        """The 32 bytes from which the keys of an archive are drawn."""
        if self.raw:
            return self.secret
        n, r, p = (int(str(header[name])) for name in ("n", "r", "p"))
        if not 0 < 128 * n * r * p <= MOST_MEMORY:
            raise ValueError("the cost of scrypt is out of bounds")
        return hashlib.scrypt(self.secret, salt=salt, n=n, r=r, p=p, maxmem=MOST_MEMORY + (1 << 26), dklen=32)


def read_key(path: Path) -> Key:
    """The key of the file: 32 bytes that are no text are taken as they are, anything else is a passphrase.

    Raises:
        Refused: it cannot be read; the passphrase is shorter than 16 characters.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(Refusal("backup.key_unreadable", {"path": str(path), "why": error.strerror}, None)) from error
    if len(content) == 32 and not all(0x20 <= byte < 0x7F or byte in b"\r\n" for byte in content):
        return Key(content, raw=True)
    words = content.strip()
    if len(words) < SHORTEST_PASSPHRASE:
        raise Refused(Refusal("backup.key_short", {"path": str(path), "least": SHORTEST_PASSPHRASE}, None))
    return Key(words, raw=False)


def _draw(secret: bytes, salt: bytes, what: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=what).derive(secret)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Takes plain bytes and writes the encrypted archive; complete only after `finish`."""

    def __init__(self, out: Sink, key: Key, *, portion: int = PORTION) -> None:
        salt = secrets.token_bytes(32)
        header: dict[str, object] = {"key": "raw"} if key.raw else {"key": "scrypt", **SCRYPT}
        secret = key.stretched(header, salt)
        check = _draw(secret, salt, b"dondoc check", 16)
        header |= {"salt": salt.hex(), "portion": portion, "check": check.hex()}
        written = json.dumps(header, sort_keys=True).encode()
        self.about = MAGIC + struct.pack(">I", len(written)) + written
        self.cipher = AESGCM(_draw(secret, salt, b"dondoc backup", 32))
        self.out, self.portion, self.number, self.waiting = out, portion, 0, bytearray()
        out.write(self.about)

    def write(self, data: bytes, /) -> int:
        """Take bytes; a portion is written when more than one is there, for the last one is marked."""
        self.waiting += data
        while len(self.waiting) > self.portion:
            self._seal(bytes(self.waiting[: self.portion]), last=False)
            del self.waiting[: self.portion]
        return len(data)

    def finish(self) -> None:
        """Write the last portion."""
        self._seal(bytes(self.waiting), last=True)
        self.waiting.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self.out.write(self.cipher.encrypt(_nonce(self.number, last), plain, self.about))
        self.number += 1


def is_sealed(file: BinaryIO) -> bool:
    """Whether the file is an encrypted archive; it stands at its beginning again afterwards."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


class Opener:
    """Gives the plain bytes of an encrypted archive; each portion is proved before anything of it is given."""

    def __init__(self, file: BinaryIO, key: Key) -> None:
        self.file, self.number, self.ready, self.ended = file, 0, bytearray(), False
        try:
            length = file.read(len(MAGIC) + 4)
            written = file.read(min(struct.unpack(">I", length[len(MAGIC) :])[0], LONGEST_HEADER))
            header = json.loads(written)
            salt, self.portion = bytes.fromhex(header["salt"]), int(header["portion"])
            if key.raw is not (header["key"] == "raw"):
                raise Refused(Refusal("backup.wrong_key", {}, None))
            secret = key.stretched(header, salt)
            check = bytes.fromhex(header["check"])
        except (struct.error, ValueError, KeyError, TypeError) as error:
            raise Refused(Refusal("backup.altered", {"place": 0}, None)) from error
        if not hmac.compare_digest(check, _draw(secret, salt, b"dondoc check", 16)):
            raise Refused(Refusal("backup.wrong_key", {}, None))
        self.about = length + written
        self.cipher = AESGCM(_draw(secret, salt, b"dondoc backup", 32))
        self.following = file.read(self.portion + TAG)

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` plain bytes; nothing at the end."""
        while not self.ended and (size < 0 or len(self.ready) < size):
            self._open()
        given = bytes(self.ready if size < 0 else self.ready[:size])
        del self.ready[: len(given)]
        return given

    def _open(self) -> None:
        present, self.following = self.following, self.file.read(self.portion + TAG)
        last = not self.following
        try:
            self.ready += self.cipher.decrypt(_nonce(self.number, last), present, self.about)
        except InvalidTag as error:
            cut = last and self._stands_in_the_middle(present)
            place = self.file.tell() - len(self.following) - len(present)
            raise Refused(Refusal("backup.cut" if cut else "backup.altered", {"place": place}, None)) from error
        self.number, self.ended = self.number + 1, last

    def _stands_in_the_middle(self, present: bytes) -> bool:
        """Whether it is a sound portion that is not the last one: the archive was cut between two."""
        try:
            self.cipher.decrypt(_nonce(self.number, False), present, self.about)
        except InvalidTag:
            return False
        return True

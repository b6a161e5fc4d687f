"""A browser as far as a measurement needs one: cookies, forms with their hidden fields, one kept connection."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r"<input\b[^>]*type=\"hidden\"[^>]*>")
_FIELD = re.compile(r'\b(name|value)="([^"]*)"')
_LOGIN = "/tai-khoan/login/"


class Unexpected(Exception):
    """An answer that the measurement did not count on."""


@dataclass(frozen=True)
class Answer:
    """An answer with how long it took from the first byte sent to the last one received, in seconds."""

    status: int
    body: bytes
    seconds: float
    location: str
    queries: int | None = None
    in_sql: float | None = None

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


def answers(port: int) -> bool:
    """Whether somebody answers at the port of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


class Browser:
    """One visitor; not shared between threads. A second one with the same cookies is another window."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None, timeout: float = 120) -> None:
        self.port, self.timeout = port, timeout
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def window(self) -> Browser:
        """Another window of the same visitor."""
        return Browser(self.port, self.cookies, self.timeout)

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def page(self, path: str) -> Answer:
        """A page that must be there.

        Raises:
            Unexpected: another status than 200.
        """
        answer = self.get(path)
        if answer.status != 200:
            raise Unexpected(f"GET {path}: {answer.status} {answer.location}")
        return answer

    def post(self, path: str, fields: Mapping[str, str], *, multipart: bool = False, file: bytes = b"") -> Answer:
        """A form, as a browser would send it."""
        heads = {"Origin": f"http://127.0.0.1:{self.port}", "Referer": f"http://127.0.0.1:{self.port}{path}"}
        if not multipart:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
            return self._ask("POST", path, urlencode(fields).encode(), heads)
        boundary = secrets.token_hex(16)
        heads["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        return self._ask("POST", path, _parts(fields, file, boundary), heads)

    def sign_in(self, username: str, password: str) -> None:
        """Through the sign-in form.

        Raises:
            Unexpected: the name or the password is wrong.
        """
        login = self.get("/").location.partition("?")[0] or _LOGIN
        fields = {**hidden(self.page(login).text), "login": username, "password": password}
        answer = self.post(login, fields)
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise Unexpected(f"sign-in of {username}: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes | None, heads: dict[str, str]) -> Answer:
        heads["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads["Accept-Language"] = "vi"
        begun = time.perf_counter()
        try:
            self.connection.request(method, path, body, heads)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if method != "GET":
                raise
            self.connection.close()  # the server closed a connection that rested: a browser opens another one
            self.connection.request(method, path, body, heads)
            response = self.connection.getresponse()
        received = response.read()
        seconds = time.perf_counter() - begun
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        location = urlsplit(response.headers.get("Location", ""))
        where = location.path + (f"?{location.query}" if location.query else "")
        queries, in_sql = response.headers.get("X-Queries"), response.headers.get("X-Sql-Seconds")
        return Answer(
            response.status, received, seconds, where, int(queries) if queries else None, float(in_sql) if in_sql else None
        )  # fmt: skip


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of the forms of a page, the last of each name."""
    found = {}
    for tag in _HIDDEN.findall(text):
        attributes = dict(_FIELD.findall(tag))
        if "name" in attributes:
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found


def _parts(fields: Mapping[str, str], file: bytes, boundary: str) -> bytes:
    lines = []
    for name, value in fields.items():
        lines.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    if file:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="ket-qua.pdf"\r\n'
        lines.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + file + b"\r\n")
    lines.append(f"--{boundary}--\r\n".encode())
    return b"".join(lines)

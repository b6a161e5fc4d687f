"""A visitor of several web processes: one set of cookies, whichever process answers."""

from __future__ import annotations

import html
import http.client
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What a process answered."""

    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name}: {self.status}"
        return html.unescape(found[1])

    def carried(self) -> dict[str, str]:
        """What a page to try again keeps of a form."""
        found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', self.text, re.S)
        return {name: html.unescape(value) for name, value in found}


class Visitor:
    """Keeps cookies and asks the process at the port that is named."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def get(self, port: int, path: str) -> Answer:
        """A page."""
        return self._ask(port, "GET", path, None, {})

    def post(self, port: int, path: str, fields: dict[str, str], file: bytes = b"") -> Answer:
        """A form, with a file if one is given."""
        fields = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        if not file:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            return self._ask(port, "POST", path, urlencode(fields).encode(), kind)
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        body = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
        return self._ask(port, "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def sign_in(self, port: int, username: str, password: str) -> Answer:
        """Through the form of signing in."""
        self.get(port, "/tai-khoan/login/")
        return self.post(port, "/tai-khoan/login/", {"login": username, "password": password})

    def _ask(self, port: int, method: str, path: str, body: bytes | None, heads: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        heads["Host"] = "localhost"  # one name for all, as behind a balancer
        heads["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, heads)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        where = urlsplit(answer.headers.get("Location", ""))
        return Answer(answer.status, where.path + (f"?{where.query}" if where.query else ""), content)

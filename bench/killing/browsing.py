"""A browser that sends forms to the real server, and the ledger of what it was told."""

from __future__ import annotations

import http.client
import re
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PATIENCE = 30.0
SIGN_IN = "/tai-khoan/login/"
DONE, REFUSED = {302}, {403, 404, 409, 422}


@dataclass
class Form:
    """What a person sends; ``token`` tells in the database whether it was taken; ``sha256`` of the file that goes along."""

    kind: str
    path: str
    fields: Mapping[str, str]
    token: str
    file: bytes = b""
    status: int = 0
    said: str = ""
    unanswered: int = 0
    untold: list[str] = field(default_factory=list)


class Browser:
    """One person at one desk: cookies, a sign-in, forms."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.port, self.username, self.password = port, username, password
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, place to go to, page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if kind:
                headers["Content-Type"] = kind
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            page = answer.read().decode(errors="replace")
            for told in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = told.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            connection.close()

    def sign_in(self) -> None:
        """As a person does; the password is right."""
        self.cookies.clear()
        self.ask("GET", SIGN_IN)
        status, place, _page = self.post(SIGN_IN, {"login": self.username, "password": self.password})
        if status != 302:
            raise OSError(f"{self.username} cannot sign in: {status} {place}")

    def post(self, path: str, fields: Mapping[str, str], file: bytes = b"") -> tuple[int, str, str]:
        """Send a form, with a file when there is one."""
        given = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        if not file:
            body = urllib.parse.urlencode(given).encode()
            return self.ask("POST", path, body, "application/x-www-form-urlencoded")
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in given.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="van-ban.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n".encode()
            + file
            + f"\r\n--{mark}--\r\n".encode()
        )
        return self.ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={mark}")

    def not_secret(self, path: str) -> str:
        """The address after the question of secrecy was answered with no."""
        _status, place, _page = self.post(f"/do-mat/?tiep={urllib.parse.quote(path)}", {"secret": "no"})
        if path not in place:
            raise OSError(f"the question of secrecy was not taken: {place}")
        return place


class Client(threading.Thread):
    """Sends its forms one after the other; what got no answer is looked up, then sent again in the same words."""

    def __init__(
        self, browser: Browser, forms: Sequence[Form], ready: threading.Event, known: Callable[[str], bool]
    ) -> None:
        super().__init__(name=browser.username, daemon=True)
        self.browser, self.forms, self.ready, self.known = browser, list(forms), ready, known
        self.over, self.failed = threading.Event(), ""
        self.signed_in = False
        self.at = 0  # forms that were answered

    def run(self) -> None:
        """Until every form was answered, or it is over."""
        try:
            for form in self.forms:
                self.send(form)
                self.at += 1
                if self.over.is_set():
                    return
                time.sleep(0.02)
        except Exception as error:
            self.failed = f"{self.browser.username}: {type(error).__name__}: {error}"

    def send(self, form: Form) -> None:
        """Once, and again while nobody answers."""
        why = ""
        for _try in range(200):
            self.ready.wait(300)
            try:
                if not self.signed_in:
                    self.browser.sign_in()
                    self.signed_in = True
                path = self.browser.not_secret(form.path) if form.file else form.path
                status, place, page = self.browser.post(path, form.fields, form.file)
            except (OSError, http.client.HTTPException) as error:
                why = f"{type(error).__name__}: {error}"
                self.unanswered(form)
                continue
            if status in DONE and SIGN_IN in place:
                self.signed_in = False
            elif status in DONE | REFUSED:
                form.status, form.said = status, place or _sentence(page)
                return
            else:
                why = f"{status}: {_sentence(page)}"
                self.unanswered(form)
        raise OSError(f"{form.kind}: nobody answers ({why})")

    def unanswered(self, form: Form) -> None:
        """Look whether it is there all the same, when everything is up again."""
        form.unanswered += 1
        time.sleep(0.1)
        self.ready.wait(300)
        form.untold.append("whole" if self.known(form.token) else "absent")


def _sentence(page: str) -> str:
    """The words of a page that refuses, in short."""
    words = re.sub(r"<(script|style|head).*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(words.split())[:400]

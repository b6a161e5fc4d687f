"""How the sign-in package (django-allauth) behaves here: the Office makes accounts, never a visitor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dondoc import clock
from dondoc.units import actions
from dondoc.units.models import Person, SignInOutcome


def display(user: object) -> str:
    """How the person is called on the pages: the full name."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing up is closed; names of sign-in know no case; the sentences are ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã ngừng hoạt động. Đề nghị liên hệ Văn phòng."),
        "incorrect_code": _("Mã xác thực không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Đề nghị nhập mật khẩu hiện tại."),
        "invalid_login": _("Không đăng nhập được. Đề nghị thử lại."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu không còn hiệu lực."),
        "too_many_login_attempts": _("Đăng nhập sai quá nhiều lần. Đề nghị chờ ít phút rồi thử lại."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "username_taken": _("Tên đăng nhập này đã có người dùng."),
        "same_as_current": _("Giá trị mới phải khác giá trị hiện tại."),
        "rate_limited": _("Quá nhiều yêu cầu trong thời gian ngắn. Đề nghị chờ ít phút rồi thử lại."),
    }

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Every step of signing in is done: the door writes it down."""
        self._note(SignInOutcome.IN, request, person=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong name or password: the attempt is written down without either."""
        self._note(SignInOutcome.FAILED, request, username=str(credentials.get("username", "")))
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        """Signing out is written down too."""
        if request.user.is_authenticated:
            self._note(SignInOutcome.OUT, request, person=request.user)
        super().logout(request)

    def _note(self, outcome: str, request: HttpRequest, *, person: Person | None = None, username: str = "") -> None:
        actions.note_sign_in(
            outcome, at=clock.now(), person=person, username=username, address=self.get_client_ip(request),
            program=self.get_http_user_agent(request),
        )  # fmt: skip

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themself."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The name of sign-in, lower-cased: ``AN.NV`` and ``an.nv`` are one account."""
        return str(super().clean_username(username.strip().lower(), shallow))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check the password of the name of sign-in, whatever its case."""
        if username := credentials.get("username"):
            credentials["username"] = str(username).strip().lower()
        return super().authenticate(request, **credentials)

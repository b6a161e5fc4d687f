"""What a profile cannot say together: two tables that answer one question, a value that another makes void."""

from __future__ import annotations

from dondoc.regulation.columns import Columns
from dondoc.regulation.locator import Locator
from dondoc.regulation.profile import Profile
from dondoc.regulation.schema import Silent


def check_together(profile: Profile, where: Locator, columns: Columns) -> None:
    """Refuse a profile whose tables contradict each other; raises ProfileError."""
    _check_form_names(profile, columns)
    if not isinstance(profile.slips, Silent) and not isinstance(profile.ladder, Silent):
        message = "[slips] và [[ladder]] là hai cách đôn đốc sau hạn: chỉ ghi một, khai cái kia trong [silent]."
        raise where.error(("ladder",), message)
    _check_exclusions(profile, where)
    secrecy = profile.secrecy
    if profile.schema > 1 and not isinstance(secrecy, Silent):
        holds = "metadata_only" in {secrecy.policy, *secrecy.grades.values()}
        if holds and not secrecy.fields:
            message = "metadata_only cần “fields”: những thông tin được giữ của văn bản mật."
            raise where.error(("secrecy", "policy"), message)


def _check_exclusions(profile: Profile, where: Locator) -> None:
    """What the register does not take has no other rule."""
    excluded = () if isinstance(profile.excluded, Silent) else profile.excluded.value
    if "without_due_date" in excluded and not isinstance(profile.without_due_date, Silent):
        message = (
            "[excluded] không nhận nhiệm vụ không thời hạn (without_due_date), nhưng ở đây lại ấn định kỳ cập nhật."
        )
        raise where.error(("without_due_date",), message)
    secrecy = profile.secrecy
    if "secret" in excluded and not isinstance(secrecy, Silent) and secrecy.policy == "metadata_only":
        message = "[excluded] không nhận việc mật (secret), nhưng “policy” lại cho giữ một phần thông tin."
        raise where.error(("secrecy", "policy"), message)


def _check_form_names(profile: Profile, columns: Columns) -> None:
    for place, report in enumerate(() if isinstance(profile.reports, Silent) else profile.reports):
        for name in report.forms:
            columns.one_of(name, "forms", ("reports", place, "forms"), profile.forms)

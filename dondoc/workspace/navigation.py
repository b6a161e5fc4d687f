"""The links at the top of every page: only those that would not be refused, and how many notices are unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dondoc.backups.permissions import can_keep_backups
from dondoc.classified.permissions import has_link as has_classified
from dondoc.documents.permissions import can_enter
from dondoc.extensions.permissions import can_see_those_of_register
from dondoc.journal.models import Notice
from dondoc.signatures.permissions import can_keep_trust_store
from dondoc.units.models import Actor
from dondoc.workspace import permissions

MOST_UNREAD = 99

Allowed = Callable[[Actor], bool]


def _anybody(actor: Actor) -> bool:
    return True


#: What it is called, its address, who may open it; in the order of the bar.
LINKS: tuple[tuple[object, str, Allowed], ...] = (
    (_("Bàn làm việc"), "workspace:desk", _anybody),
    (_("Sổ theo dõi"), "workspace:register", permissions.can_see_register),
    (_("Cập nhật văn bản"), "tasks:register", can_enter),
    (_("Văn bản mật"), "classified:list", has_classified),
    (pgettext_lazy("many", "Phiếu báo"), "urging:slips", permissions.can_see_slips),
    (_("Trình lãnh đạo"), "urging:cases", permissions.can_see_cases),
    (pgettext_lazy("many", "Đề nghị"), "extensions:list", can_see_those_of_register),
    (_("Tổng hợp"), "workspace:dashboard", permissions.can_see_report),
    (pgettext_lazy("many", "Báo cáo"), "reports:appendix-v", permissions.can_see_report),
    (_("Nhật ký"), "workspace:journal", permissions.can_see_journal),
    (_("Hệ thống"), "operations:status", permissions.can_operate),
    (_("Hệ thống"), "workspace:status", permissions.can_only_see_status),
    (_("Sao lưu"), "backups:list", can_keep_backups),
    (_("Chứng thư gốc"), "signatures:store", can_keep_trust_store),
    (pgettext_lazy("many", "Đơn vị"), "units:list", _anybody),
    (_("Quy chế"), "lawbook:list", permissions.can_see_regulation),
    (_("Lịch làm việc"), "duties:calendar", _anybody),
)


def links_for(actor: Actor, path: str) -> Iterator[tuple[object, str, bool]]:
    """The links that the actor may follow, and whether the page is the present one."""
    for label, name, allowed in LINKS:
        if allowed(actor):
            url = reverse(name)
            yield label, url, url == path


def provide(request: HttpRequest) -> dict[str, Any]:
    """What `dondoc.ui.context` takes in: ``nav`` and ``unread``."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.person is None:
        return {}
    unread = Notice.objects.filter(recipient_id=actor.person.pk, read_at=None).order_by()[: MOST_UNREAD + 1].count()
    return {
        "nav": list(links_for(actor, request.path)),
        "unread": f"{MOST_UNREAD}+" if unread > MOST_UNREAD else unread,
    }

"""The administrator's trust store: what is trusted, bringing a certificate, confirming its fingerprint, removing one."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.clock import now
from dondoc.documents import uploads
from dondoc.regulation import Refused
from dondoc.signatures import actions, certificates, permissions, queries, rules
from dondoc.signatures.certificates import Read
from dondoc.signatures.forms import BringForm, ConfirmForm, RemoveForm
from dondoc.signatures.models import Certificate, Scheme
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest

_TICKET = "dondoc.signatures.brought"
VALID_FOR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def store(request: ActorRequest) -> HttpResponse:
    """What is trusted, what was, and the form that takes a certificate; a good one leads to the page of its fingerprint."""
    require(permissions.can_keep_trust_store(request.actor), "permission.operate")
    posted = request.method == "POST"
    form = BringForm(request.POST, request.FILES) if posted else BringForm()
    if posted and form.is_valid():
        try:
            brought = certificates.read(form.cleaned_data["certificate"].read(certificates.MOST_BYTES + 1))
        except Refused as refused:
            form.add_error("certificate", refusals.sentence(refused.refusal))
        else:
            ticket = _Ticket(brought, form.cleaned_data["scheme"], secrets.token_hex(16))
            return _review(request, ticket, ConfirmForm())
    context = {
        "form": form, "rows": list(queries.trusted().select_related("added_by")), "waiting": queries.waiting(),
        "former": list(queries.former()),
        # The upload is a certificate and no paper: the guard of uploads is given the answer that it asks of every file.
        "onward": f"{reverse('signatures:store')}?{urlencode({uploads.ANSWER: uploads.answer_for(request.user.pk)})}",
        "most": queries.MOST_COUNTED, "now": now(),
    }  # fmt: skip
    return render(request, "signatures/store.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class _Ticket:
    """The certificate between the two pages: signed, in a hidden field, so that nothing is kept before it is confirmed."""

    brought: Read
    scheme: str
    token: str

    def signed(self) -> str:
        der = base64.b64encode(self.brought.der).decode()
        return signing.dumps([der, self.scheme, self.token], salt=_TICKET, compress=True)


def _ticket_of(request: ActorRequest) -> _Ticket | None:
    try:
        der, scheme, token = signing.loads(request.POST.get("ticket", ""), salt=_TICKET, max_age=VALID_FOR)
        return _Ticket(certificates.read(base64.b64decode(der)), scheme, token)
    except (signing.BadSignature, ValueError):
        return None


def _review(request: ActorRequest, ticket: _Ticket, form: ConfirmForm) -> HttpResponse:
    context = {
        "form": form, "brought": ticket.brought, "scheme": Scheme(ticket.scheme).label, "ticket": ticket.signed(),
        "fingerprint": rules.in_groups(ticket.brought.fingerprint), "now": now(),
    }  # fmt: skip
    return render(request, "signatures/confirm.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request: ActorRequest) -> HttpResponse:
    """Trust the certificate whose fingerprint was compared; what was typed wrongly is asked again on the same page."""
    require(permissions.can_keep_trust_store(request.actor), "permission.operate")
    ticket = _ticket_of(request)
    if ticket is None:
        messages.warning(request, _("Trang xác nhận đã quá cũ; hãy tải chứng thư lên lại."))
        return redirect("signatures:store")
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            added = actions.add_certificate(
                by=request.actor, at=now(), brought=ticket.brought, typed=form.cleaned_data["typed"],
                scheme=ticket.scheme, token=ticket.token,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("typed", refusals.sentence(refused.refusal))
        else:
            told = _("Đã tin cậy “%(name)s”. Các tệp đã ký đang được kiểm tra lại.")
            messages.success(request, told % {"name": added.name})
            return redirect("signatures:store")
    return _review(request, ticket, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Trust a certificate no more: what it is, and the reason that is asked for."""
    require(permissions.can_keep_trust_store(request.actor), "permission.operate")
    certificate = get_object_or_404(Certificate, pk=pk)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_certificate(
                by=request.actor, at=now(), certificate=certificate, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            form.add_error(None, refusals.sentence(refused.refusal))
        else:
            told = _("Không tin cậy “%(name)s” nữa. Các tệp đã ký đang được kiểm tra lại.")
            messages.success(request, told % {"name": certificate.name})
            return redirect("signatures:store")
    if certificate.removed_at is not None and not form.is_bound:
        return redirect("signatures:store")
    context = {"form": form, "certificate": certificate}
    return render(request, "signatures/remove.html", context, status=422 if form.errors else 200)

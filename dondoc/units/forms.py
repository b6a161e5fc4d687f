"""Forms of the own page and of deputies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.units import permissions
from dondoc.units.models import UNIT_ROLES, Actor, Person, Post, Role


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        # Not the browser's date box: it shows month before day where the browser is English.
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("ngày/tháng/năm")}, format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày không hợp lệ. Đề nghị ghi ngày/tháng/năm, ví dụ 05/09/2016.")},
    )


class OwnDeputyForm(forms.Form):
    """Who acts for the own post, from when until when."""

    person = forms.ModelChoiceField(label=_("Người được phân công thay"), queryset=Person.objects.none())
    valid_from = _day(_("Từ ngày"))
    valid_until = _day(_("Đến hết ngày"))

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(is_active=True, posts__in=Post.objects.held_on(day)).distinct()
        if actor.person is not None and "post" not in self.fields:
            people = people.exclude(pk=actor.person.pk)
        chooser = self.fields["person"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = people.order_by("full_name", "id")


class DeputyForm(OwnDeputyForm):
    """The Office appoints a deputy for any post it reaches."""

    post = forms.ModelChoiceField(label=_("Vị trí của người vắng mặt"), queryset=Post.objects.none())
    field_order = ["post", "person", "valid_from", "valid_until"]

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, day=day, **kwargs)
        chooser = self.fields["post"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = posts_within_reach(actor, day)


def posts_within_reach(actor: Actor, day: date) -> Any:
    """Posts held on the date in the actor's own authority and in the units, of the roles for which the actor appoints;
    `can_appoint_deputy` has the last word.
    """
    own = [actor.register.keeper_id, actor.register.office_id] if actor.register is not None else []
    roles = permissions.DEPUTIES_BY.get(Role(actor.role), frozenset())
    posts = Post.objects.held_on(day).filter(Q(unit__in=own) | Q(role__in=UNIT_ROLES), role__in=roles)
    return posts.select_related("person", "unit").order_by("unit__position", "unit__sort_key", "id")


class ConnectionForm(forms.Form):
    """From when a body works on paper; empty: it works in the program."""

    not_connected_from = _day(_("Chưa kết nối từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["not_connected_from"].required = False
        self.fields["not_connected_from"].help_text = _("Để trống nếu đơn vị tự cập nhật trên phần mềm.")

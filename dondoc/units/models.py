"""Tables of units, people, posts; the actor who does things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from dondoc.gazette.models import Edition
from dondoc.journal.stamps import Stamp
from dondoc.units.spelling import spellings
from dondoc.wording import fold, sort_key


class UnitKind(models.TextChoices):
    """What sort of body a unit is; it makes the groups of the picker."""

    AUTHORITY = "authority", _("Cơ quan giao nhiệm vụ")
    OFFICE = "office", _("Văn phòng")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Uỷ ban nhân dân cấp huyện")
    COMMUNE = "commune", _("Uỷ ban nhân dân cấp xã")
    DIVISION = "division", _("Phòng, đơn vị trực thuộc")
    OTHER = "other", _("Cơ quan khác")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Ways to read units."""

    def valid_on(self, day: date) -> UnitQuerySet:
        """Units that exist on the date (their last day included)."""
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def matching(self, text: str) -> UnitQuerySet:
        """Units whose name, short name or acronym holds the words, with or without accents."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found


class Unit(models.Model):
    """A body that assigns, keeps or receives tasks, from a date until a date."""

    name = models.CharField(_("tên"), max_length=250)
    short_name = models.CharField(_("tên ngắn"), max_length=120, blank=True)
    code = models.CharField(_("mã"), max_length=40, unique=True)
    kind = models.CharField(_("loại"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    not_connected_from = models.DateField(
        _("chưa kết nối từ ngày"), null=True, blank=True, help_text="it reports on paper from then on"
    )
    position = models.PositiveSmallIntegerField(default=0)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)
    folded = models.CharField(max_length=1000, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["position", "sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_connected_on(self, day: date) -> bool:
        """Whether the body works in the program on the day; if not it reports on paper and the Office enters for it."""
        return self.not_connected_from is None or day < self.not_connected_from

    def fill_keys(self) -> None:
        """Write the search and order keys that follow from the names."""
        self.sort_key = sort_key(self.name)
        written = [fold(self.name), fold(self.short_name), fold(self.code)]
        known = [key for tier in spellings(self.name, self.short_name, self.code) for key in tier]
        self.folded = " ".join(dict.fromkeys(key for key in [*written, *known] if key))[:1000]


class Succession(models.Model):
    """One body follows another from a date, for all its work or for one field of it."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField()
    decision = models.CharField(max_length=200)
    field_of_work = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Register(models.Model):
    """The book of tasks that an authority keeps (sổ theo dõi), under the edition of the regulation it
    adopted.
    """

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, unique=True)
    keeper = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="register")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kept_registers")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """A field of work (lĩnh vực) of an authority; its code stands in the number of a notice slip."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="fields")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["register", "code"], name="field_code_once")]

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"


class UnitGroup(models.Model):
    """A name that stands for many units ("các huyện"); it expands to one assignment per unit."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=300, editable=False)
    aliases = models.CharField(max_length=250, blank=True, help_text="cách nhau bằng dấu chấm phẩy")
    members = models.ManyToManyField(Unit, related_name="groups")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def fill_keys(self) -> None:
        """Write the search key that follows from name and aliases."""
        self.folded = ";".join(fold(part.strip()) for part in [self.name, *self.aliases.split(";")] if part.strip())[
            :300
        ]


class PersonManager(BaseUserManager["Person"]):
    """How people are found at sign-in."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with the name of sign-in, whatever its case."""
        return self.get(username=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from posts, never from the person."""

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    language = models.CharField(max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """Nobody is staff: there is no back door beside the roles."""
        return False


class Role(models.TextChoices):
    """What a post lets its holder do (design 6)."""

    LEADER = "leader", _("Lãnh đạo")
    OFFICE_HEAD = "office_head", _("Chánh Văn phòng")
    OFFICE_OFFICER = "office_officer", _("Chuyên viên Văn phòng")
    MONITOR = "monitor", _("Chuyên viên theo dõi")
    UNIT_HEAD = "unit_head", _("Thủ trưởng đơn vị")
    UNIT_OFFICER = "unit_officer", _("Cán bộ đơn vị")
    INSPECTOR = "inspector", _("Người kiểm tra")
    ADMINISTRATOR = "administrator", _("Quản trị kỹ thuật")


OFFICE_ROLES = frozenset({Role.OFFICE_HEAD, Role.OFFICE_OFFICER, Role.MONITOR})
AUTHORITY_ROLES = OFFICE_ROLES | {Role.LEADER}
UNIT_ROLES = frozenset({Role.UNIT_HEAD, Role.UNIT_OFFICER})


class PostQuerySet(models.QuerySet["Post"]):
    """Ways to read posts."""

    def held_on(self, day: date) -> PostQuerySet:
        """Posts that are held on the date."""
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Post(models.Model):
    """A person's place in a unit with a role, from a date until a date."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["unit__position", "id"]

    def __str__(self) -> str:
        return f"{self.person.full_name}, {self.title}"


class Scope(models.Model):
    """An officer is bound to a unit, a field, or both (HUE 8.1đ): whose tasks the officer monitors."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="scopes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(field__isnull=False), name="scope_names_unit_or_field"
            )
        ]

    def __str__(self) -> str:
        return " / ".join(str(part) for part in (self.unit, self.field) if part is not None)


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Ways to read deputies."""

    def acting_on(self, day: date) -> DeputyQuerySet:
        """Deputies who act on the date and were not ended."""
        return self.filter(ended_at=None, valid_from__lte=day, valid_until__gte=day)


class Deputy(models.Model):
    """A person who acts for a post during an absence; appointed by the holder or by the Office."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="deputies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stand_ins")
    valid_from = models.DateField()
    valid_until = models.DateField()
    appointed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="deputy_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.post})"


class SignInOutcome(models.TextChoices):
    """What became of an attempt at the door."""

    IN = "in", _("đã đăng nhập")
    FAILED = "failed", _("không đăng nhập được")
    OUT = "out", _("đã đăng xuất")


class SignIn(models.Model):
    """Who came to the door, when and from where; only ever added to. A name that no account bears is not kept: it may be a
    password in the wrong box.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sign_ins")
    outcome = models.CharField(max_length=8, choices=SignInOutcome)
    at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    program = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="sign_ins_of_person")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if self.pk is not None:
            raise TypeError("a sign-in is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("a sign-in is never deleted")


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, for a post, in a unit, perhaps on behalf of the post's holder. Built per request or
    job.
    """

    person: Person | None
    post: Post | None
    unit: Unit
    role: str
    register: Register | None
    on_behalf_of: Person | None = None
    #: Other registers are kept in the installation, so that the own units may hold tasks of another authority.
    is_among_others: bool = False

    @property
    def stamp(self) -> Stamp:
        """What the journal keeps of the actor: numbers only."""
        return Stamp(
            person_id=self.person.pk if self.person else None,
            post_id=self.post.pk if self.post else None,
            unit_id=self.unit.pk,
            on_behalf_id=self.on_behalf_of.pk if self.on_behalf_of else None,
        )

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units for which the actor reads: the own one, and the authority whose register the Office keeps."""
        keeper = (self.register.keeper_id,) if self.register is not None and self.is_authority else ()
        return tuple(dict.fromkeys((self.unit.pk, *keeper)))

    @property
    def is_office(self) -> bool:
        """Acts for the Office that keeps the register."""
        return self.role in OFFICE_ROLES and self.register is not None

    @property
    def is_authority(self) -> bool:
        """Acts for the authority itself: a leader or the Office."""
        return self.role in AUTHORITY_ROLES and self.register is not None

    @property
    def is_unit(self) -> bool:
        """Acts for a unit that receives tasks."""
        return self.role in UNIT_ROLES

    @classmethod
    def system(cls, register: Register) -> Actor:
        """The program itself, for a register: what `tick` does is done by nobody in person."""
        return cls(person=None, post=None, unit=register.office, role="system", register=register)

    @classmethod
    def of(cls, post: Post, *, person: Person | None = None) -> Actor:
        """The holder of a post, or the deputy ``person`` who acts for them."""
        register = register_of(post.unit) if post.role in AUTHORITY_ROLES or post.role == Role.INSPECTOR else None
        acting = person or post.person
        behalf = post.person if acting.pk != post.person_id else None
        return cls(
            person=acting, post=post, unit=post.unit, role=post.role, register=register, on_behalf_of=behalf,
            is_among_others=getattr(register, "has_others", False),
        )  # fmt: skip


def register_of(unit: Unit) -> Register | None:
    """The register that the unit keeps, or for whose authority it is the Office; ``has_others`` when it is not alone."""
    others = Register.objects.exclude(pk=OuterRef("pk"))
    return (
        Register.objects.select_related("keeper", "office", "edition")
        .annotate(has_others=Exists(others))
        .filter(Q(keeper=unit) | Q(office=unit))
        .order_by("id")
        .first()
    )


def posts_in(units: Iterable[Any], roles: Iterable[str], day: date) -> PostQuerySet:
    """Posts with one of the roles in the units on the date."""
    return Post.objects.held_on(day).filter(unit__in=list(units), role__in=list(roles), person__is_active=True)

"""Tables of papers, their files, the documents still to be entered, number series and purges."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.duties.models import Matter
from dondoc.gazette.models import Edition
from dondoc.units import access
from dondoc.units.models import Actor, Field, Person, Post, Register, Unit
from dondoc.wording import fold, symbol_key


class DocumentRole(models.TextChoices):
    """What the paper is for in the register."""

    DIRECTIVE = "directive", _("Văn bản giao nhiệm vụ")
    RESULT = "result", _("Văn bản kết quả")
    URGING = "urging", _("Văn bản đôn đốc")
    SLIP = "slip", _("Phiếu báo")
    RELATED = "related", _("Văn bản liên quan")


class DocumentKind(models.TextChoices):
    """The name of the kind of document; HUE 2.1, 3.2 and the other sources of requirement A1."""

    DECISION = "decision", _("Quyết định")
    DIRECTIVE = "directive", _("Chỉ thị")
    LETTER = "letter", _("Công văn")
    TELEGRAM = "telegram", _("Công điện")
    PLAN = "plan", _("Kế hoạch")
    PROGRAMME = "programme", _("Chương trình")
    REPORT = "report", _("Báo cáo")
    SCHEME = "scheme", _("Đề án")
    PROJECT = "project", _("Dự án")
    CONCLUSION = "conclusion", _("Thông báo kết luận cuộc họp")
    BRIEFING = "briefing", _("Kết luận giao ban")
    NORMATIVE = "normative", _("Văn bản quy phạm pháp luật")
    HANDWRITTEN = "handwritten", _("Bút phê trên phiếu chuyển hoặc văn bản")
    SUPERIOR_SYSTEM = "superior_system", _("Nhiệm vụ từ phần mềm của cấp trên")
    OPINION_POLL = "opinion_poll", _("Phiếu lấy ý kiến")
    SUBMISSION = "submission", _("Tờ trình")
    SLIP = "slip", _("Phiếu báo")
    OTHER = "other", _("Văn bản khác")


NUMBER_OPTIONAL = frozenset({DocumentKind.HANDWRITTEN, DocumentKind.SUPERIOR_SYSTEM, DocumentKind.OPINION_POLL})


class Urgency(models.TextChoices):
    """Marks of urgency. Thượng khẩn, which no text names, is treated like khẩn (reading, A5)."""

    NORMAL = "normal", _("Thường")
    URGENT = "urgent", _("Khẩn")
    VERY_URGENT = "very_urgent", _("Thượng khẩn")
    EXPRESS = "express", _("Hoả tốc")


class Origin(models.TextChoices):
    """Which superior issued the paper or set its deadline; nothing: the authority itself, or it is not known which."""

    PROVINCE = "province", _("Uỷ ban nhân dân tỉnh")
    GOVERNMENT = "government", _("Chính phủ, bộ, ngành trung ương")
    PARTY = "party", _("Thường trực cấp uỷ")
    STANDING_COUNCIL = "standing_council", _("Thường trực Hội đồng nhân dân")
    SUPERIOR_OFFICE = "superior_office", _("Văn phòng của cấp trên")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Ways to read papers."""

    def visible_to(self, actor: Actor) -> DocumentQuerySet:
        """Papers the actor may read: those of the own register, and those made visible to the actor's units.

        As with tasks, the second is asked of an authority only where several registers are kept.
        """
        if actor.register is None:
            may = access.reads(actor.role, access.LEAD)
            return self.filter(readers__unit=actor.unit) if may else self.none()
        if not access.reads(actor.role, access.OWN_AUTHORITY):
            return self.none()
        own = self.filter(register=actor.register)
        if not (actor.is_among_others and access.reads(actor.role, access.LEAD)):
            return own
        given = Reader.objects.filter(unit__in=actor.unit_ids).exclude(document__register=actor.register)
        if not given.exists():
            return own
        return self.filter(Q(register=actor.register) | Q(pk__in=given.values("document")))


class Document(models.Model):
    """A paper. `issued_on` is the date it bears; `issued_at` the instant when the hour is known (15:00 rules)."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, null=True, related_name="document")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="documents")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=DocumentRole)
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=DocumentKind)
    number = models.CharField(_("số"), max_length=20, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    abstract = models.TextField(_("trích yếu"), max_length=2000, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    issued_at = models.DateTimeField(_("giờ ban hành"), null=True, blank=True)
    received_at = models.DateTimeField(_("ngày, giờ nhận"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    directing_leader = models.CharField(_("lãnh đạo chỉ đạo"), max_length=160, blank=True)
    drafter = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=Urgency, default=Urgency.NORMAL)
    from_superior = models.BooleanField(_("của cấp trên"), default=False)
    origin = models.CharField(_("cấp ấn định thời hạn"), max_length=20, choices=Origin, blank=True, default="")
    other_information = models.TextField(_("thông tin khác"), max_length=2000, blank=True)
    related = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="related_by")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    form_token = models.CharField(max_length=64, null=True, unique=True)
    purged_at = models.DateTimeField(null=True)
    symbol_key = models.CharField(max_length=120, editable=False, db_index=True)
    folded = models.TextField(editable=False, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["register", "role", "-issued_on", "-id"], name="document_list"),
            models.Index(fields=["register", "issuer", "symbol_key"], name="document_twins"),
            models.Index(fields=["register", "role", "entered_at", "id"], name="document_entered"),
        ]

    def __str__(self) -> str:
        return self.code or self.get_kind_display()

    @property
    def code(self) -> str:
        """Number and symbol as they are written: ``438/TB-UBND``."""
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number or self.symbol

    def fill_keys(self) -> None:
        """Write the search keys that follow from the texts."""
        self.symbol_key = symbol_key(self.code)[:120]
        self.folded = fold(" ".join([self.code, self.abstract, self.issuer, self.signer]))


class Reader(models.Model):
    """Which unit may read which paper, and why; written by verbs, read by `visible_to`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="reader_once")]


class Attachment(models.Model):
    """A file of a paper: its name as people gave it, its content under its hash outside the web root."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    stored_as = models.CharField(max_length=120, unique=True)
    is_main = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    purged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-is_main", "id"]


class ExpectedDocument(models.Model):
    """A document known to be issued and not yet entered; Appendix I of HUE counts it until it is."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="expected_document")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="expected_documents")
    number = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60)
    symbol_key = models.CharField(max_length=120)
    issued_on = models.DateField()
    urgency = models.CharField(max_length=12, choices=Urgency, default=Urgency.NORMAL)
    drafter = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="expected")
    no_tasks_at = models.DateTimeField(null=True, help_text="found to give no task")
    listed_at = models.DateTimeField()

    class Meta:
        ordering = ["issued_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["register", "symbol_key", "issued_on"], name="expected_document_once")
        ]

    @property
    def code(self) -> str:
        """Number and symbol as they are written."""
        return f"{self.number}/{self.symbol}"


class NumberSeries(models.Model):
    """A counter row per register, year and series; updated as the last statement of the issuing transaction."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=120)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year", "series"], name="series_once")]


class IssuedNumber(models.Model):
    """A number that was taken; a cancelled one stays, marked."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="number_once")]


class Purge(models.Model):
    """The removal of a secret that slipped in: asked by one person, carried out by another (design 1.5)."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="purges")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    mails_sent = models.PositiveIntegerField(default=0, help_text="mails about it that had left already")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("asked_by")),
                name="purge_by_two_persons",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(confirmed_at=None, declined_at=None),
                name="one_purge_asked_per_document",
            ),
        ]

"""Who there is: units, fields of work, groups, people. Bodies as they were called in 2016; every person is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from django.utils.translation import gettext_lazy as _

MARK = "MINH-HOA"  # the code of the register by which a demo database is known
PASSWORD = "dung-thu-2016"
PLACE = "Thừa Thiên Huế"
REGISTER = "Sổ theo dõi nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao (minh hoạ)"
REGULATION = "hue-71-2016"

#: What every page of the demo says at its top.
BANNER = _(
    "Dữ liệu minh hoạ, hoàn toàn hư cấu: năm cơ quan theo tổ chức thời kỳ quy chế của mình ban hành, mỗi cơ quan một sổ."
)

AUTHORITY = ("UBND", "Uỷ ban nhân dân tỉnh Thừa Thiên Huế", "UBND tỉnh")
OFFICE = ("VP", "Văn phòng Uỷ ban nhân dân tỉnh", "VP UBND tỉnh")

DEPARTMENTS = (
    ("SNV", "Sở Nội vụ", "Sở NV"),
    ("STP", "Sở Tư pháp", "Sở TP"),
    ("SKHDT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
    ("STC", "Sở Tài chính", "Sở TC"),
    ("SCT", "Sở Công Thương", "Sở CT"),
    ("SNN", "Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
    ("SGTVT", "Sở Giao thông vận tải", "Sở GTVT"),
    ("SXD", "Sở Xây dựng", "Sở XD"),
    ("STNMT", "Sở Tài nguyên và Môi trường", "Sở TN&MT"),
    ("STTTT", "Sở Thông tin và Truyền thông", "Sở TT&TT"),
    ("SLDTBXH", "Sở Lao động, Thương binh và Xã hội", "Sở LĐ-TB&XH"),
    ("SVHTT", "Sở Văn hoá và Thể thao", "Sở VH&TT"),
    ("SDL", "Sở Du lịch", "Sở DL"),
    ("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("SGDDT", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    ("SYT", "Sở Y tế", "Sở YT"),
    ("SNGV", "Sở Ngoại vụ", "Sở NgV"),
    ("TTT", "Thanh tra tỉnh", "Thanh tra"),
    ("BDT", "Ban Dân tộc", "Ban DT"),
    ("BQLKKT", "Ban Quản lý Khu kinh tế, công nghiệp tỉnh", "BQL KKT"),
)
OTHERS = (
    ("CAT", "Công an tỉnh", "Công an tỉnh"),
    ("BCHQS", "Bộ Chỉ huy Quân sự tỉnh", "BCH Quân sự"),
    ("TTBT", "Trung tâm Bảo tồn Di tích Cố đô Huế", "TTBT Di tích"),
)
DISTRICTS = (
    ("TPHUE", "Uỷ ban nhân dân thành phố Huế", "UBND TP Huế"),
    ("HTHUY", "Uỷ ban nhân dân thị xã Hương Thuỷ", "UBND TX Hương Thuỷ"),
    ("HTRA", "Uỷ ban nhân dân thị xã Hương Trà", "UBND TX Hương Trà"),
    ("PDIEN", "Uỷ ban nhân dân huyện Phong Điền", "UBND huyện Phong Điền"),
    ("QDIEN", "Uỷ ban nhân dân huyện Quảng Điền", "UBND huyện Quảng Điền"),
    ("PVANG", "Uỷ ban nhân dân huyện Phú Vang", "UBND huyện Phú Vang"),
    ("PLOC", "Uỷ ban nhân dân huyện Phú Lộc", "UBND huyện Phú Lộc"),
    ("NDONG", "Uỷ ban nhân dân huyện Nam Đông", "UBND huyện Nam Đông"),
    ("ALUOI", "Uỷ ban nhân dân huyện A Lưới", "UBND huyện A Lưới"),
)
SHORT_DISTRICT = {code: short.removeprefix("UBND ") for code, _name, short in DISTRICTS}

FIELDS = (
    ("CN", "Công nghiệp, thương mại"),
    ("DL", "Du lịch"),
    ("ĐC", "Đất đai, môi trường"),
    ("ĐN", "Đối ngoại"),
    ("ĐT", "Kế hoạch, đầu tư"),
    ("GD", "Giáo dục"),
    ("GT", "Giao thông"),
    ("KH", "Khoa học, công nghệ"),
    ("LĐ", "Lao động, xã hội"),
    ("NC", "Nội chính, tổ chức bộ máy"),
    ("NN", "Nông nghiệp, nông thôn"),
    ("QP", "Quốc phòng, an ninh"),
    ("TC", "Tài chính, ngân sách"),
    ("TT", "Thông tin, truyền thông"),
    ("VH", "Văn hoá, thể thao"),
    ("XD", "Xây dựng, đô thị"),
    ("YT", "Y tế"),
)
GROUPS = (
    ("Các sở, ban, ngành", ("các sở", "các sở ban ngành", "sở, ban, ngành", "the departments"), DEPARTMENTS),
    (
        "Các huyện, thị xã, thành phố",
        ("các huyện", "UBND các huyện", "UBND các huyện, thị xã và thành phố Huế", "các địa phương", "the districts"),
        DISTRICTS,
    ),
)


@dataclass(frozen=True)
class Someone:
    """An account: name of sign-in, unit, role, title."""

    username: str
    unit: str
    role: str
    title: str


CENTRE = (
    Someone("chutich", "UBND", "leader", "Chủ tịch UBND tỉnh"),
    Someone("phochutich1", "UBND", "leader", "Phó Chủ tịch UBND tỉnh"),
    Someone("phochutich2", "UBND", "leader", "Phó Chủ tịch UBND tỉnh"),
    Someone("chanhvp", "VP", "office_head", "Chánh Văn phòng"),
    Someone("chuyenvien1", "VP", "office_officer", "Chuyên viên Văn phòng"),
    Someone("chuyenvien2", "VP", "office_officer", "Chuyên viên Văn phòng"),
    Someone("theodoi1", "VP", "monitor", "Chuyên viên theo dõi khối kinh tế"),
    Someone("theodoi2", "VP", "monitor", "Chuyên viên theo dõi khối đô thị, nông nghiệp"),
    Someone("theodoi3", "VP", "monitor", "Chuyên viên theo dõi khối văn hoá, nội chính"),
    Someone("kiemtra", "VP", "inspector", "Thành viên tổ kiểm tra"),
    Someone("quantri", "VP", "administrator", "Quản trị kỹ thuật"),
)
#: Which monitor is bound to which units (HUE 8.1đ).
SCOPES = {
    "theodoi1": ("SKHDT", "STC", "SCT", "BQLKKT", "SKHCN", "SNGV", "SDL", "TTBT", "TPHUE", "HTHUY", "PLOC"),
    "theodoi2": ("SXD", "SGTVT", "STNMT", "SNN", "BDT", "HTRA", "PDIEN", "QDIEN", "ALUOI"),
    "theodoi3": ("SNV", "STP", "STTTT", "SLDTBXH", "SVHTT", "SGDDT", "SYT", "TTT", "CAT", "BCHQS", "PVANG", "NDONG"),
}
HEADS = {
    "TTT": "Chánh Thanh tra",
    "BDT": "Trưởng ban",
    "BQLKKT": "Trưởng ban",
    "BCHQS": "Chỉ huy trưởng",
    **{code: "Chủ tịch" for code, _name, _short in DISTRICTS},
}
FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Tôn",
)
GIVEN = ("Văn Mẫu", "Thị Ví Dụ", "Thử", "Thị Thí Dụ", "Văn Thử", "Thị Mẫu", "Minh Hoạ", "Thị Minh Hoạ", "Văn Ví")


def kinds() -> list[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """Units that receive tasks by their kind, in the order of the lists."""
    return [("department", DEPARTMENTS), ("other", OTHERS), ("district", DISTRICTS)]


def cast() -> list[Someone]:
    """Everybody: the centre, then a head and an officer of each unit."""
    people = list(CENTRE)
    for _kind, bodies in kinds():
        for code, _name, _short in bodies:
            people.append(Someone(code.lower(), code, "unit_head", HEADS.get(code, "Giám đốc")))
            people.append(Someone(f"{code.lower()}.cv", code, "unit_officer", "Chuyên viên"))
    return people


def names(count: int) -> list[str]:
    """That many different names, each of them clearly invented."""
    return list(islice(names_of_all(), count))


def names_of_all() -> Iterator[str]:
    """Different names without end to a few hundred, in an order that is always the same."""
    pairs = sorted(product(range(len(FAMILIES)), range(len(GIVEN))), key=lambda pair: ((pair[0] + pair[1]) % 15, pair))
    return (f"{FAMILIES[family]} {GIVEN[given]}" for family, given in pairs)

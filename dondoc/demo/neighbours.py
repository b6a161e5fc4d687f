"""The other authorities of the demo, each under its own regulation: bodies, people, papers. Every paper and person is invented."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.demo.plan import Fate
from dondoc.demo.province import MARK, Someone

ON_TIME, LATE, NEVER, SENT_BACK, WAITS = Fate.ON_TIME, Fate.LATE, Fate.NEVER, Fate.SENT_BACK, Fate.WAITS
LEADER, HEAD, OFFICER = "leader", "office_head", "office_officer"


@dataclass(frozen=True)
class Given:
    """A task of a paper: due so many working days after the issue; ``after`` None has no deadline."""

    content: str
    leads: tuple[str, ...]
    after: int | None
    fate: Fate = ON_TIME
    partners: tuple[str, ...] = ()
    product: str = ""


@dataclass(frozen=True)
class Paper:
    """A directive issued so many working days before today; entered ``late`` working days after its issue."""

    before: int
    kind: str
    symbol: str
    abstract: str
    field: str
    tasks: tuple[Given, ...]
    late: int = 0
    urgency: str = "normal"
    superior: str = ""
    drafted_by: str = ""


@dataclass(frozen=True)
class Neighbour:
    """An authority: its regulation and register, its bodies (code, name, short name, kind; authority and Office first)."""

    short: str
    regulation: str
    register: str
    place: str
    bodies: tuple[tuple[str, str, str, str], ...]
    leader: str
    office_head: str
    unit_head: str
    fields: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]
    #: One account for a whole unit, as the regulation wants it.
    per_unit: bool = False

    @property
    def mark(self) -> str:
        """The code of the register."""
        return f"{MARK}-{self.short.upper()}"

    def code(self, body: str) -> str:
        """The code of a body: one installation holds many departments of finance."""
        return f"{self.short.upper()}-{body}"

    def cast(self) -> list[Someone]:
        """Everybody: leader, Office, then the people of each unit."""
        keeper, office = self.bodies[0][0], self.bodies[1][0]
        people = [
            Someone(f"{self.short}.lanhdao", keeper, LEADER, self.leader),
            Someone(f"{self.short}.chanhvp", office, HEAD, self.office_head),
            Someone(f"{self.short}.chuyenvien", office, OFFICER, "Chuyên viên Văn phòng"),
            Someone(f"{self.short}.theodoi", office, "monitor", "Chuyên viên theo dõi"),
            Someone(f"{self.short}.quantri", office, "administrator", "Quản trị kỹ thuật"),
        ]
        for body, _name, _short, kind in self.bodies[2:]:
            heads = {"commune": "Chủ tịch", "district": "Chủ tịch", "department": "Giám đốc"}
            people.append(Someone(f"{self.short}.{body.lower()}", body, "unit_head", heads.get(kind, self.unit_head)))
            if not self.per_unit:
                people.append(Someone(f"{self.short}.{body.lower()}.cv", body, "unit_officer", "Chuyên viên"))
        return people


HCM = Neighbour(
    "hcm", "hcm-1236-2017", "Sổ theo dõi nhiệm vụ do Ban Giám đốc Sở giao (minh hoạ)", "Thành phố Hồ Chí Minh",
    (
        ("STNMT", "Sở Tài nguyên và Môi trường Thành phố Hồ Chí Minh", "Sở TN&MT TP.HCM", "authority"),
        ("VPS", "Văn phòng Sở Tài nguyên và Môi trường", "VP Sở TN&MT", "office"),
        ("QLD", "Phòng Quản lý đất", "P. Quản lý đất", "division"),
        ("CTR", "Phòng Quản lý chất thải rắn", "P. Chất thải rắn", "division"),
        ("CCBVMT", "Chi cục Bảo vệ môi trường", "CC BVMT", "division"),
        ("VPDK", "Văn phòng Đăng ký đất đai", "VP Đăng ký đất đai", "division"),
        ("TTCN", "Trung tâm Công nghệ thông tin", "TT CNTT", "division"),
    ),
    "Giám đốc Sở", "Chánh Văn phòng Sở", "Trưởng phòng",
    (("DD", "Đất đai"), ("MT", "Môi trường"), ("CN", "Công nghệ thông tin")),
    (
        Paper(46, "letter", "STNMT-QLĐ", "rà soát hồ sơ cấp giấy chứng nhận tồn đọng", "DD", (
            Given("Lập danh sách hồ sơ tồn đọng quá 30 ngày theo từng quận", ("VPDK",), 15, ON_TIME, ("QLD",), "Danh sách"),
            Given("Đề xuất phương án giải quyết từng nhóm hồ sơ", ("QLD",), 20, LATE, ("VPDK",), "Tờ trình"),
        ), drafted_by="QLD"),
        Paper(38, "conclusion", "TB-STNMT", "kết luận giao ban tuần của Ban Giám đốc", "MT", (
            Given("Báo cáo tình hình thu gom rác tại các trạm trung chuyển", ("CTR",), 10, ON_TIME),
            Given("Kiểm tra nước thải tại ba khu công nghiệp", ("CCBVMT",), 25, SENT_BACK, ("CTR",), "Báo cáo kiểm tra"),
        )),
        Paper(24, "handwritten", "", "phản ánh của báo chí về bãi rác tự phát", "MT", (
            Given("Xác minh phản ánh, báo cáo Giám đốc", ("CTR",), 8, LATE),
        ), urgency="urgent"),
        Paper(17, "letter", "UBND-ĐT", "tiến độ bồi thường của các dự án trọng điểm", "DD", (
            Given("Báo cáo tiến độ thẩm định giá đất của từng dự án", ("QLD",), 12, NEVER, ("VPDK",)),
        ), superior="Uỷ ban nhân dân Thành phố Hồ Chí Minh"),
        Paper(9, "plan", "KH-STNMT", "số hoá hồ sơ địa chính", "CN", (
            Given("Chuẩn bị hạ tầng lưu trữ cho đợt số hoá", ("TTCN",), 20, WAITS, ("VPDK",), "Phương án kỹ thuật"),
            Given("Bàn giao hồ sơ gốc của hai quận đầu tiên", ("VPDK",), 30, NEVER),
        )),
        Paper(2, "letter", "STNMT-CTR", "phân loại rác tại nguồn", "MT", (
            Given("Tham mưu hướng dẫn phân loại rác tại nguồn", ("CTR",), 20, NEVER, ("CCBVMT",), "Hướng dẫn"),
        ), drafted_by="CTR"),
    ),
)  # fmt: skip

KTM = Neighbour(
    "ktm", "ktm-2022", "Sổ theo dõi nhiệm vụ của Sở Nông nghiệp và Phát triển nông thôn (minh hoạ)", "Kon Tum",
    (
        ("SNN", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT Kon Tum", "authority"),
        ("VPS", "Văn phòng Sở Nông nghiệp và Phát triển nông thôn", "VP Sở NN&PTNT", "office"),
        ("KHTC", "Phòng Kế hoạch - Tài chính", "P. KH-TC", "division"),
        ("CCKL", "Chi cục Kiểm lâm", "CC Kiểm lâm", "division"),
        ("CCTT", "Chi cục Trồng trọt và Bảo vệ thực vật", "CC TT&BVTV", "division"),
        ("TTKN", "Trung tâm Khuyến nông", "TT Khuyến nông", "division"),
    ),
    "Giám đốc Sở", "Chánh Văn phòng Sở", "Chi cục trưởng",
    (("LN", "Lâm nghiệp"), ("TT", "Trồng trọt"), ("KH", "Kế hoạch, tài chính")),
    (
        Paper(44, "letter", "UBND-NN", "phòng cháy, chữa cháy rừng mùa khô", "LN", (
            Given("Xây dựng phương án phòng cháy, chữa cháy rừng của ngành", ("CCKL",), 15, ON_TIME, ("KHTC",), "Phương án"),
            Given("Tổng hợp nhu cầu kinh phí phòng cháy rừng", ("KHTC",), 20, LATE, ("CCKL",), "Biểu tổng hợp"),
        ), superior="Uỷ ban nhân dân tỉnh Kon Tum"),
        Paper(30, "conclusion", "TB-SNN", "kết luận họp giao ban tháng", "TT", (
            Given("Báo cáo diện tích cà phê tái canh", ("CCTT",), 12, ON_TIME, ("TTKN",)),
            Given("Rà soát các mô hình khuyến nông đang thực hiện", ("TTKN",), 18, SENT_BACK),
        )),
        Paper(20, "letter", "SNN-TTBVTV", "phòng trừ sâu bệnh trên cây sắn", "TT", (
            Given("Hướng dẫn các huyện phòng trừ bệnh khảm lá sắn", ("CCTT",), 10, NEVER, ("TTKN",), "Văn bản hướng dẫn"),
        )),
        Paper(8, "decision", "QĐ-SNN", "giao chỉ tiêu trồng rừng", "LN", (
            Given("Báo cáo kết quả chuẩn bị cây giống", ("CCKL",), 15, WAITS),
            Given("Tổng hợp tiến độ giải ngân vốn trồng rừng", ("KHTC",), None, NEVER),
        )),
        Paper(2, "letter", "SNN-KHTC", "xây dựng dự toán năm sau", "KH", (
            Given("Tổng hợp dự toán của các đơn vị trực thuộc", ("KHTC",), 18, NEVER, ("CCKL", "CCTT", "TTKN")),
        )),
    ),
)  # fmt: skip

NHI = Neighbour(
    "nhi", "nhi-553-2021", "Sổ theo dõi nhiệm vụ do UBND huyện, Chủ tịch UBND huyện giao (minh hoạ)", "Ninh Hải",
    (
        ("UBNDH", "Uỷ ban nhân dân huyện Ninh Hải", "UBND huyện Ninh Hải", "authority"),
        ("VPH", "Văn phòng Cấp ủy và Chính quyền huyện Ninh Hải", "VP huyện Ninh Hải", "office"),
        ("TCKH", "Phòng Tài chính - Kế hoạch huyện Ninh Hải", "P. TC-KH Ninh Hải", "division"),
        ("KTHT", "Phòng Kinh tế và Hạ tầng huyện Ninh Hải", "P. KT-HT Ninh Hải", "division"),
        ("TNMT", "Phòng Tài nguyên và Môi trường huyện Ninh Hải", "P. TN-MT Ninh Hải", "division"),
        ("VHAI", "Uỷ ban nhân dân xã Vĩnh Hải", "Xã Vĩnh Hải", "commune"),
        ("THAI", "Uỷ ban nhân dân xã Thanh Hải", "Xã Thanh Hải", "commune"),
        ("KHAI", "Uỷ ban nhân dân thị trấn Khánh Hải", "TT Khánh Hải", "commune"),
    ),
    "Chủ tịch UBND huyện", "Chánh Văn phòng", "Trưởng phòng",
    (("KT", "Kinh tế"), ("MT", "Tài nguyên, môi trường"), ("VX", "Văn hoá, xã hội")),
    (
        Paper(45, "plan", "KH-UBND", "ra quân làm sạch bãi biển", "MT", (
            Given("Tổ chức thu gom rác tại các bãi tắm", ("VHAI", "THAI", "KHAI"), 15, ON_TIME, ("TNMT",)),
            Given("Tổng hợp kết quả ra quân toàn huyện", ("TNMT",), 22, LATE, (), "Báo cáo"),
        )),
        Paper(28, "conclusion", "TB-UBND", "kết luận họp về thu ngân sách", "KT", (
            Given("Rà soát các khoản thu còn nợ đọng", ("TCKH",), 15, ON_TIME, ("VHAI", "THAI", "KHAI")),
            Given("Lập phương án đấu giá đất tại trung tâm thị trấn", ("KTHT",), 25, SENT_BACK, ("TCKH",), "Phương án"),
        )),
        Paper(18, "letter", "UBND-KT", "xử lý nuôi trồng thuỷ sản ngoài quy hoạch", "KT", (
            Given("Kiểm đếm số hộ nuôi ngoài quy hoạch", ("THAI",), 10, NEVER, ("KTHT",), "Biểu kiểm đếm"),
        )),
        Paper(12, "letter", "UBND-TH", "chuẩn bị kỳ họp Hội đồng nhân dân tỉnh", "KT", (
            Given("Báo cáo kết quả giải quyết kiến nghị cử tri", ("TNMT",), 14, WAITS, ("KTHT",)),
        ), superior="Uỷ ban nhân dân tỉnh Ninh Thuận"),
        Paper(4, "letter", "UBND-VX", "hỗ trợ hộ nghèo dịp cuối năm", "VX", (
            Given("Lập danh sách hộ cần hỗ trợ", ("VHAI", "THAI", "KHAI"), 15, NEVER, ("TCKH",), "Danh sách"),
        )),
    ),
)  # fmt: skip

DTP = Neighbour(
    "dtp", "dtp-1298-2013", "Sổ theo dõi nhiệm vụ do Uỷ ban nhân dân Tỉnh giao (minh hoạ)", "Đồng Tháp",
    (
        ("UBNDT", "Uỷ ban nhân dân tỉnh Đồng Tháp", "UBND tỉnh Đồng Tháp", "authority"),
        ("VPT", "Văn phòng Uỷ ban nhân dân tỉnh Đồng Tháp", "VP UBND Đồng Tháp", "office"),
        ("STC", "Sở Tài chính tỉnh Đồng Tháp", "Sở TC Đồng Tháp", "department"),
        ("SGTVT", "Sở Giao thông vận tải tỉnh Đồng Tháp", "Sở GTVT Đồng Tháp", "department"),
        ("SNN", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Đồng Tháp", "Sở NN Đồng Tháp", "department"),
        ("LVO", "Uỷ ban nhân dân huyện Lấp Vò", "Huyện Lấp Vò", "district"),
        ("CLANH", "Uỷ ban nhân dân thành phố Cao Lãnh", "TP Cao Lãnh", "district"),
    ),
    "Chủ tịch UBND Tỉnh", "Chánh Văn phòng", "Giám đốc",
    (("KT", "Kinh tế tổng hợp"), ("XD", "Giao thông, xây dựng"), ("NN", "Nông nghiệp")),
    (
        Paper(40, "letter", "UBND-KTN", "chống hạn, trữ nước ngọt", "NN", (
            Given("Báo cáo tình hình nạo vét kênh nội đồng", ("LVO", "CLANH"), 15, ON_TIME, ("SNN",)),
            Given("Đề xuất kinh phí bơm chống hạn", ("SNN",), 20, LATE, ("STC",), "Tờ trình"),
        )),
        Paper(26, "conclusion", "TB-VPUBND", "kết luận về tiến độ các tuyến đường tỉnh", "XD", (
            Given("Báo cáo tiến độ giải phóng mặt bằng đường tỉnh", ("SGTVT",), 12, SENT_BACK, ("LVO",)),
        )),
        Paper(15, "letter", "UBND-KTTH", "quyết toán vốn đầu tư", "KT", (
            Given("Tổng hợp các dự án chậm quyết toán", ("STC",), 9, NEVER, (), "Báo cáo"),
        )),
        Paper(7, "plan", "KH-UBND", "phát triển sen gắn với du lịch", "NN", (
            Given("Rà soát diện tích trồng sen", ("SNN",), 12, WAITS, ("CLANH",), "Biểu tổng hợp"),
            Given("Đề xuất tuyến tham quan", ("CLANH",), 20, NEVER),
        )),
    ),
    per_unit=True,
)  # fmt: skip

NEIGHBOURS = (HCM, KTM, NHI, DTP)

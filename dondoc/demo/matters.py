"""What the invented papers are about: abstracts and tasks, written for the demo. ``H`` stands for a district, drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass

EACH = "EACH"  # every district carries the task out
SUBMIT, REPORT, DO = "must_submit", "must_report", "carry_out"


@dataclass(frozen=True)
class Errand:
    """A task of a topic: text, who leads, who takes part, what comes out of it, what is asked at the end."""

    text: str
    leads: tuple[str, ...]
    partners: tuple[str, ...] = ()
    product: str = ""
    asked: str = REPORT


@dataclass(frozen=True)
class Topic:
    """What a paper is about: field of work, abstract, tasks."""

    field: str
    abstract: str
    errands: tuple[Errand, ...]


def _e(text: str, leads: str, partners: str = "", product: str = "", asked: str = REPORT) -> Errand:
    return Errand(text, tuple(leads.split()), tuple(partners.split()), product, asked)


TOPICS = (
    Topic("ĐT", "tiến độ giải ngân vốn đầu tư công quý {q} năm {y}", (
        _e("Tổng hợp tình hình giải ngân vốn đầu tư công quý {q} của các chủ đầu tư", "SKHDT", "STC", "Báo cáo"),
        _e("Đề xuất điều chuyển vốn của các dự án chậm giải ngân", "SKHDT", "STC H", "Tờ trình", SUBMIT),
        _e("Rà soát, tháo gỡ vướng mắc giải phóng mặt bằng các dự án trên địa bàn", EACH, "STNMT", "Báo cáo"),
    )),
    Topic("TC", "điều hành thu, chi ngân sách những tháng cuối năm {y}", (
        _e("Báo cáo tình hình thu, chi ngân sách tháng {m}", "STC", "", "Báo cáo"),
        _e("Đề xuất các khoản chi được cắt giảm, tiết kiệm thêm", "STC", "SKHDT", "Tờ trình", SUBMIT),
        _e("Đôn đốc nộp tiền sử dụng đất, tiền thuê đất còn nợ tại {h}", "H", "STC STNMT", "Báo cáo"),
        _e("Xây dựng phương án xử lý nhà, đất dôi dư của các cơ quan cấp tỉnh", "STC", "SXD", "Phương án", SUBMIT),
    )),
    Topic("XD", "chỉnh trang đô thị và quản lý trật tự xây dựng tại {h}", (
        _e("Lập danh mục tuyến đường cần chỉnh trang vỉa hè, cây xanh", "H", "SXD", "Danh mục"),
        _e("Kiểm tra các công trình xây dựng sai phép tại {h}", "SXD", "H TTT", "Kết luận kiểm tra"),
        _e("Trình ban hành quy định quản lý quảng cáo ngoài trời trên các trục chính", "SXD", "SVHTT STP", "Quyết định", SUBMIT),
    )),
    Topic("XD", "phát triển nhà ở cho người thu nhập thấp", (
        _e("Rà soát quỹ đất dành cho nhà ở xã hội trên địa bàn", EACH, "SXD STNMT", "Biểu tổng hợp"),
        _e("Xây dựng kế hoạch phát triển nhà ở giai đoạn tới", "SXD", "SKHDT STC", "Kế hoạch", SUBMIT),
    )),
    Topic("ĐC", "thu hồi đất của các dự án chậm triển khai tại {h}", (
        _e("Lập danh sách dự án chậm đưa đất vào sử dụng tại {h}", "STNMT", "H SKHDT", "Danh sách"),
        _e("Trình phương án thu hồi đối với từng dự án", "STNMT", "STP H", "Tờ trình", SUBMIT),
        _e("Bàn giao mặt bằng sau thu hồi cho đơn vị quản lý quỹ đất", "H", "STNMT", "Biên bản bàn giao", DO),
    )),
    Topic("ĐC", "giải quyết hồ sơ cấp giấy chứng nhận quyền sử dụng đất tồn đọng", (
        _e("Giải quyết dứt điểm hồ sơ quá hạn trên địa bàn, báo cáo số liệu trước và sau", EACH, "STNMT", "Báo cáo"),
        _e("Kiểm tra việc thực hiện của các chi nhánh văn phòng đăng ký đất đai", "STNMT", "TTT", "Báo cáo"),
        _e("Công khai thời hạn giải quyết hồ sơ tại bộ phận một cửa", "STNMT", "STTTT", "", DO),
    )),
    Topic("ĐC", "khắc phục ô nhiễm môi trường cụm công nghiệp tại {h}", (
        _e("Kiểm tra, xử lý các cơ sở xả nước thải chưa đạt tại {h}", "STNMT", "CAT H", "Báo cáo"),
        _e("Lập dự án hệ thống xử lý nước thải tập trung của cụm công nghiệp", "H", "SCT STNMT", "Dự án", SUBMIT),
        _e("Quan trắc chất lượng nước sông, đầm phá và công bố kết quả", "STNMT", "STTTT", "Kết quả quan trắc"),
    )),
    Topic("NN", "phòng, chống thiên tai trong mùa mưa bão năm {y}", (
        _e("Rà soát phương án sơ tán dân vùng xung yếu trên địa bàn", EACH, "SNN BCHQS", "Phương án"),
        _e("Kiểm tra an toàn các hồ chứa thuỷ lợi, thuỷ điện", "SNN", "SCT", "Báo cáo"),
        _e("Chuẩn bị lực lượng, phương tiện ứng cứu tại các điểm ngập sâu", "BCHQS", "CAT H", "Kế hoạch", DO),
        _e("Bảo đảm thông tin liên lạc đến các xã vùng sâu", "STTTT", "ALUOI NDONG", "", DO),
    )),
    Topic("NN", "xây dựng nông thôn mới tại {h}", (
        _e("Hướng dẫn {h} hoàn thiện hồ sơ xã đạt chuẩn nông thôn mới", "SNN", "H", "Hồ sơ"),
        _e("Báo cáo kết quả thực hiện các tiêu chí nông thôn mới quý {q}", "SNN", "", "Báo cáo"),
        _e("Bố trí vốn đối ứng cho các công trình nông thôn mới", "H", "STC", "Nghị quyết phân bổ", DO),
    )),
    Topic("NN", "quản lý, bảo vệ rừng và phòng cháy rừng", (
        _e("Xử lý các vụ phá rừng, lấn chiếm đất rừng tại {h}", "SNN", "CAT H", "Báo cáo"),
        _e("Lập phương án giao rừng cho cộng đồng thôn, bản", "ALUOI", "SNN BDT", "Phương án", SUBMIT),
        _e("Cắm mốc ranh giới ba loại rừng", "SNN", "STNMT", "", DO),
    )),
    Topic("NN", "hỗ trợ ngư dân vùng ven biển, đầm phá", (
        _e("Thống kê tàu thuyền, ngư cụ cần hỗ trợ tại {h}", "H", "SNN", "Biểu thống kê"),
        _e("Tổng hợp nhu cầu kinh phí hỗ trợ, trình phương án phân bổ", "STC", "SNN", "Tờ trình", SUBMIT),
    )),
    Topic("GT", "bảo đảm trật tự, an toàn giao thông quý {q}", (
        _e("Xử lý các điểm tiềm ẩn tai nạn giao thông trên tỉnh lộ", "SGTVT", "CAT H", "Báo cáo"),
        _e("Kiểm soát tải trọng xe tại các mỏ vật liệu", "SGTVT", "CAT", "Báo cáo"),
        _e("Ra quân giải toả hành lang an toàn đường bộ trên địa bàn", EACH, "SGTVT", "Báo cáo"),
    )),
    Topic("GT", "sửa chữa cầu, đường sau mưa lũ", (
        _e("Khảo sát, lập dự toán sửa chữa các đoạn tỉnh lộ hư hỏng", "SGTVT", "STC", "Dự toán", SUBMIT),
        _e("Bảo đảm giao thông bước đầu tại các điểm sạt lở", "SGTVT", "NDONG ALUOI", "", DO),
        _e("Sửa chữa đường giao thông nông thôn bị cuốn trôi tại {h}", "H", "SGTVT", "Báo cáo"),
    )),
    Topic("CN", "phát triển cụm công nghiệp, làng nghề tại {h}", (
        _e("Trình phê duyệt quy hoạch chi tiết cụm công nghiệp tại {h}", "SCT", "SXD H", "Quyết định", SUBMIT),
        _e("Mời gọi doanh nghiệp đầu tư hạ tầng cụm công nghiệp", "H", "SKHDT SCT", "Danh mục mời gọi"),
        _e("Hỗ trợ làng nghề đăng ký nhãn hiệu", "SKHCN", "SCT H", "", DO),
    )),
    Topic("CN", "bình ổn thị trường dịp cuối năm", (
        _e("Xây dựng phương án dự trữ hàng hoá thiết yếu", "SCT", "STC", "Phương án", SUBMIT),
        _e("Kiểm tra hàng giả, hàng kém chất lượng tại các chợ trung tâm", "SCT", "CAT TPHUE", "Báo cáo"),
    )),
    Topic("CN", "hạ tầng Khu kinh tế Chân Mây - Lăng Cô", (
        _e("Báo cáo tiến độ các dự án tại Khu kinh tế tháng {m}", "BQLKKT", "SKHDT", "Báo cáo"),
        _e("Hoàn thành giải phóng mặt bằng khu tái định cư", "PLOC", "BQLKKT STNMT", "Báo cáo"),
        _e("Đề xuất cơ chế thu hút nhà đầu tư thứ cấp", "BQLKKT", "SKHDT STC", "Đề án", SUBMIT),
    )),
    Topic("DL", "sản phẩm du lịch đầm phá và du lịch cộng đồng", (
        _e("Đề xuất tuyến du lịch đầm phá tại {h}", "SDL", "H", "Đề án", SUBMIT),
        _e("Tập huấn kỹ năng đón khách cho các hộ kinh doanh", "SDL", "SLDTBXH H", "Báo cáo"),
        _e("Kiểm tra an toàn bến thuyền du lịch", "SGTVT", "CAT SDL", "Biên bản"),
    )),
    Topic("VH", "tu bổ di tích và quản lý lễ hội", (
        _e("Lập dự án tu bổ các hạng mục di tích xuống cấp", "TTBT", "SVHTT SKHDT", "Dự án", SUBMIT),
        _e("Cắm mốc khoanh vùng bảo vệ di tích", "TTBT", "STNMT H", "", DO),
        _e("Kiểm tra việc tổ chức lễ hội trên địa bàn", EACH, "SVHTT", "Báo cáo"),
    )),
    Topic("VH", "chuẩn bị Festival Huế", (
        _e("Hoàn thiện kế hoạch tổ chức Festival", "SVHTT", "SDL TTBT", "Kế hoạch", SUBMIT),
        _e("Vận động tài trợ, xã hội hoá kinh phí Festival", "SDL", "SVHTT", "Báo cáo"),
        _e("Phương án an ninh, phân luồng giao thông trong những ngày Festival", "CAT", "SGTVT TPHUE", "Phương án"),
    )),
    Topic("GD", "cơ sở vật chất trường, lớp học", (
        _e("Rà soát phòng học xuống cấp trên địa bàn, đề xuất thứ tự sửa chữa", EACH, "SGDDT", "Biểu tổng hợp"),
        _e("Tham mưu mức thu học phí năm học tới", "SGDDT", "STC STP", "Tờ trình", SUBMIT),
        _e("Báo cáo việc tuyển dụng, điều động giáo viên", "SGDDT", "SNV", "Báo cáo"),
    )),
    Topic("YT", "phòng, chống dịch sốt xuất huyết", (
        _e("Triển khai chiến dịch diệt loăng quăng tại {h}", "SYT", "H", "Báo cáo"),
        _e("Báo cáo tình hình dịch tháng {m}", "SYT", "", "Báo cáo"),
        _e("Truyền thông phòng bệnh trong trường học", "SGDDT", "SYT STTTT", "", DO),
    )),
    Topic("YT", "bảo đảm an toàn thực phẩm", (
        _e("Thành lập đoàn kiểm tra liên ngành an toàn thực phẩm", "SYT", "SNN SCT", "Quyết định", SUBMIT),
        _e("Kiểm tra bếp ăn tập thể tại các khu công nghiệp", "SYT", "BQLKKT", "Báo cáo"),
    )),
    Topic("LĐ", "giải quyết việc làm và chính sách người có công tại {h}", (
        _e("Giải quyết hồ sơ người có công tồn đọng tại {h}", "SLDTBXH", "H", "Báo cáo"),
        _e("Hỗ trợ sửa chữa nhà ở cho hộ người có công", "H", "SXD SLDTBXH", "Báo cáo"),
        _e("Xây dựng đề án đưa lao động đi làm việc ở nước ngoài", "SLDTBXH", "SNGV STC", "Đề án", SUBMIT),
        _e("Rà soát hộ nghèo, hộ cận nghèo cuối năm", EACH, "SLDTBXH", "Biểu tổng hợp"),
    )),
    Topic("NC", "cải cách hành chính năm {y}", (
        _e("Kiểm tra công tác cải cách hành chính tại {h}", "SNV", "STTTT H", "Kết luận kiểm tra"),
        _e("Trình phương án đơn giản hoá thủ tục hành chính", "STP", "SNV", "Quyết định", SUBMIT),
        _e("Đánh giá việc giải quyết hồ sơ trễ hạn tại bộ phận một cửa", "SNV", "STTTT", "Báo cáo"),
    )),
    Topic("NC", "sắp xếp tổ chức bộ máy, tinh giản biên chế", (
        _e("Thẩm định đề án vị trí việc làm của các đơn vị sự nghiệp", "SNV", "STC", "Báo cáo thẩm định"),
        _e("Báo cáo số biên chế đã tinh giản đến hết quý {q}", "SNV", "STC", "Báo cáo"),
    )),
    Topic("NC", "giải quyết khiếu nại, tố cáo của công dân tại {h}", (
        _e("Xác minh nội dung khiếu nại của các hộ dân tại {h}", "TTT", "STNMT H", "Báo cáo xác minh"),
        _e("Tổ chức đối thoại với công dân", "H", "TTT", "Biên bản đối thoại"),
        _e("Thực hiện kết luận thanh tra đã có hiệu lực", "H", "TTT STC", "Báo cáo"),
    )),
    Topic("TT", "ứng dụng công nghệ thông tin trong cơ quan nhà nước", (
        _e("Triển khai dịch vụ công trực tuyến tại {h}", "STTTT", "H", "Báo cáo"),
        _e("Đánh giá mức độ ứng dụng công nghệ thông tin của các cơ quan", "STTTT", "SNV", "Báo cáo"),
        _e("Bảo đảm an toàn thông tin cho hệ thống dùng chung", "STTTT", "CAT", "Phương án"),
    )),
    Topic("KH", "nhiệm vụ khoa học và công nghệ cấp tỉnh", (
        _e("Nghiệm thu các đề tài đến hạn", "SKHCN", "STC", "Biên bản nghiệm thu"),
        _e("Đề xuất danh mục đề tài đặt hàng năm tới", "SKHCN", "SKHDT", "Danh mục", SUBMIT),
    )),
    Topic("ĐN", "đón tiếp và làm việc với các đoàn khách quốc tế", (
        _e("Chuẩn bị nội dung, lịch làm việc của lãnh đạo tỉnh", "SNGV", "SDL", "Chương trình"),
        _e("Báo cáo tình hình hợp tác với các địa phương nước ngoài", "SNGV", "SKHDT", "Báo cáo"),
    )),
    Topic("QP", "diễn tập khu vực phòng thủ tại {h}", (
        _e("Chuẩn bị văn kiện, thao trường phục vụ diễn tập", "BCHQS", "CAT H", "Văn kiện"),
        _e("Bảo đảm hậu cần, y tế phục vụ diễn tập", "H", "SYT BCHQS", "", DO),
    )),
    Topic("NN", "chính sách đối với đồng bào dân tộc thiểu số", (
        _e("Rà soát đối tượng thụ hưởng tại các xã đặc biệt khó khăn", "BDT", "ALUOI NDONG", "Danh sách"),
        _e("Xây dựng mô hình sinh kế dưới tán rừng", "ALUOI", "BDT SNN", "Báo cáo"),
        _e("Cấp nước sinh hoạt cho các thôn, bản thiếu nước mùa khô", "NDONG", "BDT SNN", "Báo cáo", DO),
    )),
)  # fmt: skip

PROGRESS = (
    "Đã phân công phòng chuyên môn, đang thu thập số liệu.",
    "Đã có dự thảo, đang lấy ý kiến các đơn vị phối hợp.",
    "Đã khảo sát thực tế, đang tổng hợp.",
    "Đã trình lãnh đạo đơn vị xem xét dự thảo lần hai.",
    "Đang chờ số liệu của hai xã còn lại.",
)
REASONS_LATE = (
    "Đơn vị phối hợp gửi số liệu chậm; sẽ hoàn thành trong tuần tới.",
    "Mưa lũ kéo dài nên chưa khảo sát được hiện trường.",
    "Phát sinh vướng mắc về mặt bằng, đang xin ý kiến.",
    "Cán bộ phụ trách chuyển công tác, đơn vị đã cử người thay.",
)
REASONS_RETURN = (
    "Nội dung này không thuộc chức năng của đơn vị.",
    "Đơn vị đã thực hiện tại một văn bản khác, đề nghị kiểm tra lại.",
)
MISSING = (
    "Thiếu biểu số liệu kèm theo và ý kiến của đơn vị phối hợp.",
    "Chưa nêu rõ thời gian hoàn thành của từng hạng mục.",
    "Văn bản chưa ký số; đề nghị gửi bản có chữ ký.",
)

"""The closed lists of a profile: events, tags, acts, roles; whatever a regulation can say is one of these words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Tag(StrEnum):
    """What chooses among the cases of a limit and of confirmation: a closed list, no expressions."""

    URGENT = "urgent"
    SEVERAL_TASKS = "several_tasks"
    SEVERAL_UNITS = "several_units"
    OPINIONS_NEEDED = "opinions_needed"
    DUE_DATE_SET_BY_SUPERIOR = "due_date_set_by_superior"
    WITHOUT_DUE_DATE = "without_due_date"
    DRAFTED_BY_UNIT = "drafted_by_unit"
    OWN_DOCUMENT = "own_document"
    NOT_CONNECTED = "not_connected"
    HANDWRITTEN = "handwritten"
    CONCLUSION = "conclusion"
    SUPERIOR_SOURCE = "superior_source"
    COMPLEX = "complex"
    SECRET = "secret"
    EXPRESS = "express"
    BY_OFFICE = "by_office"


class Event(StrEnum):
    """From what a limit is counted."""

    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_RECEIVED = "document_received"
    DUE_DATE = "due_date"
    RESULT_SENT = "result_sent"
    REPORT_RECEIVED = "report_received"
    REQUEST_RECEIVED = "request_received"
    REQUEST_SENT = "request_sent"
    SLIP_ISSUED = "slip_issued"
    INSPECTION_ENDED = "inspection_ended"
    PLAN_ENDED = "plan_ended"
    PERIOD_ENDED = "period_ended"
    MEETING_HELD = "meeting_held"
    MONTH_ENDED = "month_ended"
    TAKEN_OVER = "taken_over"


#: What a verb may cite, by its meaning: the numbers of articles are data of the regulation, never of the code.
ACTS_OF_SCHEMA_1 = (
    "enter_directive", "paper_particulars", "assign", "task_content", "due_date", "set_monitors", "take_over",
    "return_task", "decide_return", "correct_task", "report_progress", "explain_delay", "send_result", "appraise",
    "reopen", "move_due_date", "end_task", "purge", "urge", "record_urging", "issue_slip", "escalate", "instruct",
    "appoint_deputy",
)  # fmt: skip
ACTS = (
    *ACTS_OF_SCHEMA_1,
    "ask_extension", "decide_extension", "propose_adjustment", "ask_coordination", "answer_coordination",
    "report_difficulty", "decide_dispute", "report_missing_task", "pass_down", "enter_for_unit", "rate_result",
    "propose_measures", "confirm_level",
)  # fmt: skip

LIMITS_OF_SCHEMA_1 = (
    "entry", "update", "confirmation", "extension-ask", "extension-answer", "coordination", "proxy-entry", "urging",
    "slip", "escalation", "inspection-report",
)  # fmt: skip
LIMIT_NAMES = (*LIMITS_OF_SCHEMA_1, "return", "explanation", "due-soon")
#: What the writer of a profile looks for in the text.
LIMIT_ASKS: Mapping[str, str] = {
    "entry": "Văn phòng cập nhật văn bản vào sổ trong bao lâu?",
    "update": "Đơn vị cập nhật kết quả khi nào, trước hay sau hạn bao lâu?",
    "confirmation": "Thẩm định, xác nhận kết quả trong bao lâu?",
    "extension-ask": "Xin gia hạn chậm nhất bao lâu trước hạn?",
    "extension-answer": "Trả lời việc xin gia hạn trong bao lâu?",
    "coordination": "Đơn vị phối hợp trả lời trong bao lâu?",
    "proxy-entry": "Văn phòng cập nhật thay đơn vị trong bao lâu?",
    "urging": "Đôn đốc bằng văn bản trong bao lâu sau hạn?",
    "slip": "Mỗi phiếu báo cho bao lâu?",
    "escalation": "Sau phiếu cuối bao lâu thì báo cáo lãnh đạo?",
    "inspection-report": "Báo cáo kết quả kiểm tra trong bao lâu?",
    "return": "Chuyển lại việc giao sai trong bao lâu?",
    "explanation": "Giải trình việc quá hạn trong bao lâu?",
    "due-soon": "Còn bao lâu thì coi là sắp đến hạn?",
}
ACT_ASKS: Mapping[str, str] = {
    "enter_directive": "cập nhật văn bản",
    "paper_particulars": "thông tin của văn bản",
    "assign": "giao cho đơn vị",
    "task_content": "nội dung nhiệm vụ",
    "due_date": "thời hạn",
    "set_monitors": "phân công người theo dõi",
    "take_over": "tiếp nhận nhiệm vụ",
    "return_task": "chuyển lại nhiệm vụ giao sai",
    "decide_return": "xử lý nhiệm vụ chuyển lại",
    "correct_task": "sửa thông tin sai",
    "report_progress": "báo cáo tình hình",
    "explain_delay": "nêu lý do quá hạn",
    "send_result": "gửi kết quả",
    "appraise": "thẩm định kết quả",
    "reopen": "mở lại nhiệm vụ",
    "move_due_date": "điều chỉnh thời hạn",
    "end_task": "thôi giao nhiệm vụ",
    "purge": "gỡ nội dung mật",
    "urge": "đôn đốc bằng văn bản",
    "record_urging": "ghi nhận việc đôn đốc",
    "issue_slip": "phát hành phiếu báo",
    "escalate": "báo cáo lãnh đạo việc quá hạn",
    "instruct": "lãnh đạo cho ý kiến xử lý",
    "appoint_deputy": "phân công người thay",
    "ask_extension": "xin gia hạn",
    "decide_extension": "quyết định gia hạn",
    "propose_adjustment": "đề nghị điều chỉnh nhiệm vụ",
    "ask_coordination": "yêu cầu phối hợp",
    "answer_coordination": "trả lời yêu cầu phối hợp",
    "report_difficulty": "báo cáo khó khăn, vướng mắc",
    "decide_dispute": "quyết định tranh chấp giữa các đơn vị",
    "report_missing_task": "báo nhiệm vụ còn thiếu",
    "pass_down": "giao tiếp cho phòng, ban",
    "enter_for_unit": "cập nhật thay đơn vị",
    "rate_result": "đánh giá kết quả",
    "propose_measures": "đề xuất biện pháp",
    "confirm_level": "xác nhận ở từng cấp",
}
#: Limits whose passing without an answer may count as an answer.
LIMITS_WITH_SILENCE = ("extension-answer", "coordination", "confirmation")
ON_SILENCE = ("nothing", "consent")

DIRECTIVE_KINDS = (
    "decision", "directive", "letter", "telegram", "plan", "programme", "report", "scheme", "project", "conclusion",
    "briefing", "normative", "handwritten", "superior_system", "opinion_poll",
)  # fmt: skip
#: Who confirms a result.
CONFIRMERS = ("monitor", "office", "office_division", "unit_head", "drafting_unit", "leader")
SECRECY_POLICIES = ("refuse", "metadata_only", "paper_ledger")
#: The grades of secrecy: mật, tối mật, tuyệt mật.
GRADES = ("mat", "toi_mat", "tuyet_mat")
#: What may be held of a secret task under the policy ``metadata_only``.
STUB_FIELDS = (
    "kind", "number", "symbol", "issued_on", "signer", "submitter", "lead", "monitor", "task_count", "due_on",
    "outcome",
)  # fmt: skip
SLIP_GROUPS = ("directive_and_unit", "task", "unit")
ESCALATION_ROLES = ("leader", "office_head")
REPORTERS = ("unit", "office", "office_head", "clerk", "monitor", "drafting_unit", "inspection_team")
RECEIVERS = ("unit", "office", "leader", "superior", "public")
NUMBER_SERIES = ("field", "register", "unit")
#: What a form is for; the number that a regulation gives it (Phụ lục II) is data, rooms ask by the purpose.
FORM_PURPOSES = ("entry", "slip", "unit_results", "synthesis", "programme")
#: Texts that release 0.1 stored do not say it: what a form is for was known by its number. They load for ever.
FORMS_BY_NUMBER = {"I": "entry", "II": "slip", "IV": "unit_results", "V": "synthesis", "VI": "programme"}
VOCABULARY = ("authority", "leader", "office", "office_head", "units", "monitor")
#: Who set a due date or issued the directive; ``own`` is the authority itself.
ORIGINS = ("own", "province", "government", "party", "standing_council", "superior_office")
REMINDED = ("unit_officer", "unit_head", "monitor")
URGING_KINDS = ("remind", "criticise", "review")
LADDER_ROLES = ("unit_head", "office_head", "leader")
LADDER_EVENTS = ("due_date", "previous_step")
EXTRA_KINDS = ("text", "date", "number")
EXCLUSIONS = ("without_due_date", "routine", "secret")
#: What may stand in the prescribed wording of a form and is filled in.
PLACEHOLDERS = (
    "abstract", "as_of", "code", "content", "documents", "due_on", "field", "first_on", "given", "issued_on", "last_on",
    "left", "number", "state", "unit",
)  # fmt: skip

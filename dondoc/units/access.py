"""Role × relation × verb: who may do what. One table is documentation, code and test at once; data only.

Every cell is stated, the forbidden ones too: ``+`` allowed, ``-`` not. Reading rules for HUE: monitors and
the head of the Office appraise; only the head of the Office issues notice slips (PL2); the leader instructs;
officers of the Office enter, correct and decide what a unit returned; a coordinating unit reports progress
and nothing else; inspectors read; the administrator sees no content. A purge is confirmed by another person
than the one who asked: the head or a leader. An authority that is itself given a task of another register
reads it (lead, coord, parent) and acts on it only through the posts of a unit. The role ``system`` (what `tick`
does) stands in no table: the program is not a reader. An officer of the Office appoints deputies for officers, monitors
and units; for leaders, inspectors and the head of the Office only the head does (``permissions.DEPUTIES_BY``).
Where a regulation lets others than the monitor confirm a result (``confirm_level``), the cell says whose role may at all, and
the level at which the result is says whose turn it is: the head of the unit itself, the head of the unit that drafted the
directive (which reads the task as ``parent``), the Office, a leader. The Office enters what a unit sent on paper.

Relations, of the actor's unit to the register or task in question: own (own_authority: the authority's leader
and Office; for posts and deputies, the own unit) · lead (holds the task, or receives tasks of the register) ·
coord (coordinating) · parent (reads only: the holder's superior unit, a former holder, the unit that only
synthesises) · child (child_register: a register kept by a unit below) · insp (inspecting) · stranger. Of the
verbs, ``see_register`` opens the list, whose rows `visible_to` chooses; ``see_status`` is the technical state
of the installation, without content; ``operate`` reads all of it and decides what becomes of parked jobs;
``amend_calendar`` changes the working calendar, which all registers share; ``decide_wave`` lets go
what a tick held back because it was unusually much; ``decide_extension`` is narrowed by the regulation, which says
whether a leader or the head of the Office decides; ``load_regulation`` stores an edition from the folders of the installation
and attaches its official text, ``adopt_regulation`` decides which edition the register keeps to, and moves open tasks to it.
"""

from __future__ import annotations

from collections.abc import Iterator

ROLES = (
    "leader",
    "office_head",
    "office_officer",
    "monitor",
    "unit_head",
    "unit_officer",
    "inspector",
    "administrator",
    "public",
)
OWN_AUTHORITY = "own_authority"
LEAD = "lead"
COORDINATING = "coordinating"
PARENT = "parent"
CHILD_REGISTER = "child_register"
INSPECTING = "inspecting"
STRANGER = "stranger"
RELATIONS = (OWN_AUTHORITY, LEAD, COORDINATING, PARENT, CHILD_REGISTER, INSPECTING, STRANGER)

SEE_TASK = "see_task"
SEE_REGISTER = "see_register"
ENTER_DIRECTIVE = "enter_directive"
CORRECT_TASK = "correct_task"
TAKE_OVER = "take_over"
RETURN_TASK = "return_task"
DECIDE_RETURN = "decide_return"
REPORT_PROGRESS = "report_progress"
EXPLAIN_DELAY = "explain_delay"
SEND_RESULT = "send_result"
APPRAISE = "appraise"
CONFIRM_LEVEL = "confirm_level"
ENTER_FOR_UNIT = "enter_for_unit"
DECIDE_OUTCOME = "decide_outcome"
MOVE_DUE_DATE = "move_due_date"
RECORD_URGING = "record_urging"
ISSUE_SLIP = "issue_slip"
INSTRUCT = "instruct"
ASK_PURGE = "ask_purge"
CONFIRM_PURGE = "confirm_purge"
SEE_REPORT = "see_report"
SEE_JOURNAL = "see_journal"
SEE_STATUS = "see_status"
OPERATE = "operate"
APPOINT_DEPUTY = "appoint_deputy"
MANAGE_UNITS = "manage_units"
AMEND_CALENDAR = "amend_calendar"
DECIDE_WAVE = "decide_wave"
SEE_CLASSIFIED = "see_classified"
KEEP_CLASSIFIED = "keep_classified"
NAME_CUSTODIAN = "name_custodian"
ASK_EXTENSION = "ask_extension"
PROPOSE_ADJUSTMENT = "propose_adjustment"
SUBMIT_PROPOSAL = "submit_proposal"
DECIDE_EXTENSION = "decide_extension"
DECIDE_ADJUSTMENT = "decide_adjustment"
LOAD_REGULATION = "load_regulation"
ADOPT_REGULATION = "adopt_regulation"
VERBS = (
    SEE_TASK, SEE_REGISTER, ENTER_DIRECTIVE, CORRECT_TASK, TAKE_OVER, RETURN_TASK, DECIDE_RETURN, REPORT_PROGRESS,
    EXPLAIN_DELAY, SEND_RESULT, APPRAISE, CONFIRM_LEVEL, ENTER_FOR_UNIT, DECIDE_OUTCOME, MOVE_DUE_DATE, RECORD_URGING,
    ISSUE_SLIP, INSTRUCT, ASK_EXTENSION, PROPOSE_ADJUSTMENT, SUBMIT_PROPOSAL, DECIDE_EXTENSION, DECIDE_ADJUSTMENT,
    ASK_PURGE, CONFIRM_PURGE, SEE_REPORT, SEE_JOURNAL, SEE_STATUS, OPERATE, APPOINT_DEPUTY, MANAGE_UNITS,
    AMEND_CALENDAR, DECIDE_WAVE, SEE_CLASSIFIED, KEEP_CLASSIFIED, NAME_CUSTODIAN, LOAD_REGULATION,
    ADOPT_REGULATION,
)  # fmt: skip

#: One line per verb; one column per role in the order of ROLES (leader, head, officers and monitor of the Office, head and
#: officers of a unit, inspector, administrator, public); in it one mark per relation, in the order of RELATIONS.
_LINES = """
verb                leader   head     officer  monitor  u_head   u_offic  inspect  admin    public
see_task            ++++---  ++++---  ++++---  ++++---  -+++---  -+++---  +----+-  -------  -------
see_register        ++++---  ++++---  ++++---  ++++---  -+++---  -+++---  +----+-  -------  -------
enter_directive     -------  +------  +------  -------  -------  -------  -------  -------  -------
correct_task        -------  +------  +------  -------  -------  -------  -------  -------  -------
take_over           -------  -------  -------  -------  -+-----  -+-----  -------  -------  -------
return_task         -------  -------  -------  -------  -+-----  -+-----  -------  -------  -------
decide_return       -------  +------  +------  -------  -------  -------  -------  -------  -------
report_progress     -------  -------  -------  -------  -++----  -++----  -------  -------  -------
explain_delay       -------  -------  -------  -------  -+-----  -+-----  -------  -------  -------
send_result         -------  -------  -------  -------  -+-----  -+-----  -------  -------  -------
appraise            -------  +------  -------  +------  -------  -------  -------  -------  -------
confirm_level       +------  +------  +------  +------  -+++---  -------  -------  -------  -------
enter_for_unit      -------  +------  +------  +------  -------  -------  -------  -------  -------
decide_outcome      -------  +------  +------  -------  -------  -------  -------  -------  -------
move_due_date       +------  +------  +------  -------  -------  -------  -------  -------  -------
record_urging       -------  +------  +------  +------  -------  -------  -------  -------  -------
issue_slip          -------  +------  -------  -------  -------  -------  -------  -------  -------
instruct            +------  -------  -------  -------  -------  -------  -------  -------  -------
ask_extension       -------  -------  -------  -------  -+-----  -+-----  -------  -------  -------
propose_adjustment  -------  +------  +------  +------  -+-----  -+-----  -------  -------  -------
submit_proposal     -------  +------  +------  +------  -------  -------  -------  -------  -------
decide_extension    +------  +------  -------  -------  -------  -------  -------  -------  -------
decide_adjustment   +------  -------  -------  -------  -------  -------  -------  -------  -------
ask_purge           -------  +------  +------  +------  -------  -------  -------  -------  -------
confirm_purge       +------  +------  -------  -------  -------  -------  -------  -------  -------
see_report          +------  +------  +------  +------  -------  -------  +----+-  -------  -------
see_journal         +------  +------  +------  +------  -------  -------  +----+-  -------  -------
see_status          -------  +------  +------  -------  -------  -------  -------  +-----+  -------
operate             -------  -------  -------  -------  -------  -------  -------  +-----+  -------
appoint_deputy      +------  +------  +------  +------  +------  +------  +------  -------  -------
manage_units        -------  +------  +------  -------  -------  -------  -------  +-----+  -------
amend_calendar      -------  +------  +------  -------  -------  -------  -------  -------  -------
decide_wave         -------  +------  +------  -------  -------  -------  -------  -------  -------
see_classified      ++-----  +------  +------  +------  -+-----  -------  -------  -------  -------
keep_classified     -------  +------  +------  +------  -------  -------  -------  -------  -------
name_custodian      +------  +------  -------  -------  -------  -------  -------  -------  -------
load_regulation     -------  +------  -------  -------  -------  -------  -------  +-----+  -------
adopt_regulation    -------  +------  -------  -------  -------  -------  -------  -------  -------
"""


def _cells() -> Iterator[tuple[tuple[str, str, str], bool]]:
    for line in _LINES.strip().splitlines()[1:]:
        verb, *columns = line.split()
        for role, marks in zip(ROLES, columns, strict=True):
            for relation, mark in zip(RELATIONS, marks, strict=True):
                yield (role, relation, verb), {"+": True, "-": False}[mark]


TABLE: dict[tuple[str, str, str], bool] = dict(_cells())


def allows(role: str, relation: str, verb: str) -> bool:
    """What the cell says; a cell that is not stated is an error of the program (LookupError), never a
    permission.
    """
    try:
        return TABLE[role, relation, verb]
    except KeyError:
        raise LookupError(f"access table: no cell for role {role!r}, relation {relation!r}, verb {verb!r}") from None


def reads(role: str, relation: str) -> bool:
    """Whether the role sees the tasks to which its unit stands in the relation; the program reads its own register."""
    return relation == OWN_AUTHORITY if role == "system" else allows(role, relation, SEE_TASK)

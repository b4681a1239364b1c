"""What a local authority that employs the staff of a school is told: suspended, ended, to be dismissed."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Letter
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL
from caseflow.procedure.letters.appeal import reinstates
from caseflow.procedure.letters.shared import ADDRESS, AUTHORITY, HR_CONTACT, SUBJECT_NAME, after, dismissed
from caseflow.procedure.settings import MAINTAINED
from caseflow.procedure.suspension import LIFT_SUSPENSION, SUSPEND


def authority_is_told(case: CaseFacts, answers: Answers) -> bool:
    """Whether the authority employs, and this is something that the law says it must be told."""
    if case.setting("school.kind") != MAINTAINED:
        return False
    if "appeal_outcome" in answers:
        return reinstates({"sanction": case.answer("sanction"), **answers})
    return "sanction" not in answers or dismissed(case, answers)


L21 = Letter(
    "L21",
    "Notice to the local authority",
    "Notice under the School Staffing (England) Regulations 2009",
    AUTHORITY,
    after=(SUSPEND, LIFT_SUSPENSION, DECIDE, DECIDE_APPEAL),
    when=authority_is_told,
    needs=(
        ADDRESS,
        SUBJECT_NAME,
        Fact("suspended_at", "From when", when=after(SUSPEND)),
        Fact("suspended_by", "Who decided", when=after(SUSPEND)),
        Fact("lifted_from", "From which day it ends", when=after(LIFT_SUSPENSION)),
        Fact("dismissal_date", "Date of dismissal", when=after(DECIDE)),
        Fact("dismissal_notice", "With or without notice", when=after(DECIDE)),
        Fact("decision_reasons", "Reasons of the dismissal", when=after(DECIDE)),
        Fact("appeal_outcome", "What the appeal decided", when=after(DECIDE_APPEAL)),
        HR_CONTACT,
    ),
    free=(Free("reasons", "The reasons", "", when=after(SUSPEND, LIFT_SUSPENSION, DECIDE_APPEAL)),),
    source="School Staffing (England) Regulations 2009 regs 19 and 20",
    about="Only where the local authority employs: Part 2 of the regulations, community and voluntary controlled schools",
)

"""What remains of a case: the person's copy of the record, what a reference may say, a hold, and a disposal."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Letter
from caseflow.procedure.choices import FALSE, MALICIOUS
from caseflow.procedure.ending import PROPOSE_CLOSING
from caseflow.procedure.letters.checks import may_be_told
from caseflow.procedure.letters.shared import (
    ADDRESS,
    EMPLOYER,
    HR_CONTACT,
    RECORDS,
    SUBJECT,
    SUBJECT_NAME,
    after,
    not_written_yet,
)
from caseflow.procedure.places import APPEAL_DECIDED, MAIN, NO_FURTHER_ACTION, OUTCOME
from caseflow.procedure.references import RECORD_REFERENCE
from caseflow.procedure.retention import AGREE_DISPOSAL, PLACE_HOLD

_WITH_FINDINGS = (OUTCOME.key, APPEAL_DECIDED.key, NO_FURTHER_ACTION.key)


def keeps_a_record(case: CaseFacts, answers: Answers) -> bool:
    """Whether something is kept of which the person gets a copy: not of what was malicious or false, nor after a death."""
    found = set((case.answer("findings") or {}).values())
    kept = bool(found - {MALICIOUS, FALSE}) and case.at(MAIN) in _WITH_FINDINGS
    return kept and case.answer("leaving") != "died" and not_written_yet("L16")(case, answers)


def mentions_something(answers: Answers) -> bool:
    """Whether a statement for a reference has any matter to tell of."""
    return bool(set(answers.get("reference_matters") or ()) - {"none"})


L16 = Letter(
    "L16",
    "Copy of the closing record",
    "The record of your case",
    SUBJECT,
    after=(PROPOSE_CLOSING,),
    when=keeps_a_record,
    needs=(SUBJECT_NAME, ADDRESS, Fact("retention", "How the record is kept"), HR_CONTACT),
    free=(
        Free("summary", "What was alleged, in short", ""),
        Free("followed_up", "How it was followed up", ""),
        Free("decisions", "Other decisions and what was agreed", "Nothing else remains to be done.", False),
    ),
    checks=(may_be_told,),
    source="KCSIE Part four, records; domain note 9, L16",
    about="Summary, how it was followed up, decisions; nothing of an allegation that was malicious or false",
)
L25 = Letter(
    "L25",
    "Safeguarding statement for a reference",
    "Safeguarding statement",
    EMPLOYER,
    after=(RECORD_REFERENCE,),
    at_any_time=True,
    needs=(
        ADDRESS,
        SUBJECT_NAME,
        Fact("reference_for", "Who asks"),
        Fact("reference_on", "When it was asked for"),
        Fact("reference_matters", "What may be mentioned"),
        HR_CONTACT,
    ),
    free=(Free("facts", "The facts, and no opinions", "", when=mentions_something),),
    source="KCSIE Part four, references; domain note 1 and 9, L25",
    about="Only what was substantiated and met the threshold of harm; every other case gets the same neutral words",
)
L26 = Letter(
    "L26",
    "Hold notice, or certificate of disposal",
    "Notice about a record",
    RECORDS,
    after=(PLACE_HOLD, AGREE_DISPOSAL),
    form=True,
    at_any_time=True,
    needs=(
        Fact("hold_basis", "Why it is kept", when=after(PLACE_HOLD)),
        Fact("hold_why", "Which inquiry, claim or request", when=after(PLACE_HOLD)),
        Fact("hold_agreed_by", "Who agreed", when=after(PLACE_HOLD)),
        Fact("hold_review", "When it is looked at again", when=after(PLACE_HOLD)),
        Fact("disposal_basis", "The rule under which it is destroyed", when=after(AGREE_DISPOSAL)),
        Fact("kept_until", "Until when it had to be kept", when=after(AGREE_DISPOSAL)),
        Fact("disposal_means", "How it is destroyed, and by whom", when=after(AGREE_DISPOSAL)),
        Fact("approvers", "Who approved", when=after(AGREE_DISPOSAL)),
    ),
    source="Invariant 20; domain note 6 and 9, L26",
    about="The basis and the approvers; it names nobody whom the case was about",
)

"""A loss of personal data: the form for the ICO, and what the people affected are told."""

from caseflow.lifecycle.terms import Fact, Free, Kind, Letter
from caseflow.procedure.ico import FIND_REPORTABLE
from caseflow.procedure.letters.shared import AFFECTED, HR_CONTACT, ICO, asked

_OFFICER = asked("dpo_contact", "Data protection officer", hint="Name and telephone number")

L22 = Letter(
    "L22",
    "Data breach: report to the ICO",
    "Report of a personal data breach",
    ICO,
    after=(FIND_REPORTABLE,),
    form=True,
    needs=(
        Fact("ico_nature", "What happened to which data"),
        Fact("ico_people", "How many people, and who they are"),
        Fact("ico_consequences", "What may follow for them"),
        Fact("ico_measures", "What has been done, and what will be"),
        Fact("ico_high_risk", "Whether the risk is high"),
        asked("breach_happened", "When the breach happened"),
        asked("breach_found", "How it was found", Kind.ACCOUNT),
        asked("data_categories", "Categories of personal data", Kind.ACCOUNT, "For example: names, faces, health"),
        asked("data_records", "Approximate number of records", hint="Or “not known yet”"),
        asked("people_told", "Whether the people affected have been told", hint="When and how, or when they will be"),
        asked("prevention", "What prevents it from happening again", Kind.ACCOUNT),
        _OFFICER,
    ),
    free=(
        Free("late", "If it is later than 72 hours after the school knew: why", "", False),
        Free("to_follow", "What is not known yet, and when it will follow", "", False),
    ),
    source="UK GDPR article 33(3) and (4)",
    about="Nature, categories, numbers, consequences, measures, and whom to ask; it names nobody",
)
L22N = Letter(
    "L22N",
    "Data breach: notice to the people affected",
    "Your personal information",
    AFFECTED,
    after=(FIND_REPORTABLE,),
    when=lambda _case, answers: answers.get("ico_high_risk") == "yes",
    needs=(
        asked("addressee", "To whom", hint="For example: Parents and carers of pupils in Year 8"),
        _OFFICER,
        HR_CONTACT,
    ),
    free=(
        Free("what_happened", "What happened, and to which information", ""),
        Free("what_may_follow", "What may follow from it", ""),
        Free("what_we_did", "What the school has done, and will do", ""),
        Free(
            "what_you_can_do",
            "What the reader can do",
            "If you see the information anywhere, please do not share it or comment on it. Tell us where it is, and we will see to it.",
        ),
    ),
    source="UK GDPR article 34(2)",
    about="Only where the risk is high: in clear and plain words, without undue delay; it names nobody",
)

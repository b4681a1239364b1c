"""The forms for the LADO and the police."""

from caseflow.lifecycle.terms import Fact, Free, Kind, Letter
from caseflow.procedure.lado import REFER_TO_LADO
from caseflow.procedure.letters.shared import ADULT_ADDRESS, BIRTH, LADO, POLICE, ROLE, SEX, SUBJECT_NAME, asked
from caseflow.procedure.police import REPORT_TO_POLICE

L3 = Letter(
    "L3",
    "Referral to the LADO",
    "Referral to the Local Authority Designated Officer",
    LADO,
    after=(REFER_TO_LADO,),
    form=True,
    needs=(
        SUBJECT_NAME,
        Fact("lado_contact", "LADO contacted"),
        Fact("lado_at", "When the LADO was contacted"),
        Fact("lado_adult_aware", "Whether the adult knows of the allegation"),
        Fact("lado_done", "Action taken so far"),
        BIRTH,
        SEX,
        ADULT_ADDRESS,
        ROLE,
        asked("adult_basis", "Basis of employment", hint="Permanent, agency, volunteer …"),
        asked("adult_service", "Length of service"),
        asked("adult_other_contact", "Other contact with children", Kind.ACCOUNT),
        asked("adult_children", "Own children", Kind.ACCOUNT, "Or “not known”"),
        asked("adult_prior", "Earlier concerns, low-level concerns included", Kind.ACCOUNT, "Or “none recorded”"),
        asked("child_name", "Full name of the child", hint="Or “no child identified”"),
        asked("child_birth", "Date of birth of the child", hint="Or “not known”"),
        asked("child_address", "Address of the child", Kind.ACCOUNT, "Or “not known”"),
        asked("allegation_when", "Date and place", Kind.LINE),
        asked("allegation_count", "Number of incidents"),
        asked("allegation_source", "How the school learned of it", Kind.ACCOUNT),
    ),
    free=(Free("allegation", "The allegation", "", True),),
    source="Domain note 9, L3; LADO forms of several authorities",
)
L4 = Letter(
    "L4",
    "Police handover record",
    "Record of a handover to the police",
    POLICE,
    after=(REPORT_TO_POLICE,),
    form=True,
    needs=(
        SUBJECT_NAME,
        Fact("police_officer", "Officer"),
        Fact("police_at", "Time"),
        Fact("police_facts", "What the police were told"),
        asked("police_station", "Force and station"),
    ),
    free=(Free("devices", "Devices and accounts, and who has seen the material", "", True),),
    source="Domain note 9, L4: no images",
)

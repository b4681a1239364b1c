"""The forms of a referral to the DBS and to the TRA, due once two people have agreed."""

from caseflow.lifecycle.terms import Fact, Free, Kind, Letter
from caseflow.procedure.dbs import AGREE_REFERRAL
from caseflow.procedure.letters.shared import (
    ADULT_ADDRESS,
    BIRTH,
    DBS,
    DUTIES,
    EMAIL,
    NI_NUMBER,
    PHONE,
    ROLE,
    SEX,
    SUBJECT_NAME,
    TRA,
    asked,
)
from caseflow.procedure.tra import AGREE_TRA

_FROM = asked("role_from", "In this post from", hint="Day, month and year, as near as known")
_UNTIL = asked("role_until", "In this post until", hint="Day, month and year")
_WHY_LEFT = asked("left_because", "Why the person left", Kind.ACCOUNT, "Dismissed, resigned, moved to other work …")
_ALIAS = asked("adult_other_names", "Earlier or other names", hint="Or “none known”")

L23 = Letter(
    "L23",
    "Referral to the DBS",
    "Referral to the Disclosure and Barring Service",
    DBS,
    after=(AGREE_REFERRAL,),
    form=True,
    needs=(
        SUBJECT_NAME,
        _ALIAS,
        SEX,
        BIRTH,
        NI_NUMBER,
        ADULT_ADDRESS,
        asked("address_confirmed", "When this address was last confirmed", Kind.DAY),
        PHONE,
        EMAIL,
        ROLE,
        DUTIES,
        asked("adult_history", "Employment history", Kind.ACCOUNT, "With the CV, if there is one"),
        asked(
            "adult_qualifications", "Qualifications and training", Kind.ACCOUNT, "Safeguarding training with its dates"
        ),
        _FROM,
        _UNTIL,
        _WHY_LEFT,
        Fact("dbs_regulated", "Whether the person worked in regulated activity"),
        Fact("dbs_removed", "Whether the school removed them, or would or might have"),
        Fact("dbs_harm", "What the school thinks the person has done"),
        Fact("dbs_agencies", "Whether referring now would harm enquiries"),
        Fact("dbs_reasons", "Reasons"),
        asked("victims", "The children concerned", Kind.ACCOUNT, "Name, date of birth, needs; or “none identified”"),
        asked("agencies_told", "Police, LADO and others who know", Kind.ACCOUNT, "With names and references"),
        asked(
            "referral_papers",
            "Papers enclosed",
            Kind.ACCOUNT,
            "One a line: statements, victim's account, minutes, letters",
        ),
    ),
    free=(
        Free("conduct", "What the person did, and the harm or risk of harm", ""),
        Free("chronology", "Dated chronology", ""),
    ),
    encloses="referral_papers",
    source="SVGA 2006 s35; what the DBS asks for, domain note 2",
    about="Both limbs of the test apart; first-hand statements and not summaries",
)
L24 = Letter(
    "L24",
    "Referral to the TRA",
    "Referral of a teacher to the Teaching Regulation Agency",
    TRA,
    after=(AGREE_TRA,),
    form=True,
    needs=(
        SUBJECT_NAME,
        _ALIAS,
        BIRTH,
        asked("teacher_number", "Teacher reference number (TRN)", hint="Or “not known”"),
        asked("teacher_status", "Qualified teacher status", hint="Yes, with its date; no; or “not known”"),
        NI_NUMBER,
        ADULT_ADDRESS,
        PHONE,
        EMAIL,
        ROLE,
        DUTIES,
        _FROM,
        _UNTIL,
        _WHY_LEFT,
        asked(
            "works_elsewhere", "Whether the teacher works elsewhere", Kind.ACCOUNT, "Where, since when; or “not known”"
        ),
        Fact("tra_dbs_told", "Whether the DBS has been told"),
        Fact("tra_ceased", "Whether the school stopped using the teacher, or would or might have"),
        Fact("tra_serious", "Whether a prohibition might be right"),
        Fact("tra_reasons", "Reasons"),
        asked("earlier_misconduct", "Earlier misconduct", Kind.ACCOUNT, "Or “none recorded”"),
        asked("referral_papers", "Papers enclosed", Kind.ACCOUNT, "One a line"),
    ),
    free=(
        Free("conduct", "The allegation of misconduct", ""),
        Free("considered", "How the school considered it", ""),
    ),
    encloses="referral_papers",
    source="Education Act 2002 s141D; the form of the referral service, domain note 9, L24",
)

"""Packs: what goes to an agency, or to the person, as one document; prepared, approved, issued and delivered as letters are."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Free,
    Kind,
    Letter,
    Option,
    Permission,
    Question,
    Transition,
)
from caseflow.procedure import ending, guards, hearing, investigating, life, rearranging, reporting
from caseflow.procedure.letters import LADO, PACK, POLICE, SUBJECT
from caseflow.procedure.letters.checks import agreed_since_police_came, asked_again, may_be_told
from caseflow.procedure.places import MAIN
from caseflow.procedure.reporting import ADD_NOTE

PREFIX = "PK-"
REPORT, TRIAGE, AGENCIES, SUSPENSION = "report", "triage", "agencies", "suspension"
INVESTIGATION, HEARING, REFERRALS, LETTERS = "investigation", "hearing", "referrals", "letters"
SECTIONS = (
    Option(REPORT, "What was reported", "In the words of whoever reported it"),
    Option(TRIAGE, "Triage and route"),
    Option(AGENCIES, "LADO, police and data protection"),
    Option(SUSPENSION, "Suspension and other arrangements"),
    Option(INVESTIGATION, "Investigation", "First-hand accounts, notes and the report"),
    Option(HEARING, "Hearing, outcome and appeal"),
    Option(REFERRALS, "Leaving, and referrals considered"),
    Option(LETTERS, "Copies of letters issued"),
)


@dataclass(frozen=True)
class Audience:
    """For whom a pack is, what belongs into it at most, and the rule of the law that says so."""

    key: str
    letter: str
    title: str
    to: str
    sections: tuple[str, ...]
    source: str


_WHOLE = tuple(section.key for section in SECTIONS)
AUDIENCES = (
    Audience(
        "lado", f"{PREFIX}LADO", "The LADO", LADO, _WHOLE, "KCSIE Part four: the LADO oversees the case to its end"
    ),
    Audience(
        "police",
        f"{PREFIX}POL",
        "The police",
        POLICE,
        (REPORT, TRIAGE, AGENCIES, SUSPENSION, INVESTIGATION, LETTERS),
        "Policy, responsibilities: co-operate with the police; no images",
    ),
    Audience(
        "dbs",
        f"{PREFIX}DBS",
        "The Disclosure and Barring Service",
        PACK,
        _WHOLE,
        "SVGA 2006 s35: first-hand statements, minutes, letters; not summaries",
    ),
    Audience(
        "tra",
        f"{PREFIX}TRA",
        "The Teaching Regulation Agency",
        PACK,
        _WHOLE,
        "Teacher misconduct: referring a case, 2022: nothing is blacked out",
    ),
    Audience(
        "person",
        f"{PREFIX}PER",
        "The member of staff",
        SUBJECT,
        (HEARING, LETTERS),
        "KCSIE Part four: a copy of the record; nobody else is named",
    ),
)
BY_LETTER = {audience.letter: audience for audience in AUDIENCES}

SECTION_OF = {
    **{one.key: REPORT for one in (reporting.REPORT, reporting.WITHDRAW_REPORT)},
    **{
        one.key: TRIAGE
        for one in reporting.TRANSITIONS
        if one not in (reporting.REPORT, reporting.WITHDRAW_REPORT, ADD_NOTE)
    },
    **{one.key: INVESTIGATION for one in (*investigating.TRANSITIONS, ADD_NOTE)},
    **{one.key: HEARING for one in (*hearing.TRANSITIONS, *rearranging.TRANSITIONS)},
    **{one.key: REFERRALS for one in (ending.RECORD_LEAVING, *life.TRANSITIONS)},
}
"""The section in which what was recorded at a step of the main line is told."""

SECTION_OF_TRACK = {
    "lado": AGENCIES,
    "police": AGENCIES,
    "ico": AGENCIES,
    "suspension": SUSPENSION,
    "dbs": REFERRALS,
    "tra": REFERRALS,
    "grievance": REFERRALS,
}
"""The section of a side track. What protects the reporter, and how the person is, goes to nobody."""


@guards.guard("no-pack-in-hand", "One pack is prepared at a time.", "So that no pack goes out with another's address")
def no_pack_in_hand(case: CaseFacts, _actor: Actor) -> str | None:
    if any(key.startswith(PREFIX) for key in case.open_letters()):
        return "A pack is being prepared already. Issue it, or withdraw it, first."
    return None


PREPARE_PACK = Transition(
    key="prepare-pack",
    label="Prepare a pack",
    said="{actor} began to prepare a pack",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(guards.triage_done, no_pack_in_hand),
    asks=(
        Question(
            "pack_audience",
            "For whom is it?",
            Kind.CHOICE,
            options=tuple(Option(one.key, one.title) for one in AUDIENCES),
            hint="This decides what belongs into it.",
        ),
        Question("pack_recipient", "Who receives it?", Kind.LINE, hint="Name and office", most=200),
        Question("pack_why", "Why is it sent?", Kind.ACCOUNT, most=2_000),
        Question(
            "pack_agreed",
            "Who agreed to what the person is shown, and when?",
            Kind.LINE,
            hint="LADO or police; or “no agency is involved”",
            most=300,
            only_when=("pack_audience", ("person",)),
        ),
        Question(
            "pack_sections",
            "What goes into it?",
            Kind.MANY,
            options=SECTIONS,
            hint="What this reader may not have is left out, even if you select it.",
        ),
    ),
    hint="For the LADO, the police, the DBS, the TRA, or the person: one document with contents and page numbers.",
    source="Domain note 9; screens, packs",
)


_TO_THE_PERSON = (
    may_be_told,
    agreed_since_police_came(PREPARE_PACK.key, PREPARE_PACK.label),
    *asked_again(guards.lado_has_advised),
)
"""An agency has its pack whatever happens; the person has theirs when the agencies let the school show it."""


def _for(audience: Audience) -> Letter:
    def when(_case: CaseFacts, answers: Answers) -> bool:
        return answers.get("pack_audience") == audience.key

    return Letter(
        audience.letter,
        f"Pack: {audience.title[0].lower()}{audience.title[1:]}",
        "Copy of your record" if audience.to == SUBJECT else "Information from the school’s record",
        audience.to if audience.to == SUBJECT else PACK,
        after=(PREPARE_PACK,),
        when=when,
        free=(Free("cover_words", "Words on the first page", "", required=False),),
        form=True,
        words="pack",
        checks=_TO_THE_PERSON if audience.to == SUBJECT else (),
        source=audience.source,
        about="One document with a table of contents, page numbers and an exact record of what went to whom",
    )


PACKS = tuple(_for(audience) for audience in AUDIENCES)
TRANSITIONS = (PREPARE_PACK,)

"""Leaving, closing by two people, and reopening."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.choices import LATE_APPEAL, LEAVING, LESSONS
from caseflow.procedure.places import (
    APPEAL_DECIDED,
    CLOSED,
    CLOSING,
    CLOSING_AGREED,
    CLOSING_PROPOSED,
    CLOSING_SENT_BACK,
    CONCLUDED,
    LOW_LEVEL,
    MAIN,
    NO_FURTHER_ACTION,
    OUTCOME,
    REDIRECTED,
    REOPENED,
)
from caseflow.procedure.second_reading import reader, taken_back

SECOND_READER = reader("second_reader", roles.SECOND_READER)
ENDED = (LOW_LEVEL, REDIRECTED, NO_FURTHER_ACTION, OUTCOME, APPEAL_DECIDED, CONCLUDED)


def leaves_alive(_case: CaseFacts, answers: Answers) -> bool:
    """Whether the leaving that is recorded is anything but a death, after which nobody is referred."""
    return answers.get("leaving") != "died"


RECORD_LEAVING = Transition(
    key="record-leaving",
    label="Record that the person is leaving",
    said="{actor} recorded that the person is leaving; the process continues",
    track=MAIN,
    needs=Permission.MANAGE,
    asks=(
        Question("leaving", "How do they leave?", Kind.CHOICE, options=LEAVING),
        Question("leaving_notice", "When did the school learn of it?", Kind.DAY, past=True),
        Question("last_day", "What is their last day at work with children?", Kind.DAY),
        Question(
            "settlement",
            "Was a settlement offered or asked for?",
            Kind.YES_NO,
            hint="A settlement must not be used to end a case like this, and cannot bar a referral to the DBS.",
            source="KCSIE Part four; Sefton 15.13",
        ),
        Question("leaving_notes", "What else should be remembered?", Kind.ACCOUNT, required=False),
    ),
    tells=(roles.CASE_MANAGER,),
    source="KCSIE Part four: the investigation continues to a recorded conclusion",
)
PROPOSE_CLOSING = Transition(
    key="propose-closing",
    label="Propose to close the case",
    said="{actor} proposed to close the case",
    track=CLOSING,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(CLOSING_SENT_BACK,),
    enters=CLOSING_PROPOSED,
    guards=(
        guards.stands_at_an_end(ENDED),
        guards.tracks_ended,
        guards.escalation_done,
        guards.clocks_stopped,
        guards.letters_done,
    ),
    checks=(checks.second_reader_stands_apart, checks.no_lesson_stands_alone, checks.retention_fits),
    asks=(
        Question("closing_summary", "Summarise the case: what was alleged, found and done", Kind.ACCOUNT),
        Question(
            "lesson_kinds",
            "What is there to learn?",
            Kind.MANY,
            options=LESSONS,
            hint="The governing body is told for how many cases each was chosen, in bands.",
            source="Domain note 9, L20; KCSIE Part four, learning lessons",
        ),
        Question(
            "lessons",
            "What exactly?",
            Kind.ACCOUNT,
            required=False,
            hint="This stays in the case.",
        ),
        Question(
            "sexual_abuse",
            "Does any allegation speak of sexual abuse, or of a sexual approach to a child?",
            Kind.YES_NO_UNSURE,
            hint="Messages are enough, and it need not be proved. If it does, or you are not sure, the record is under a "
            "hold.",
            source="Domain note 6: any allegation of sexual abuse is held; IRMS toolkit",
        ),
        Question(
            "retention",
            "How is the record kept?",
            Kind.CHOICE,
            options=(
                Option("allegation", "To pension age, or ten years if longer", "Any allegation not malicious or false"),
                Option("off-file", "Off the personnel file", "Malicious or false"),
                Option("low-level", "Until they leave the school", "Low-level concerns"),
                Option("hold", "Never destroyed while the hold stands", "Any allegation of sexual abuse"),
            ),
            source="KCSIE Part four, records; inquiry hold",
        ),
        SECOND_READER,
    ),
    tells=(roles.SECOND_READER,),
)
AGREE_CLOSING = Transition(
    key="agree-closing",
    label="Agree, and close the case",
    said="{actor} agreed, and the case was closed",
    track=MAIN,
    needs=Permission.SECOND,
    leaves=ENDED,
    enters=CLOSED,
    guards=(
        guards.not_the_manager,
        guards.closing_was_proposed,
        guards.tracks_ended,
        guards.escalation_done,
        guards.clocks_stopped,
        guards.letters_done,
    ),
    asks=(Question("closing_agreed", "I have read the case, and nothing is left open", Kind.CONFIRM),),
    ends_parts=(roles.SECOND_READER,),
    tells=(roles.CASE_MANAGER,),
    weighty="Closing stops every clock. The person who reported it is told that the matter has been dealt with.",
)
SEND_BACK_CLOSING = Transition(
    key="send-back-closing",
    label="Send the closing back",
    said="{actor} sent the closing back",
    track=CLOSING,
    needs=Permission.SECOND,
    leaves=(CLOSING_PROPOSED,),
    enters=CLOSING_SENT_BACK,
    guards=(guards.not_the_manager,),
    asks=(Question("closing_objection", "What is still to be done?", Kind.ACCOUNT),),
    ends_parts=(roles.SECOND_READER,),
    tells=(roles.CASE_MANAGER,),
)
TAKE_BACK_CLOSING = Transition(
    key="take-back-closing",
    label="Take the proposal to close back",
    said="{actor} took the proposal to close the case back",
    track=CLOSING,
    needs=Permission.MANAGE,
    leaves=(CLOSING_PROPOSED,),
    enters=CLOSING_SENT_BACK,
    asks=(taken_back("closing_taken_back"),),
    clears=(roles.SECOND_READER,),
    hint="To ask somebody else to read the case, or because something is still to be done.",
)
REOPEN = Transition(
    key="reopen",
    label="Reopen the case",
    said="{actor} reopened the case",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(CLOSED,),
    enters=REOPENED,
    checks=(checks.appeal_has_a_sanction,),
    asks=(
        Question(
            "reopen_ground",
            "On what ground?",
            Kind.CHOICE,
            options=(
                Option("evidence", "New evidence"),
                Option("conviction", "A conviction or caution"),
                Option("pattern", "A pattern of concerns"),
                Option("error", "It was closed in error"),
                Option(LATE_APPEAL, "An appeal that came late", "Against a sanction on which no appeal was heard"),
            ),
        ),
        Question("reopen_reasons", "Why is it reopened?", Kind.ACCOUNT),
    ),
    weighty="The history is kept. The clocks of triage start again; for a late appeal, that of recording it.",
)
FOLLOWS = (
    Follow(after=(AGREE_CLOSING,), enters=CLOSING_AGREED, leaves=(CLOSING_PROPOSED,), why="two people agreed"),
    Follow(after=(REOPEN,), enters=CLOSING_SENT_BACK, leaves=(CLOSING_AGREED,), why="the case was reopened"),
)
TRANSITIONS = (RECORD_LEAVING, PROPOSE_CLOSING, AGREE_CLOSING, SEND_BACK_CLOSING, TAKE_BACK_CLOSING, REOPEN)

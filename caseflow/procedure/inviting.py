"""Inviting the member of staff to a meeting of the investigation, in time and with what it will be about."""

from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Kind, Objection, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.places import INVESTIGATION, MAIN


@checks.check("notice-of-meeting", "An investigation meeting gives the notice that the school has promised.", "local")
def notice_of_meeting(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    notice = int(case.setting("investigation.notice_working_days"))
    earliest = working_days_after(local(case.now).date(), notice)
    if local(answers["meeting_at"]).date() < earliest:
        return Objection(
            "meeting_at", f"Choose {say_day(earliest)} or later: the notice is {notice} working days from today."
        )
    return None


INVITE_TO_INTERVIEW = Transition(
    key="invite-to-interview",
    label="Invite the member of staff to an investigation meeting",
    said="{actor} arranged an investigation meeting with the member of staff",
    track=MAIN,
    needs=Permission.INVITE,
    leaves=(INVESTIGATION,),
    guards=(
        guards.lado_has_advised,
        guards.lado_allows_interviews,
        guards.lado_allows_telling,
        guards.police_do_not_lead,
        guards.still_alive,
    ),
    checks=(notice_of_meeting,),
    asks=(
        Question("meeting_at", "When is the meeting?", Kind.MOMENT, future=True),
        Question("meeting_place", "Where?", Kind.LINE, most=300),
        Question("meeting_with", "Who will be there?", Kind.ACCOUNT, hint="One a line, with their post", most=1_000),
        Question(
            "meeting_matters",
            "What will it be about?",
            Kind.ACCOUNT,
            hint="This stands in the letter, so write it to the person: “On 12 January you …”. Name nobody who reported.",
        ),
    ),
    tells=(roles.CASE_MANAGER,),
    source="Acas Code 5 to 7; domain note 9, L8",
)
TRANSITIONS = (INVITE_TO_INTERVIEW,)

"""What people are asked through a part in a case, and by which acts they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.lifecycle.terms import Permission, Role, Track, Transition
from caseflow.procedure import roles
from caseflow.procedure.dbs import AGREE_NO_REFERRAL, AGREE_REFERRAL, SEND_BACK_DBS
from caseflow.procedure.ending import AGREE_CLOSING, SEND_BACK_CLOSING
from caseflow.procedure.escalation import NOTE_ESCALATION
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL, HOLD_HEARING, SET_APPEAL_HEARING, SET_HEARING
from caseflow.procedure.ico import FIND_NOT_REPORTABLE, FIND_REPORTABLE, RECORD_ICO_REPORT
from caseflow.procedure.lado_not import AGREE_NO_LADO, SEND_BACK_NO_LADO
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.procedure.places import SUSPENSION as SUSPENSION_TRACK
from caseflow.procedure.police_not import AGREE_NO_POLICE, SEND_BACK_NO_POLICE
from caseflow.procedure.suspension import LIFT_SUSPENSION
from caseflow.procedure.tra import AGREE_NO_TRA, AGREE_TRA, SEND_BACK_TRA


@dataclass(frozen=True)
class Ask:
    """A reason why somebody is asked, the part through which they are, and what they do about it.

    `day` is the question whose answer says by when, where no clock does. `before` is a track that has not opened yet
    while somebody is asked whether it should.
    """

    key: str
    why: str
    part: Role
    by: tuple[Transition, ...]
    day: str = ""
    before: Track | None = None

    def waits(self, at: Mapping[str, str]) -> bool:
        """Whether a case that stands so, track by track, waits for an answer to this."""
        if self.before and self.before.key not in at and at.get(MAIN.key) != CLOSED.key:
            return True
        return any(at.get(one.track.key) in {state.key for state in one.leaves} for one in self.by)


NOTE = Ask("note", "A serious breach to note", roles.ESCALATED_TO, (NOTE_ESCALATION,))
CONVENE = Ask("convene", "A panel to convene", roles.PANEL_CLERK, (SET_HEARING, SET_APPEAL_HEARING))
HEAR = Ask("hear", "A case to hear", roles.HEARER, (HOLD_HEARING, DECIDE))
APPEAL = Ask("appeal", "An appeal to hear", roles.APPEAL_HEARER, (DECIDE_APPEAL,), "appeal_at")
SECOND = Ask(
    "second",
    "A second reader is needed",
    roles.SECOND_READER,
    (AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS, AGREE_CLOSING, SEND_BACK_CLOSING),
)
SECOND_TRA = Ask(
    "second-tra",
    "A second reader is needed: the TRA",
    roles.TRA_READER,
    (AGREE_TRA, AGREE_NO_TRA, SEND_BACK_TRA),
)
SECOND_POLICE = Ask(
    "second-police",
    "A second reader is needed: the police",
    roles.POLICE_READER,
    (AGREE_NO_POLICE, SEND_BACK_NO_POLICE),
)
SECOND_LADO = Ask(
    "second-lado",
    "A second reader is needed: the LADO",
    roles.LADO_READER,
    (AGREE_NO_LADO, SEND_BACK_NO_LADO),
)
SUSPENSION = Ask(
    "suspension",
    "A suspension to decide on",
    roles.FOR_THE_GOVERNORS,
    (LIFT_SUSPENSION,),
    before=SUSPENSION_TRACK,
)
DATA = Ask(
    "data",
    "A data breach to judge",
    roles.DATA_OFFICER,
    (FIND_REPORTABLE, FIND_NOT_REPORTABLE, RECORD_ICO_REPORT),
)
ASKS = (NOTE, CONVENE, HEAR, APPEAL, SECOND, SECOND_TRA, SECOND_POLICE, SECOND_LADO, SUSPENSION, DATA)
GOVERNING = (NOTE, CONVENE, HEAR, APPEAL, SUSPENSION)
"""What stays in the inbox once it is answered; the others are done with."""
BEFORE_READING = (HEAR, APPEAL, SUSPENSION)
"""What bars whoever reads on from sitting elsewhere in the case."""
PERMISSIONS = (
    Permission.READ_ESCALATION,
    Permission.READ_BUNDLE,
    Permission.READ_SUSPENSION,
    Permission.SECOND,
    Permission.SECOND_TRA,
    Permission.SECOND_POLICE,
    Permission.SECOND_LADO,
    Permission.PROTECT_DATA,
)

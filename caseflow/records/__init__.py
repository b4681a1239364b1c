"""What we remember: facts, no decisions."""

from caseflow.records.base import Record, new_id, new_reference
from caseflow.records.cases import Case, Clock, ClockEdit, Draft, LetterRecord, Notice, Part, Position, Request
from caseflow.records.emergency import EmergencyRequest
from caseflow.records.evidence import DraftFile, EvidenceRecord, Upload
from caseflow.records.given_posts import GivenPost
from caseflow.records.log import AuditCheckpoint, AuditHead, AuditLeaf, AuditNode, AuditPayload
from caseflow.records.people import Person, Post, School, SettingValue
from caseflow.records.policies import (
    PolicyBasis,
    PolicyClause,
    PolicyPublication,
    PolicyReading,
    PolicyReview,
    PolicyText,
)
from caseflow.records.post import Outgoing, PostChoice, PostState
from caseflow.records.school import CalendarEntry, CalendarFeed
from caseflow.records.signing_in import Factor, Identity, KeptForm, Recovery, SignedIn, Spent, Throttle
from caseflow.records.words import LetterWords

__all__ = [
    "AuditCheckpoint",
    "AuditHead",
    "AuditLeaf",
    "AuditNode",
    "AuditPayload",
    "CalendarEntry",
    "CalendarFeed",
    "Case",
    "Clock",
    "ClockEdit",
    "Draft",
    "DraftFile",
    "EmergencyRequest",
    "EvidenceRecord",
    "Factor",
    "GivenPost",
    "Identity",
    "KeptForm",
    "LetterRecord",
    "LetterWords",
    "Notice",
    "Outgoing",
    "Part",
    "Person",
    "PolicyBasis",
    "PolicyClause",
    "PolicyPublication",
    "PolicyReading",
    "PolicyReview",
    "PolicyText",
    "Position",
    "Post",
    "PostChoice",
    "PostState",
    "Record",
    "Recovery",
    "Request",
    "School",
    "SettingValue",
    "SignedIn",
    "Spent",
    "Throttle",
    "Upload",
    "new_id",
    "new_reference",
]

"""Two invented items of evidence for the demonstration school: a conversation as a text file, and a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from caseflow.casework import cases, evidence, people
from caseflow.casework.evidence_files import look, store
from caseflow.casework.office import Office
from caseflow.lifecycle.days import local

_CHAT = """19:02 - Laura W: He told me in the staff room and I am not supposed to say
19:04 - Laura W: honestly, the man is mad
19:11 - Nadia F: Laura, please take this down
"""
_ITEM: dict[str, Any] = {
    "item_supplied_by": "Nadia Farrow",
    "item_came_by": "reporter",
    "item_platform": "whatsapp",
    "item_account": "Laura W",
    "item_audience": "group",
    "item_group_size": 14,
    "item_online": "unknown",
}


def add(office: Office, school_id: str, by: str, reference: str) -> None:
    """Add both to a case, as somebody who handles it."""
    keeping = store(office).begin()
    keeping.write(_CHAT.encode())
    arrived = look(store(office), keeping.finish(), "chat export.txt")
    with office.at_work() as desk:
        actor = people.everyone(desk, school_id)[by]
        file = cases.find(desk, actor, reference)
        received = (local(desk.now) - timedelta(days=1)).date().isoformat()
        chat = {
            **_ITEM,
            "item_kind": "file",
            "item_what": "Conversation, exported as text",
            "item_received": received,
            "item_captured_by": "Nadia Farrow",
            "item_captured_how": "Exported from her own telephone",
        }
        evidence.add(file, chat, actor, picture="no", arrived=arrived)
        link = {
            **_ITEM,
            "item_kind": "link",
            "item_what": "The group itself, still on a telephone",
            "item_received": received,
            "item_where": "On the telephone of Nadia Farrow. She keeps it.",
        }
        evidence.add(file, link, actor, picture="no")

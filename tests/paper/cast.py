"""A school, its people and three letters, as plain words."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "templates/letters/letter.css").read_text(encoding="utf-8")

SCHOOL = {
    "name": "Ashcroft High School",
    "strapline": "Learning together, with courage and kindness",
    "address": ["Priory Lane", "Ashcroft", "Wealdshire", "AS4 7LN"],
    "telephone": "01632 960 118",
    "email": "office@ashcroft.example",
    "website": "www.ashcroft.example",
    "colour": "#6b1f3a",
    "headteacher": "Mrs Jane Okafor",
}

FREE = {
    "findings": "The panel preferred the account of the two witnesses, which agreed with each other and with the "
    "printed messages of 4 February.\n\nOn the second allegation the panel could not be sure who had written the "
    "comment. It therefore makes no finding against you.",
    "decision": "Allegation 1 is misconduct under the school’s social networking policy. The panel took into account "
    "your twelve years of good service, your openness at the hearing and the training you have already arranged for "
    "yourself. It considered whether management advice would be enough, and decided that it would not, because pupils "
    "had seen the messages.",
    "expectations": "You will set your accounts to private and remove pupils and parents from them by 3 April 2026.\n\n"
    "You will meet Mr Osei on 20 April 2026 to agree the training that will support you. We will review this together "
    "at the end of each term while the warning is live. A further breach within that time may lead to dismissal.",
    "more": "Please tell my office if you need the room to be made easier to reach, or a break at a set time.",
    "account": "A member of staff reports seeing messages from the adult to the child, sent late in the evening, of a "
    "flirtatious kind.\nThe words she remembers are quoted in the sealed note.",
}

MATTERS = [
    {
        "number": "1",
        "clause": "5.3",
        "words": "That between 2 and 6 February 2026 you exchanged private messages with two pupils of Year 10 on a "
        "social network, from your own account.",
        "category": "Contact with pupils through a personal account",
    },
    {
        "number": "2",
        "clause": "5.7",
        "words": "That on 9 February 2026 you wrote a comment, visible to parents, which held the school up to "
        "ridicule.",
        "category": "Bringing the school into disrepute",
    },
]

LETTER: dict[str, Any] = {
    "key": "L12",
    "number": "2026/31",
    "date": "26 March 2026",
    "heading": "Outcome of your disciplinary hearing: final written warning",
    "recipient_name": "Mr Robert Hale",
    "recipient_address": ["7 Orchard Row", "Ashcroft", "Wealdshire", "AS4 2QT"],
    "salutation": "Dear Mr Hale",
    "valediction": "",
    "ref": "AHS/2026/014",
    "record_code": "TGBGGTEW7Y4DBRXWQNSKF3XLYI",
    "signatory_name": "Mr Adomako Osei",
    "signatory_post": "Chair of the Disciplinary Panel",
    "signed": "",
    "enclosures": ["Notes of the hearing, 24 March 2026", "How to appeal: a guide for staff"],
    "cc": ["Ms Farida Khan, National Education Union", "Personnel file"],
    "s141f": False,
    "copy": "",
    "free": FREE,
}

HEARING = {
    "key": "L9",
    "date": "9 March 2026",
    "heading": "Invitation to a disciplinary hearing on Tuesday 24 March 2026",
    "signatory_name": "Mrs Jane Okafor",
    "signatory_post": "Headteacher",
    "enclosures": ["Investigation report, with eight appendices", "Disciplinary procedure", "Social networking policy"],
    "cc": [],
    "s141f": True,
}

LADO = {
    "key": "L3",
    "date": "3 March 2026",
    "heading": "Referral to the designated officer (LADO)",
    "recipient_name": "Designated officer, Wealdshire County Council",
    "recipient_address": [],
    "signatory_name": "Mrs Jane Okafor",
    "signatory_post": "Headteacher",
    "enclosures": [],
    "cc": [],
}

CHANGES: dict[str, dict[str, Any]] = {"outcome": {}, "hearing": HEARING, "lado": LADO}

_letters = Environment(
    loader=ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent / "letters")]),
    autoescape=True,
    undefined=StrictUndefined,
)


def written(name: str, *, preview: bool = False, **changes: Any) -> str:
    """One of the three letters as HTML."""
    letter = {**LETTER, **CHANGES[name], **changes}
    page = _letters.get_template(f"{name}.html")
    return page.render(school=SCHOOL, letter=letter, matters=MATTERS, preview=preview)

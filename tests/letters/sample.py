"""An invented school, its people, and all that the letters about one case may be given."""

from typing import Any

from caseflow.casework.letter_words import render_letter
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.letters import BY_KEY, REPORTER
from caseflow.procedure.settings import DEFAULTS

REPORTER_NAME = "Ms Philippa Quillfeather"
SUBJECT_NAME = "Mr Robert Hale"
WRITTEN = ("L1", "L3", "L4", "L5", "L9", "L10", "L12", "L13", "L18", "L19")

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
FRIENDS = {
    "number": "1",
    "code": "SC-1",
    "title": "Contact with a current pupil",
    "clause": "4.5",
    "words": "School employees must not communicate, (including accepting 'friend' requests) with any current pupils "
    "of the school, or from any other educational establishment, on social networking sites such as Facebook.",
    "finding": "Substantiated",
    "finding_key": "substantiated",
}
LESSON = {
    "number": "2",
    "code": "WT-1",
    "title": "Personal use in working time",
    "clause": "5.6",
    "words": "Through Social Networking Sites/Applications, school employees must not: View or update their personal "
    "site (on Facebook, twitter etc) during the working day, unless on a designated break.",
    "finding": "Unsubstantiated",
    "finding_key": "unsubstantiated",
}
CASE = {
    "reference": "AHS/2027/014",
    "subject_name": SUBJECT_NAME,
    "subject_post": "Teacher of history",
    "policy_title": "Social Networking Policy",
    "allegations": [FRIENDS, LESSON],
}
WHAT = (
    "It is alleged that on 12 January 2027 you accepted a friend request from a pupil of Year 10 on Instagram, and "
    "that between 12 and 20 January you wrote to the pupil four times after 10pm.\n\n"
    "It is also alleged that you used the "
    "same account at 10:20am on 14 January, when you were teaching."
)
FREE = {
    "L1": {"opening": "Thank you for reporting your concern. I know that this is not an easy thing to do."},
    "L3": {
        "allegation": "A member of staff saw messages from the adult to the child, sent late in the evening. She "
        "remembers them as flirtatious, and wrote the words down the same day."
    },
    "L4": {
        "devices": "The messages are on the child's own telephone, which the child's mother keeps at home.\n\nThe "
        "mother has seen them. Nobody at the school has."
    },
    "L5": {"particulars": WHAT, "next_steps": "You will be told of each step, and given the chance to answer."},
    "L9": {
        "particulars": WHAT,
        "arrangements": "If you need anything to take part, please tell us.",
    },
    "L10": {"support": "I know that this will have been a difficult time. Support remains open to you."},
    "L12": {"closing_words": "We value your work, and we want you to succeed here."},
    "L13": {"arrangements": "Please return your keys and your pass to the school office. Your belongings can be "
        "fetched at a time that suits you."},
    "L18": {"thanks": "Thank you again for raising it. You did what the policy asks of all of us."},
    "L19": {},
}  # fmt: skip
HR = "Mrs Lena Brandt, 01632 960 120"
FACTS = {
    "subject_name": SUBJECT_NAME,
    "recipient_address": "7 Orchard Row\nAshcroft\nWealdshire\nAS4 2QT",
    "contact_for_questions": HR,
    "support_contact": "Dr Samir Iqbal, 01632 960 131",
    "lado_contact": "Mrs Grace Lamb, duty officer",
    "lado_at": "2 February 2027 at 9:05am",
    "lado_adult_aware": "No",
    "lado_done": "The child was referred to children's social care at 8:40am.\nNobody has been interviewed.",
    "harm_harmed": "Not sure",
    "harm_offence": "Not sure",
    "harm_risk": "Yes",
    "harm_suitability": "Yes",
    "adult_birth": "14 June 1986",
    "adult_sex": "Male",
    "adult_address": "7 Orchard Row\nAshcroft\nAS4 2QT",
    "adult_role": "Teacher of history",
    "adult_basis": "Permanent",
    "adult_service": "6 years and 2 months",
    "adult_other_contact": "Coaches an under-14 football side on Saturdays.",
    "adult_children": "Two, aged 5 and 8.",
    "adult_prior": "One low-level concern, 11 November 2025.",
    "child_name": "Rowan Example",
    "child_birth": "2 September 2011",
    "child_address": "Not known",
    "allegation_when": "12 to 20 January 2027, by private message",
    "allegation_count": "At least four",
    "allegation_source": "A member of staff saw the messages.",
    "police_officer": "PC 4411 Mara Dunne, Wealdshire Police",
    "police_reference": "WP/27/00381",
    "police_at": "2 February 2027 at 10:10am",
    "police_facts": "That messages of a flirtatious kind were sent to a child of 15.\n\n"
    "That pictures may have been sent.",
    "police_station": "Wealdshire Police, Ashcroft",
    "police_devices": "The child's telephone, at the child's home.",
    "police_seen_by": "The child's mother.",
    "hearing_at": "19 March 2027 at 2:00pm",
    "hearing_place": "The Conference Room, main building",
    "hearers_names": "Mr Adomako Osei, Mrs Ruth Vane and Mr Leo Marsh",
    "worst_outcome": "Dismissal",
    "witnesses": "Mr Tom Arden, head of year",
    "hearing_papers": "Investigation report of 1 March 2027\nStatements E1 to E4\nSocial Networking Policy",
    "heard_at": "19 March 2027 at 2:00pm",
    "subject_attended": "Yes",
    "decision_reasons": "You accepted that you had answered the messages. It was weighed that you had twelve years of "
    "good service and were open at the hearing.\n\nOn allegation 2 it could not be shown which account was used.",
    "improvement": "By 9 April 2027 you remove pupils from all your accounts.\n\nBy 1 May 2027 you complete the "
    "training on safe contact, which the school arranges.",
    "sanction": "Final written warning",
    "dismissal_date": "31 May 2027",
    "dismissal_notice": "With notice",
    "appeal_to": "the Clerk to the Governors, at the address above",
    "severity": "4 – serious misconduct",
    "escalation_actions": "The local authority has been consulted, and its advice is being followed.",
}
RAW = {
    "worst_outcome": "dismissal",
    "subject_attended": "yes",
    "harm_harmed": "unsure",
    "support_contact": "Dr Samir Iqbal, 01632 960 131",
}
CHOSEN = {
    "L12": ({"sanction": "final-warning"}, {}),
    "L13": ({"sanction": "dismissal", "dismissal_notice": "notice"}, {"sanction": "Dismissal"}),
}
DATES = {
    "reported": "1 February 2027",
    "today": "22 March 2027",
    "appeal_by": "9 April 2027",
    "warning_until": "22 March 2028",
    "notice_days": 10,
}
NAMED = {
    "lado": "Local Authority Designated Officer",
    "police": "PC 4411 Mara Dunne, Wealdshire Police",
    "reporter": REPORTER_NAME,
    "governor": "Mrs Hope Adler",
    "subject": SUBJECT_NAME,
}


def head(key: str) -> dict[str, Any]:
    """The frame of a letter, as the letterhead asks for it."""
    letter = BY_KEY[key]
    name = NAMED[letter.to]
    return {
        "key": key,
        "number": "14/3",
        "date": "3 March 2027" if key == "L9" else DATES["today"],
        "heading": letter.heading,
        "ref": CASE["reference"],
        "record_code": "TGBGGTEW7Y4DBRXWQNSKF3XLYI",
        "recipient_name": name,
        "recipient_address": (
            FACTS["recipient_address"] if letter.subject_facing else "Ashcroft High School"
        ).splitlines(),
        "salutation": f"Dear {name.split()[0]} {name.split()[-1]}",
        "valediction": "",
        "signatory_name": "Mrs Jane Okafor",
        "signatory_post": "Headteacher",
        "signed": "",
        "enclosures": FACTS["hearing_papers"].splitlines() if key == "L9" else [],
        "cc": ["Wealdshire County Council"] if key == "L13" else [],
        "copy": "",
        "s141f": letter.subject_facing,
        "free": dict(FREE[key]),
    }


def context(key: str, **raw: str) -> dict[str, Any]:
    """All that one letter is given. Who reported stands in facts that letters to others must not repeat."""
    chosen, shown = CHOSEN.get(key, ({}, {}))
    secret = "" if BY_KEY[key].to == REPORTER else f"{REPORTER_NAME} told me so"
    hidden = dict.fromkeys(("account", "told", "malice", "case_reasons", "no_case_reasons", "reporter_name"), secret)
    return {
        "school": dict(SCHOOL),
        "letter": head(key),
        "case": {**CASE, "allegations": [dict(one) for one in CASE["allegations"]]},
        "facts": {**hidden, **FACTS, **shown},
        "raw": {**hidden, **RAW, **chosen, **raw},
        "settings": dict(DEFAULTS),
        "dates": dict(DATES),
    }


def found(words: dict[str, Any], *findings: str) -> dict[str, Any]:
    """The same context with other findings, one for each allegation in turn."""
    titles = {option.key: option.title for option in FINDINGS}
    for one, finding in zip(words["case"]["allegations"], findings, strict=True):
        one |= {"finding_key": finding, "finding": titles[finding]}
    return words


def written(key: str, *, preview: bool = False, **raw: str) -> str:
    """One letter as HTML."""
    return render_letter(key, context(key, **raw), preview=preview)

"""An invented school and an invented case, with all that its letters may be given: nobody here is anybody."""

from __future__ import annotations

from typing import Any

from caseflow.casework.specimen_facts import FACTS, SUBJECT_NAME

REPORTER_NAME = "Ms Philippa Quillfeather"

SCHOOL: dict[str, Any] = {
    "name": "Ashcroft High School",
    "kind": "maintained",
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
    "category": "Contact with a current pupil",
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
    "category": "Personal use in working time",
    "clause": "5.6",
    "words": "Through Social Networking Sites/Applications, school employees must not: View or update their personal "
    "site (on Facebook, twitter etc) during the working day, unless on a designated break.",
    "finding": "Unsubstantiated",
    "finding_key": "unsubstantiated",
}
CASE: dict[str, Any] = {
    "reference": "AHS/2027/014",
    "subject_name": SUBJECT_NAME,
    "subject_post": "Teacher of history",
    "stage": "",
    "policy_title": "Social Networking Policy",
    "concerns_children": True,
    "allegations": [FRIENDS, LESSON],
}
OUTCOME = (
    "The school has looked into what was said about a member of staff. It was found to be so in the main, and the "
    "school has acted under its disciplinary procedure. Rowan will not be taught by this person again."
)
WHAT = (
    "It is alleged that on 12 January 2027 you accepted a friend request from a pupil of Year 10 on Instagram, and "
    "that between 12 and 20 January you wrote to the pupil four times after 10pm.\n\n"
    "It is also alleged that you used the "
    "same account at 10:20am on 14 January, when you were teaching."
)
WRITTEN: dict[str, dict[str, str]] = {
    "L3": {
        "allegation": "A member of staff saw messages from the adult to the child, sent late in the evening. She "
        "remembers them as flirtatious, and wrote the words down the same day."
    },
    "L4": {
        "devices": "The messages are on the child's own telephone, which the child's mother keeps at home.\n\nThe "
        "mother has seen them. Nobody at the school has."
    },
    "L5": {"particulars": WHAT},
    "L6": {
        "reasons": "It is alleged that you wrote in private to a pupil. The enquiries of others come first, and pupils "
        "may be asked about it while you would be teaching them."
    },
    "L7": {"reasons": "Those who had to be asked have been asked, and nothing now speaks against your return."},
    "L9": {"particulars": WHAT},
    "L16": {
        "summary": "That in January 2027 you were in private contact with a pupil on Instagram, and used your own "
        "account while teaching.",
        "followed_up": "The local authority was consulted on 2 February 2027. An investigating officer reported on 1 "
        "March 2027, and three governors heard the case on 19 March 2027. You took part in both.",
    },
    "L21": {"reasons": "An allegation that meets the harm threshold is looked into by the police and the school."},
    "L22": {
        "late": "",
        "to_follow": "Whether the picture was copied before it came down. The platform answers by 29 January 2027.",
    },
    "L22N": {
        "what_happened": "On 15 January 2027 a picture of the Year 8 trip was put on a private page that anybody could "
        "see. On a table in it lay a list with the names of pupils, their allergies and their medicines, and it can be "
        "read. The picture stood there for five hours.",
        "what_may_follow": "Somebody may learn of a pupil’s health who should not, and may speak of it. We know of "
        "nobody who has.",
        "what_we_did": "The picture was taken down at 5:05pm on the same day. We have asked the platform to remove "
        "copies, and trip folders are carried closed from now on.",
    },
    "L23": {
        "conduct": "Over two weeks the person wrote in private, at night and from an account in another name, to a "
        "child of 15 whom he taught. The messages became flirtatious.",
        "chronology": "12 January 2027: accepts a friend request.\n20 January 2027: last message.\n2 February 2027: a "
        "member of staff reports it; LADO and police are told.\n4 February 2027: suspended.\n19 March 2027: dismissed.",
    },
    "L25": {
        "facts": "In January 2027 the person exchanged private messages on Instagram with a pupil of the school, four "
        "times after 10pm. A panel of governors found this proved on 19 March 2027 and gave a final written warning."
    },
    "L24": {
        "conduct": "Between 12 and 20 January 2027 the teacher wrote to a pupil of 15 in private, late at night, in "
        "words that became flirtatious.",
        "considered": "An investigating officer with no other part in the case reported on 1 March 2027. Three "
        "governors heard the case on 19 March 2027; the teacher attended with a union representative.",
    },
}  # fmt: skip
"""The paragraphs that somebody wrote where the school offers no words of its own."""

RAW: dict[str, Any] = {
    "worst_outcome": "dismissal",
    "subject_attended": "yes",
    "harm_harmed": "unsure",
    "support_contact": FACTS["support_contact"],
    "arrangement": "suspension",
}
DATES: dict[str, Any] = {
    "reported": "1 February 2027",
    "today": "22 March 2027",
    "appeal_by": "9 April 2027",
    "warning_until": "19 March 2028",
    "decided": "19 March 2027",
    "notice_days": 10,
}
NAMED = {
    "lado": "Local Authority Designated Officer",
    "police": "PC 4411 Mara Dunne, Wealdshire Police",
    "reporter": REPORTER_NAME,
    "governor": "Mrs Hope Adler",
    "subject": SUBJECT_NAME,
    "authority": "Wealdshire County Council",
    "ico": "Information Commissioner’s Office",
    "affected": FACTS["addressee"],
    "parents": FACTS["parents_who"],
    "employer": FACTS["reference_for"],
    "records": "The school’s register of records",
    "raiser": "Ms Nadia Farrow",
    "dbs": "Disclosure and Barring Service",
    "tra": "Teaching Regulation Agency",
}

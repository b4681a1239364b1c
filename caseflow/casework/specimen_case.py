"""An invented school and an invented case, with all that its letters may be given: nobody here is anybody."""

from __future__ import annotations

from typing import Any

SUBJECT_NAME = "Mr Robert Hale"
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
    "allegations": [FRIENDS, LESSON],
}
HR = "Mrs Lena Brandt, 01632 960 120"
FACTS: dict[str, str] = {
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
    "suspended_at": "4 February 2027 at 2:00pm",
    "suspended_by": "The headteacher",
    "suspension_limits": "Please do not come to the school site, or use the school’s systems, without arranging it "
    "with your contact first.\n\nYou may come to meetings that we invite you to, and to your union’s meetings in the "
    "school building after 4pm.",
    "suspension_review": "4 March 2027",
    "alternative_chosen": "From Monday you plan and mark for the department in the humanities office, and teach no "
    "classes. You work with Mrs Vane, and use the staff entrance.",
    "lifted_from": "15 March 2027",
    "return_plan": "On Monday you meet the headteacher at 8:15am. For the first fortnight you teach your sixth-form "
    "classes only, and from 12 April your whole timetable.",
    "resumes_on": "15 March 2027",
    "words_spoken": "That posts about pupils in working time, even without names, are read by families and hurt them.",
    "subject_view": "That it was a moment of exhaustion, and that you took it down at once when a friend rang.",
    "expectation": "You do not post about your work or about pupils, named or not, and you use your own telephone only "
    "at break and at lunch.",
    "appeal_received": "2 April 2027",
    "appeal_grounds": "The sanction is too severe, because you stopped at once when you were asked to.\n\nThe first "
    "panel did not hear your head of department.",
    "appeal_at": "28 April 2027 at 4:30pm",
    "appeal_place": "The Library",
    "appeal_hearers_names": "Mrs Imogen Tay, Mr Paul Rees and Dr Ada Lindqvist",
    "appeal_outcome": "The sanction is reduced",
    "appeal_sanction": "First written warning",
    "appeal_reasons": "We heard your head of department, whom the first panel did not hear. It was shown that you "
    "asked for advice before the last message.",
    "reinstated_from": "10 May 2027",
    "aware_at": "15 January 2027 at 4:20pm",
    "ico_nature": "A photograph of a school trip was published on a private page that anybody could see. On a table in "
    "the picture a medical list can be read.",
    "ico_people": "24 pupils of Year 8",
    "ico_consequences": "Embarrassment; unwanted remarks by others about a pupil’s health.",
    "ico_measures": "The picture was taken down at 5:05pm.\nThe platform was asked to remove copies.",
    "ico_high_risk": "Yes",
    "breach_happened": "15 January 2027, between 12:00 noon and 5:05pm",
    "breach_found": "A member of staff reported the picture to the school.",
    "data_categories": "Names and faces of children; data about health: allergies and medicines",
    "data_records": "One list with 24 lines",
    "people_told": "Yes, by letter on 18 January 2027",
    "prevention": "Trip folders are carried closed. Staff are trained in what a picture can show.",
    "dpo_contact": "Mr Dennis Poole, 01632 960 140",
    "addressee": "Parents and carers of pupils in Year 8",
    "adult_other_names": "None known",
    "adult_ni_number": "Not known",
    "address_confirmed": "4 February 2027",
    "adult_phone": "01632 960 155",
    "adult_email": "Not known",
    "adult_duties": "Teaches history to Years 7 to 13.\nTutor of a Year 10 group; leads trips.",
    "adult_history": "Ashcroft High School, since January 2021.\nSt Bede’s School, 2014 to 2020.\nThe CV is attached.",
    "adult_qualifications": "BA, PGCE.\nSafeguarding training: 2 September 2026.",
    "role_from": "4 January 2021",
    "role_until": "31 May 2027",
    "left_because": "Dismissed after a hearing on 19 March 2027.",
    "dbs_regulated": "Yes",
    "dbs_removed": "Yes",
    "dbs_harm": "Engaged in relevant conduct; Meets the harm test",
    "dbs_agencies": "No",
    "dbs_reasons": "He sought out a child in secret and at night, and may do the same to another child.",
    "victims": "Rowan Example, born 2 September 2011. No known additional need.",
    "agencies_told": "LADO: Mrs Grace Lamb, 2 February 2027.\nWealdshire Police: WP/27/00381.",
    "referral_papers": "Statement of the member of staff who saw the messages\nThe child’s own account, as the police "
    "recorded it\nInvestigation report of 1 March 2027\nMinutes of the hearing of 19 March 2027\nOutcome letter",
    "teacher_number": "27/04411",
    "teacher_status": "Yes, 1 August 2014",
    "works_elsewhere": "Not known",
    "tra_dbs_told": "Yes",
    "tra_ceased": "Yes",
    "tra_serious": "Yes",
    "tra_reasons": "A teacher who seeks out a child in secret brings the profession into disrepute.",
    "earlier_misconduct": "None recorded",
}
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
    "warning_until": "22 March 2028",
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
    "dbs": "Disclosure and Barring Service",
    "tra": "Teaching Regulation Agency",
}

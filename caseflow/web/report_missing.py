"""What a page of the report says when its question was not answered: what to do, in the words of the question."""

MISSING = {
    "image_gate": "Select whether a picture or film shows, or might show, anyone under 18 undressed or in a sexual way",
    "danger": "Select yes if anyone is in immediate danger",
    "about": "Select who this is about",
    "subject": "Enter their name, or describe them",
    "to_governors": "Select yes if the headteacher should be kept out of this",
    "categories": "Select at least one thing you have seen or heard",
    "platforms": "Select a platform, or “I do not know”",
    "found_out_when": "Select when you found out, or “I do not know”",
    "found_out": "Enter the day you found out",
    "posted_when": "Select when it was posted or sent, or “I do not know”",
    "posted": "Enter the day it was posted or sent",
    "account": "Enter what happened",
    "evidence": "Select what shows it, or “No”",
    "evidence_where": "Enter where it is and who has it. If you do not know, say so",
    "pupil": "Select whether a pupil is involved",
    "pupil_who": "Enter who the pupil is. If you do not know, say so",
    "pupil_relation": "Select who the pupil is to the member of staff, or “I do not know”",
    "told_who": "Select whom you have told, or “Nobody”",
    "told": "Enter what you told them, and when",
}

"""Evidence: what is asked of each item, and how the stop on files is lifted after the police have advised.

Nothing is asked twice and nothing is edited: a correction is a note that names the entry it corrects.
"""

from dataclasses import replace

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure.choices import BASIS_OF_FACT
from caseflow.procedure.places import MAIN
from caseflow.procedure.reporting import IMAGE_GATE, PLATFORMS

UKCIS = "UKCIS, Sharing nudes and semi-nudes; Protection of Children Act 1978 s1"
NO_PICTURE = "no"
"""The one answer after which a file may be taken."""

PICTURE = Question(
    "item_picture",
    "Could this show nudity or sexual content of anyone under 18?",
    Kind.YES_NO_UNSURE,
    hint="Think of all of it: a screenshot of a conversation may hold a small picture, and a PDF may hold many. If you "
    "have not looked, do not look now: choose “Not sure”.",
    source=UKCIS,
)

FILE = "file"
KINDS = (
    Option(FILE, "A file", "A screenshot or photograph, a PDF or plain text that you can add here"),
    Option("link", "A link", "Something that can still be seen online"),
    Option("paper", "Something on paper"),
    Option("elsewhere", "Something that somebody else has"),
    Option("device", "A device", "A telephone or computer, described and not examined"),
)
FROM_THE_REPORTER = "reporter"
CAME_BY = (
    Option(FROM_THE_REPORTER, "From the person who reported it"),
    Option("subject", "The person it is about showed it"),
    Option("witness", "From a witness or another colleague"),
    Option("family", "From a pupil or their family"),
    Option("public", "From a public page"),
    Option("school", "From the school’s own systems"),
    Option("police", "From the police or the local authority"),
    Option("other", "Another way"),
)
AUDIENCE = (
    Option("public", "Everybody"),
    Option("friends", "Friends or followers"),
    Option("group", "A group"),
    Option("private", "One person, in a private message"),
    Option("unknown", "Not known"),
)
ONLINE = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "Not known"))

WHAT = (
    Question("item_kind", "What kind of thing is it?", Kind.CHOICE, options=KINDS),
    Question("item_what", "What is it?", Kind.LINE, hint="For example, “Screenshot of a public post about the trip”"),
    Question(
        "item_where",
        "Where is it, and who has it?",
        Kind.ACCOUNT,
        hint="The place, the person, the device. It stays where it is. Not needed if you add a file.",
        most=4_000,
        only_when=("item_kind", tuple(one.key for one in KINDS if one.key != FILE)),
    ),
    Question("item_made", "When was it made?", Kind.DAY, past=True, required=False),
    Question(
        "item_basis",
        "If it says that something happened: is that fact, opinion or hearsay?",
        Kind.CHOICE,
        options=BASIS_OF_FACT,
        required=False,
    ),
)
WHENCE = (
    Question("item_supplied_by", "Who supplied it?", Kind.LINE, hint="Their name. If nobody did, say who found it"),
    Question("item_received", "When did the school receive it?", Kind.DAY, past=True),
    Question("item_came_by", "How did the school come by it?", Kind.CHOICE, options=CAME_BY),
    Question("item_came_by_more", "Is there more to say about how?", Kind.ACCOUNT, required=False, most=4_000),
)
POSTED = (
    Question("item_platform", "Platform", Kind.CHOICE, options=PLATFORMS, required=False),
    Question("item_account", "Account name and handle", Kind.LINE, required=False),
    Question("item_display_name", "Name that the account shows", Kind.LINE, required=False),
    Question("item_person", "Person said to be behind the account", Kind.LINE, required=False),
    Question("item_person_why", "Why is it thought to be them?", Kind.ACCOUNT, required=False, most=4_000),
    Question(
        "item_address",
        "Web address",
        Kind.ACCOUNT,
        hint="As text: caseflow never opens it.",
        required=False,
        most=2_000,
    ),
    Question("item_posted", "Posted on", Kind.DAY, past=True, required=False),
    Question("item_seen", "Seen on", Kind.DAY, past=True, required=False),
    Question("item_seen_by", "Who has seen it?", Kind.ACCOUNT, required=False, most=2_000),
    Question("item_audience", "Who could see it?", Kind.CHOICE, options=AUDIENCE, required=False),
    Question(
        "item_group_size",
        "How many people are in the group?",
        Kind.NUMBER,
        required=False,
        only_when=("item_audience", ("group",)),
    ),
    Question("item_online", "Is it still online?", Kind.CHOICE, options=ONLINE, required=False),
    Question("item_checked", "Last checked on", Kind.DAY, past=True, required=False),
)
CAPTURED = (
    Question("item_captured_by", "Captured by", Kind.LINE, required=False),
    Question("item_captured", "Captured when", Kind.MOMENT, past=True, required=False),
    Question(
        "item_captured_how",
        "Captured how",
        Kind.LINE,
        hint="For example, screenshot, photograph of the screen, saved file, print",
        required=False,
    ),
    Question("item_device", "On what device", Kind.LINE, required=False),
)
ALLEGATIONS = Question("item_allegations", "Which allegations does it go with?", Kind.MANY, required=False)
WITNESS = Question("item_witness", "Which witness does it go with?", Kind.CHOICE, required=False)
BY_KEY = {question.key: question for question in (PICTURE, *WHAT, *WHENCE, *POSTED, *CAPTURED, ALLEGATIONS, WITNESS)}

GIVEN_WITH_A_REPORT = (
    Question("file_what", "What is this?", Kind.LINE, hint="For example, “Screenshot of the post”"),
    Question("file_how", "How did you get it?", Kind.ACCOUNT, most=2_000),
)

ANSWER_PICTURE_AGAIN = Transition(
    key="answer-picture-again",
    label="Record advice about a picture, and whether files may be added",
    said="{actor} recorded advice about a picture, and whether files may be added",
    track=MAIN,
    needs=Permission.MANAGE,
    asks=(
        Question("picture_advised_by", "Who advised you?", Kind.LINE, hint="Name, rank or number, and force"),
        Question("picture_advised_at", "When?", Kind.MOMENT, past=True),
        Question("picture_advice", "What did they advise?", Kind.ACCOUNT),
        replace(
            IMAGE_GATE,
            asks="After this advice, is there still a picture or film that shows, or might show, anyone under 18 "
            "undressed or in a sexual way?",
            hint="Only after “No” may files be added again, each after the same question. What is frozen stays frozen.",
        ),
    ),
    hint="The police advise on such pictures, not the school. Do not look at it to find out.",
    source=UKCIS,
)
TRANSITIONS = (ANSWER_PICTURE_AGAIN,)

"""The ways in which the policy can be broken: what staff tick in a report, and where each one leads.

Severities are our proposal, and triage may set another with a reason. A route that depends on the facts stands in the
note, not in `routes`: it is for a person to rule on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseflow.lifecycle.terms import Category
from caseflow.procedure.policy_2017 import clause

# The most urgent first: routes are always listed in this order.
ROUTES: Mapping[str, str] = {
    "POL": "police",
    "LADO": "local authority designated officer",
    "ICO": "data protection officer, who decides on the Information Commissioner",
    "WB": "whistleblowing procedure",
    "HR": "disciplinary procedure, with HR advice",
    "LLC": "low-level concern",
}


# A row of the catalogue: code, clause of the policy, severity, routes.
_Row = tuple[str, str, int, tuple[str, ...]]


def _breach(row: _Row, title: str, plain: str, exceptions: tuple[str, ...] = (), note: str = "") -> Category:
    key, rests_on, severity, routes = row
    cited = clause(rests_on)
    return Category(key, title, plain, cited.key, severity, routes, exceptions, note, cited.section)


CATEGORIES: tuple[Category, ...] = (
    _breach(
        ("SC-1", "4.5", 4, ("LADO", "HR")),
        "Contact with a current pupil",
        "Contact with a current pupil of any school, for example a friend request or private messages",
        ("The pupil is of school age and directly related to the employee, such as a child, niece or nephew.",),
        "Severity 5, and police, if sexual. A parent's permission is no defence. The policy gives examples of "
        "relatives, not a list: whether another relative counts is for a person to rule on.",
    ),
    _breach(
        ("SC-2", "4.8", 3, ("HR", "LLC")),
        "Contact with a past pupil under nineteen",
        "Contact with a former pupil who is not yet 19",
        ("The past pupil is a relative, and a person has ruled that the exception, written for pupils, reaches them.",),
        "LADO if contact began before the pupil was 18. The policy says should not, where clause 4.5 says must not. "
        "A person must rule on any claim of a relative, and give reasons.",
    ),
    _breach(
        ("SC-3", "4.2", 2, ("LLC",)),
        "Outside the agreed channels",
        "Contact with a pupil in a way the school has not agreed, or that nobody else could see",
        note="Clause 4.3, that communication is transparent and open to scrutiny, is read with it.",
    ),
    _breach(
        ("CF-1", "5.1", 4, ("ICO", "HR")),
        "Disclosing confidential information",
        "Private or confidential information shared, about pupils, parents, colleagues, the job, or this or a former "
        "school",
        note="The 72 hours to tell the Information Commissioner run from the report, weekends included.",
    ),
    _breach(
        ("CF-2", "5.2", 2, ("HR", "LLC")),
        "Discussing school matters",
        "School matters discussed or revealed online, for example talk about classes, parents or colleagues",
        ("Trade union activity.", "A concern raised in the public interest: consider WB-1."),
        "The clause is very wide. Before relying on it, a person must check for whistleblowing and union activity.",
    ),
    _breach(
        ("ID-1", "5.3", 1, ("LLC",)),
        "Speaking as the school",
        "Posting as if speaking for the school, or as its representative",
        note="Naming one's employer on a professional network may not be representing it: a person must rule.",
    ),
    _breach(
        ("AB-1", "5.4", 3, ("HR",)),
        "Abusive comments",
        "Abusive comments about pupils, parents or carers, or present or former staff",
        note="LADO if about a pupil.",
    ),
    _breach(
        ("HB-1", "5.5", 4, ("POL", "HR")),
        "Harassment or bullying",
        "Bullying, harassing or deliberately leaving someone out online, whether or not they belong to the school",
        note="People with no link to the school are protected too.",
    ),
    _breach(
        ("WT-1", "5.6", 1, ("LLC",)),
        "Personal use in working time",
        "Looking at or posting on personal social media during the working day",
        ("The employee was on a designated break.",),
        "Check the timetable before ruling on a break.",
    ),
    _breach(
        ("WT-2", "5.7", 1, ("LLC",)),
        "Personal use in working time, through someone else",
        "Having someone else post on a personal account during the working day",
        note="The clause mentions no break; whether one excuses this is for a person to rule on.",
    ),
    _breach(
        ("SE-1", "5.7", 2, ("ICO", "LLC")),
        "Account not kept secure",
        "A personal account left open or unprotected, so that someone else could use it",
        ("The account was broken into although the employee had taken reasonable care.",),
        "Rule out that the account was hacked before anything else.",
    ),
    _breach(
        ("IL-1", "5.8", 5, ("POL", "LADO")),
        "Illegal material",
        "Opening or sharing material that may be against the law",
        note="Do not view, copy, print, forward, store or delete it. Record only where it is and who saw it.",
    ),
    _breach(
        ("DD-1", "5.9", 3, ("HR",)),
        "Defamation",
        "Untrue statements published that could damage someone's good name",
        note="Police if it may be a hate crime. Defamation alone is a civil matter.",
    ),
    _breach(
        ("DD-2", "5.9", 4, ("HR",)),
        "Discrimination",
        "Discriminating posts, for example about race, religion, sex, disability or sexual orientation",
        note="Police if it may be a hate crime.",
    ),
    _breach(
        ("IM-1", "5.10", 4, ("LADO", "ICO", "HR")),
        "Images of pupils",
        "Photos or videos of pupils posted, from this school or one worked at before",
        note="The clause has no exception for consent. The 72 hours to tell the Information Commissioner run from the "
        "report. If an image could show nudity or anything sexual, it is IL-1: police, and no copy.",
    ),
    _breach(
        ("IM-2", "5.11", 2, ("ICO", "HR")),
        "Images of staff",
        "Photos or videos of staff posted without their permission",
        ("Everyone shown had given permission.",),
    ),
    _breach(
        ("AL-1", "5.12", 3, ("LADO", "HR")),
        "Alias account",
        "A false name or second account used to get round the policy",
        ("The account was not meant to get round the policy.",),
        "Intent must be shown: an alias alone is no breach. A person must rule on it.",
    ),
    _breach(
        ("OP-1", "5.13", 2, ("HR",)),
        "Breach of another policy",
        "Conduct online that breaks another school policy, such as the code of conduct",
        note="Cite the other policy and the passage in it.",
    ),
    _breach(
        ("WB-1", "5.14", 1, ("WB",)),
        "Raising concerns online",
        "Concerns about the school or the council raised on social media",
        ("What was said may be a protected disclosure, which the law does not allow the school to punish.",),
        "No hearing without a protected-disclosure check by HR or a lawyer. The concern itself gets its own referral.",
    ),
    _breach(
        ("DA-1", "3.15", 3, ("LADO", "HR")),
        "Failing to alert",
        "Knowing or suspecting that a colleague broke the policy, and not telling the headteacher or governors",
        note="Suspicion is enough. Discipline may follow, clause 3.16 says: a person must decide whether it should.",
    ),
    _breach(
        ("PC-1", "3.10", 2, ("LLC",)),
        "Standards of conduct",
        "Conduct online that falls below the standards expected, or puts someone's position at the school in doubt",
        note="A catch-all for clauses 3.10 to 3.13, judgment, position and community relations included. Use it only "
        "with a reason why nothing closer fits. It starts as a low-level concern and may lead further.",
    ),
    _breach(
        ("RC-1", "3.4", 1, ("HR",)),
        "Policy not read or complied with",
        "Not having read the policy, or ignoring it",
    ),
    _breach(
        ("OTH-9", "5.15", 2, ("HR", "LLC")),
        "Something else",
        "Something else online that seems wrong",
        note="The policy's list is not exhaustive. Give the reason. Severity and routes stand only until triage.",
    ),
)

BREACHES_OF_DATA = ("CF-1", "IM-1")
"""The breaches that are, in themselves, a loss of the school's personal data (domain note, invariant 14)."""
_BY_KEY = {one.key: one for one in CATEGORIES}

BASES: Mapping[str, str] = {one.key: one.clause for one in CATEGORIES}
"""The clause on which each breach rests in the version that every school begins with."""


def category(key: str) -> Category:
    """The category of this key."""
    if key not in _BY_KEY:
        raise KeyError(f"The policy's catalogue has no category {key}.")
    return _BY_KEY[key]


def severity_of(keys: Iterable[str]) -> int:
    """The highest severity among these categories; 0 if there are none."""
    return max((category(key).severity for key in keys), default=0)


def routes_of(keys: Iterable[str]) -> tuple[str, ...]:
    """Every route these categories lead to, once each, the most urgent first."""
    led_to = {route for key in keys for route in category(key).routes}
    return tuple(route for route in ROUTES if route in led_to)

"""The policy that every school begins with: Ashcroft High School's of June 2017, sentence by sentence.

The whole text stands in docs/policy; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseflow.procedure.policy import Clause, PolicyVersion


def _under(section: str, sentences: Mapping[str, str], lead: str = "") -> tuple[Clause, ...]:
    return tuple(Clause(key, section, words, lead) for key, words in sentences.items())


_INTRODUCTION = _under(
    "Introduction",
    {
        "1.1": "This policy provides the acceptable standards for the use of social-networking for all school "
        "employees at Ashcroft High School.",
        "1.2": "It applies to all school employees, including volunteers and casual workers.",
        "1.3": "This policy should be read in conjunction with Guidance for Safer Working Practice for Adults who work "
        "with Children and Vulnerable People and the Staff ICT policy",
        "1.4": "This policy covers the use of Social Networking Sites and Applications, such as, but not limited to; "
        "Twitter, Facebook, MSN, You Tube, Bebo, My Space etc.",
        "1.5": "It further includes: Blogging, online discussion groups or social networking groups.",
    },
)

_PURPOSE = _under(
    "Purpose",
    {
        "2.1": "Set out clear guidance of the acceptable use of social networking sites",
        "2.2": "Ensure confidentiality of the school, staff and pupils is maintained at all times",
        "2.3": "Ensure that all school employees understand the consequences of failing to comply with the Social "
        "Networking Policy",
        "2.4": "Ensure the appropriate use of the schools resources",
    },
    lead="The purpose of this policy is to:",
)

_RESPONSIBILITIES = (
    *_under(
        "Responsibilities",
        {
            "3.1": "Luton Borough Council will provide guidance on updating this policy as and when appropriate.",
            "3.2": "It is the responsibility of the Headteacher to publicise and make this policy available to all "
            "current and future school employees, and to ensure that the standards within it are both monitored and "
            "enforced and to advise the Governing Body of any serious breaches of this policy.",
            "3.3": "It is the responsibility of both the Governing Body and the Headteacher to take corrective and "
            "disciplinary measures as are necessary when a breach of this standard occurs and to contact and "
            "co-operate with police and other law enforcement agencies where a breach of these standards may "
            "constitute a criminal act.",
            "3.4": "It is the responsibility of the school employee to read and comply with the Social Networking "
            "Policy.",
            "3.5": "School employees are reminded that they are bound by the School's Code of Conduct and Teaching "
            "Staff are further subject to the Teaching Agency Code of Conduct and Practice for Registered Teachers.",
            "3.6": "Under the Safeguarding Vulnerable Groups Legislation 2006 school employees may be referred to the "
            "Disclosure and Barring Service (DBS) where the school has significant concerns or suspicions about an "
            "employees conduct or behaviour.",
        },
    ),
    *_under(
        "Responsibilities",
        {
            "3.7": "Everything posted online is public, even with the strictest privacy settings.",
            "3.8": "Once something is online, it can be copied and redistributed.",
            "3.9": "Therefore, assume that everything that is written is permanent and can be shared.",
        },
        lead="It is with this is mind that all school employees are reminded that:",
    ),
    *_under(
        "Responsibilities",
        {
            "3.10": "Have the highest standards of personal conduct (inside and outside of School)",
            "3.11": "Ensure that their behaviour (inside and outside of School) does not compromise their position "
            "within the school",
            "3.12": "Ensure that their judgment and integrity should not be able to be brought into question.",
            "3.13": "Ensure that their relationship with members of the community, via social media, does not "
            "compromise their position within the school.",
        },
        lead="School employees are reminded that they should at all times:",
    ),
    *_under(
        "Responsibilities",
        {
            "3.14": "Any failure to abide by the Social Networking Policy will result in disciplinary action.",
            "3.15": "School employees must alert the Governing Body and/or Headteacher where a breach of these "
            "standards is suspected or known to have occurred.",
            "3.16": "Failure to do so may result in disciplinary action.",
        },
    ),
)

_SAFEGUARDING = (
    *_under(
        "Safeguarding Children",
        {
            "4.1": "Communication between children and adults, by whatever method, should take place within clear and "
            "explicit professional boundaries.",
            "4.2": "Employees must abide by the agreed method of communication policies within school.",
            "4.3": "Adults should ensure that all communications are transparent and open to scrutiny.",
            "4.4": "Safeguarding children is the responsibility of all school employees.",
            "4.5": "School employees must not communicate, (including accepting 'friend' requests) with any current "
            "pupils of the school, or from any other educational establishment, on social networking sites such as "
            "Facebook.",
            "4.6": "This is applicable even if a school employee has permission from a pupil's parent/guardian.",
            "4.7": "(This would not apply to school aged pupils that an individual employee is directly related to, "
            "e.g. their child, niece or nephew).",
            "4.8": "School employees should not communicate with, including being 'friends' with, past pupils whilst "
            "they are below the age of nineteen.",
        },
    ),
    *_under(
        "Safeguarding Children",
        {
            "4.9": "Regardless of whether access occurs during or outside of contracted work hours.",
            "4.10": "To all technology whether provided by the school or owned by the employee.",
        },
        lead="The principles apply:",
    ),
)

_UNACCEPTABLE = "Unacceptable use of Social Networking Sites/Applications"
_UNACCEPTABLE_USE = (
    *_under(
        _UNACCEPTABLE,
        {
            "5.1": "Disclose private and confidential information relating to pupils, parents, other school employees, "
            "their employment directly or the school. This also applies to any other educational establishment that "
            "the employee has worked within.",
            "5.2": "Discuss or reveal any matters relating to the school, previous educational establishments, school "
            "employees, pupils or parents",
            "5.3": "Identify themselves as a representative of the school.",
            "5.4": "Write abusive comments regarding current/previous school employees, pupils or parents/guardians",
            "5.5": "Harass or bully school employees, persons unrelated or related to the school through cyber "
            "bullying and social exclusion",
            "5.6": "View or update their personal site (on Facebook, twitter etc) during the working day, unless on a "
            "designated break. (This includes via a work or personal mobile telephone and/or IPAD).",
            "5.7": "By proxy update their personal site (Facebook, twitter etc) during their normal working day, and "
            "must ensure that their social networking site/application is secure at all times from third parties",
            "5.8": "Access or share illegal material",
            "5.9": "Publish any content, which may be deemed as defamation or discrimination",
            "5.10": "Post any images of pupils from the school or any other previous education establishment where the "
            "employee has worked",
            "5.11": "Without permission post any images of school employees on social networking sites from the school "
            "or any other previous education establishment where the employee has worked.",
            "5.12": "Set up and/or use an alias social networking account to circumvent the policy",
            "5.13": "Breach any of the schools other policies and procedures such as the School's Code of Conduct, "
            "Bullying and Harassment Policy, Equal Opportunities Policy",
            "5.14": "Use it as a forum for raising and escalating concerns regarding the school or the Council. These "
            "concerns should be raised using the Whistle Blowing Procedure.",
        },
        lead="Through Social Networking Sites/Applications, school employees must not:",
    ),
    *_under(
        _UNACCEPTABLE,
        {
            "5.15": "This list is not exhaustive and should be read in conjunction with the E-mail and Acceptable Use "
            "Policy.",
        },
    ),
)

# The policy names months, not days: approval is taken from the first of its month, review from the last.
JUNE_2017 = PolicyVersion(
    "2017-06",
    "Social Networking Policy",
    approved=date(2017, 6, 1),
    holds_from=date(2017, 6, 1),
    review_due=date(2018, 9, 30),
    clauses=_INTRODUCTION + _PURPOSE + _RESPONSIBILITIES + _SAFEGUARDING + _UNACCEPTABLE_USE,
)


def clause(key: str) -> Clause:
    """The clause of this key in the version that every school begins with."""
    return JUNE_2017.clause(key)

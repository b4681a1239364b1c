"""Letters say what the case asks for: each finding, each sanction, each way in which it came about."""

import pytest
from bs4 import BeautifulSoup
from letters import sample
from letters.reading import close, words
from letters.sample import context, found, written

from caseflow.casework.letter_words import FINDINGS_MEAN, render_letter
from caseflow.casework.refusals import Refused
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.letters import BY_KEY, LETTERS, SUBJECT

TO_THE_SUBJECT = [letter.key for letter in LETTERS if letter.to == SUBJECT]


def test_lines_and_paragraphs_of_an_account_stay_apart() -> None:
    page = BeautifulSoup(written("L3"), "html5lib")
    (action,) = [row.td for row in page.select("tr") if "Action taken" in row.get_text()]
    assert action is not None
    assert len(action.select("br")) == 1
    reasons = BeautifulSoup(written("L12"), "html5lib").select_one(".cf-written")
    assert reasons is not None
    assert len(reasons.select("p")) == 2


@pytest.mark.parametrize(
    ("worst", "said", "unsaid"),
    [
        ("first-warning", "could be a first written warning", "your dismissal, with"),
        ("final-warning", "could be a final written warning", "your dismissal, with"),
        ("dismissal", "could be your dismissal", "cannot end in your dismissal"),
    ],
)
def test_the_invitation_names_the_worst_that_can_happen(worst: str, said: str, unsaid: str) -> None:
    page = close(words(written("L9", worst_outcome=worst)))
    assert said in page
    assert unsaid not in page


def test_the_invitation_to_a_postponed_hearing_says_that_it_was_moved() -> None:
    given = context("L9")
    given["facts"] |= {"hearing_at": "26 March 2027 at 2:00pm", "postponed_to": "26 March 2027 at 2:00pm"}
    page = words(render_letter("L9", given, preview=False))
    assert "has been postponed" in page
    assert "ten working days’ notice" not in page


def test_the_invitation_says_so_where_no_witness_is_called() -> None:
    given = context("L9")
    given["facts"]["witnesses"] = ""
    assert "does not intend to call any witnesses" in words(render_letter("L9", given, preview=False))


@pytest.mark.parametrize("finding", [option.key for option in FINDINGS])
def test_each_finding_is_explained_and_treated_as_the_guidance_asks(finding: str) -> None:
    page = close(words(render_letter("L10", found(context("L10"), finding, finding), preview=False)))
    cleared = finding in ("malicious", "false")
    assert FINDINGS_MEAN[finding] in page
    assert ("are removed from your personnel file" in page) is cleared
    assert ("normal pension age" in page) is not cleared
    assert ("will not be mentioned in any reference" in page) is (finding != "substantiated")
    assert "Allegations 1 and 2" in page or "allegations 1 and 2" in page


@pytest.mark.parametrize(
    ("sanction", "said"),
    [
        ("none", "no disciplinary sanction is given"),
        ("management-advice", "management advice, which is not a disciplinary sanction"),
        ("would-have-been-dismissed", "you would have been dismissed"),
    ],
)
def test_an_outcome_without_a_sanction_says_which_it_is(sanction: str, said: str) -> None:
    page = words(written("L10", sanction=sanction))
    assert said in close(page)
    assert "Your case was heard on 19 March 2027" in page


def test_somebody_who_left_is_told_of_duties_and_not_threatened() -> None:
    page = words(written("L10", sanction="would-have-been-dismissed"))
    assert "a suspicion is not enough" in page
    assert "Disclosure and Barring" not in words(written("L10", sanction="none"))


def test_a_first_warning_may_lead_to_a_final_one() -> None:
    page = close(words(written("L12", sanction="first-warning")))
    assert "you are given a first written warning" in page
    assert "you may be given a final written warning, or be dismissed if the matter is serious enough" in page


def test_a_warning_is_spent_unless_it_concerns_children() -> None:
    given = found(context("L12"), "unfounded", "substantiated")
    given["case"]["concerns_children"] = False
    page = words(render_letter("L12", given, preview=False))
    assert "After 19 March 2028 the warning is spent" in page
    assert "This warning concerns the safety" not in page
    assert "a warning that concerns the safety or welfare of children stays on the file" in page


@pytest.mark.parametrize(
    ("attended", "said"),
    [
        ("yes", "You attended."),
        ("companion-only", "You did not attend, but your companion did."),
        ("absent", "heard in your absence"),
        ("left", "You did not attend."),
    ],
)
def test_an_outcome_says_who_came(attended: str, said: str) -> None:
    assert said in words(written("L12", subject_attended=attended))


def test_a_summary_dismissal_is_for_gross_misconduct_and_without_notice() -> None:
    page = close(words(written("L13", dismissal_notice="summary")))
    assert "you are dismissed without notice" in page
    assert "gross misconduct" in page
    assert "with the notice to which you are entitled" not in page


def test_the_local_authority_is_named_only_where_it_gets_a_copy() -> None:
    given = context("L13")
    given["letter"]["cc"] = []
    given["school"]["kind"] = "academy"
    assert "local authority receives" not in words(render_letter("L13", given, preview=False))
    given["school"]["kind"] = "maintained"
    assert "local authority receives" in words(render_letter("L13", given, preview=False))


@pytest.mark.parametrize("key", TO_THE_SUBJECT)
def test_the_reporting_restriction_stands_where_it_applies_and_only_there(key: str) -> None:
    given = context(key)
    assert "Section 141F" in words(render_letter(key, given, preview=False))
    given["letter"]["s141f"] = False
    assert "Section 141F" not in words(render_letter(key, given, preview=False))


@pytest.mark.parametrize("key", ["L9", "L12"])
def test_the_words_offered_by_the_procedure_fit_the_letter(key: str) -> None:
    given = context(key)
    given["letter"]["free"] = {free.key: free.words for free in BY_KEY[key].free}
    assert all(free.words in words(render_letter(key, given, preview=True)) for free in BY_KEY[key].free)


def test_numbers_follow_the_settings_of_the_school() -> None:
    given = context("L9")
    given["settings"]["hearing.postpone_working_days"] = "15"
    given["dates"]["notice_days"] = 12
    page = words(render_letter("L9", given, preview=False))
    assert "no more than 15 working days" in page
    assert "at least 12 working days’ notice" in page


def test_a_school_that_set_nothing_has_the_numbers_it_starts_with() -> None:
    assert "no more than five working days" in words(
        render_letter("L9", context("L9") | {"settings": {}}, preview=False)
    )


def test_an_unknown_letter_is_not_looked_for_among_the_files() -> None:
    with pytest.raises(KeyError):
        render_letter("../base", sample.context("L1"), preview=False)


@pytest.mark.parametrize(
    ("sanction", "appeal", "now", "said"),
    [
        (
            "final-warning",
            "upheld",
            "",
            "the decision stands. Your appeal is not upheld, and the sanction remains a final",
        ),
        ("dismissal", "upheld", "", "Your dismissal therefore stands"),
        ("dismissal", "reduced", "final-warning", "Instead of dismissal, it is now: final written warning"),
        ("first-warning", "overturned", "", "no sanction stands"),
    ],
)
def test_the_outcome_of_an_appeal_says_what_holds_now(sanction: str, appeal: str, now: str, said: str) -> None:
    given = context("L15", sanction=sanction, appeal_outcome=appeal, appeal_sanction=now)
    given["facts"]["appeal_sanction"] = {"final-warning": "Final written warning"}.get(now, "")
    page = close(words(render_letter("L15", given, preview=False)))
    assert said in page
    assert ("You are reinstated" in page) is (sanction == "dismissal" and appeal == "reduced")


def test_a_reduced_sanction_that_is_a_warning_says_until_when() -> None:
    given = context("L15", "reduced")
    given["dates"]["warning_until"] = ""
    with pytest.raises(Refused, match="Last day of the warning"):
        render_letter("L15", given, preview=False)


@pytest.mark.parametrize(("kind", "decider"), [("foundation", "governing body"), ("academy", "academy trust")])
def test_who_ends_a_suspension_depends_on_the_kind_of_school(kind: str, decider: str) -> None:
    given = context("L7", "ended")
    given["settings"]["school.kind"] = kind
    page = words(render_letter("L7", given, preview=False))
    assert f"The {decider}" in page
    assert ("to the governing body alone" in page) is (kind == "foundation")


def test_other_arrangements_go_on_in_their_own_words() -> None:
    page = words(written("L7", after="review-suspension", arrangement="alternative"))
    assert "they go on for now" in page
    assert "suspension was reviewed" not in page


def test_a_companion_comes_to_a_meeting_as_the_procedure_of_the_school_says() -> None:
    given = context("L8")
    given["settings"]["investigation.companion"] = "no"
    page = words(render_letter("L8", given, preview=False))
    assert "does not provide for a companion here" in page
    assert "You may bring a colleague" not in page


def test_the_record_leaves_out_what_its_list_does_not_hold_and_explains_the_rest() -> None:
    given = context("L16")
    given["case"]["allegations"] = given["case"]["allegations"][1:]
    page = close(words(render_letter("L16", given, preview=False)))
    assert "Contact with a current pupil" not in page
    assert "Nothing of this case is mentioned in any reference" in page


def test_a_record_under_a_hold_says_that_it_is_kept() -> None:
    assert "as long as the law forbids" in words(written("L16", retention="hold"))


def test_a_statement_for_a_reference_never_names_what_it_was_not_given() -> None:
    page = words(render_letter("L25", context("L25", "something"), preview=False))
    assert "Personal use in working time" not in page
    assert "low-level" not in page


def test_parents_are_told_of_progress_in_words_of_its_own() -> None:
    page = words(written("L17", parents_told="progress"))
    assert "promised to keep you informed" in page
    assert "How it goes on" in page


def test_parents_of_a_pupil_where_no_teacher_is_concerned_read_no_law_on_teachers() -> None:
    given = context("L17", "first")
    given["letter"]["s141f"] = False
    assert "Section 141F" not in words(render_letter("L17", given, preview=False))


def test_a_late_report_to_the_ico_says_why() -> None:
    given = context("L22")
    given["letter"]["free"]["late"] = "The picture was found on Monday only."
    page = words(render_letter("L22", given, preview=False))
    assert "Why it is later than 72 hours The picture was found on Monday only." in page
    assert "Why it is later" not in words(written("L22"))

"""Each letter says all that the domain note, section 9, asks of it, to everybody who reads it, and no more."""

import re
import subprocess
from pathlib import Path

import outloud
import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from letters import sample
from letters.sample import REPORTER_NAME, SUBJECT_NAME, WRITTEN, context, found, written

from caseflow.casework.letter_words import FINDINGS_MEAN, letter_css, missing, render_letter
from caseflow.casework.refusals import Refused
from caseflow.paper import Press
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.letters import BY_KEY, LETTERS, REPORTER

SAYS = {
    "L1": """received your report | of 1 February 2027 | AHS/2027/014 | Do not investigate | Do not confront |
        Do not copy or delete anything | Do not discuss it | exactly as it is | under 18 undressed or in a sexual way |
        never open it again, copy it | Mrs Lena Brandt | trade union | Confidentiality | cannot promise anonymity |
        Nobody may treat you badly | Protect | NSPCC Whistleblowing Advice Line | Ofsted | whistleblowing procedure |
        cannot promise any particular outcome | You may always speak to | LADO | the police or the NSPCC yourself |
        999""",
    "L3": """Agency | Referrer | Mrs Jane Okafor, Headteacher | Mrs Grace Lamb | Full name | Date of birth | Sex |
        Home address | Role | Basis of employment | Permanent | Length of service | Other contact with children |
        Own children | low-level concerns included | Rowan Example | 2 September 2011 | Date and place |
        Number of incidents | How the school learned of it | remembers them as flirtatious | Does the adult know |
        Action taken | children's social care | will not interview | No indecent image""",
    "L4": """PC 4411 Mara Dunne | WP/27/00381 | 2 February 2027 at 10:10am | Wealdshire Police, Ashcroft |
        pictures may have been sent | Devices and accounts | who has seen the material | The child's mother |
        No images are enclosed | no indecent image of anyone under 18 | is stored | Received by the police""",
    "L5": """School employees must not communicate | Policy clause 4.5 | code SC-1 | Policy clause 5.6 | code WT-1 |
        accepted a friend request | Nothing has been decided | You will be told of each step |
        give your own account | Dr Samir Iqbal, 01632 960 131 | keep you informed | trade union | companion |
        Education Support | Do not retaliate | Do not contact witnesses, pupils or parents |
        Do not try to find out who raised | Keep this confidential | Section 141F""",
    "L9": """accepted a friend request | School employees must not communicate | Policy clause 4.5 | code SC-1 |
        your dismissal, with notice or, for gross misconduct, without notice | Copies of the papers | are enclosed |
        Statements E1 to E4 | 19 March 2027 at 2:00pm | The Conference Room | Mr Adomako Osei, Mrs Ruth Vane |
        intends to call these witnesses | Mr Tom Arden | right to be accompanied | a colleague |
        trade union representative | official employed by a trade union | your choice alone | we cannot refuse it |
        address the hearing | confer with you | may not answer questions for you | postpone the hearing |
        no more than five working days | call witnesses | papers of your own | reasonable adjustments |
        in your absence | without a good reason | ten working days’ notice | balance of probabilities | Section 141F""",
    "L10": """Finding: | Unfounded | no proper basis | False | enough evidence to disprove |
        details of allegation 1 are removed from your personnel file | For allegation 2, a clear summary |
        normal pension age, or for ten years | given a copy | will not be mentioned in any reference |
        history of concerns | Support remains open | Mrs Lena Brandt | no further action""",
    "L12": """final written warning | Substantiated | It is misconduct | School employees must not communicate |
        Policy clause 4.5 | What must change, and by when | By 1 May 2027 | you may be dismissed | 22 March 2028 |
        concerns the safety or welfare of children | stays on your file | right of appeal | the Clerk to the Governors |
        arrives by 9 April 2027 | set out your grounds | no part in the case | cannot make the sanction more severe |
        Allegation 2 played no part | twelve years""",
    "L13": """you are dismissed with notice |
        The reason for your dismissal is your conduct | ends on 31 May 2027 | Substantiated | twelve years |
        right of appeal | the Clerk to the Governors | arrives by 9 April 2027 | set out your grounds |
        reinstated with back pay | whether the law requires it | a suspicion or an allegation is not enough |
        has considered these duties or will consider them | Teaching Regulation Agency |
        local authority receives a copy | Copy to | Wealdshire County Council | separate letter | return your keys""",
    "L18": """AHS/2027/014 | dealt with it | cannot tell you what was found | whether any action was taken |
        Thank you again | Nobody may treat you badly, now or later | keeping your name confidential | LADO | Protect |
        Mrs Lena Brandt""",
    "L19": """AHS/2027/014 | Contact with a current pupil; Personal use in working time | 4 – serious misconduct |
        Stage reached | 1 February 2027 | The local authority has been consulted | gives no name | hear it fairly |
        do not try to find out who is concerned | interest to declare""",
}
TO_THE_SUBJECT = [letter.key for letter in LETTERS if letter.subject_facing and letter.key in WRITTEN]
HOSTILE = "<img src=http://evil.example/x.png>{{7*7}}<script>alert(1)</script>"


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(BeautifulSoup(html, "html5lib").get_text(" ").replace("\xad", "").split())


def close(text: str) -> str:
    """Words as they follow each other, whatever marks stand between them in the page."""
    return re.sub(r"\s+([.,;:?’])", r"\1", text)


def full(key: str) -> str:
    """The sample letter; with findings that suit it where it goes to somebody cleared."""
    given = context(key)
    if key == "L10":
        found(given, "false", "unfounded")
    return render_letter(key, given, preview=False)


def asserted(key: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in SAYS[key].split("|")]


def test_every_letter_of_the_procedure_has_its_words_and_its_table() -> None:
    assert set(WRITTEN) == set(SAYS) == set(BY_KEY)


@pytest.mark.parametrize("key", WRITTEN)
def test_a_letter_says_all_that_is_required(key: str) -> None:
    said = close(words(full(key)))
    assert [phrase for phrase in asserted(key) if phrase not in said] == []


@pytest.mark.parametrize("key", WRITTEN)
def test_a_letter_is_printed_and_passes_the_accessibility_checker(press: Press, key: str, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(press.press(full(key), letter_css(), title="Letter"))
    checked = outloud.check(str(made))
    assert (checked.error, checked.verdict in ("pass", "review")) == (None, True)
    # On three pages and more the checker asks about running feet, which the press has to settle, not the words.
    assert {one["rule"] for one in checked.to_dict()["findings"]} <= {"PAG-001"}


def sheets(press: Press, key: str, folder: Path) -> list[str]:
    """The words on each page of a letter."""
    made = folder / "made.pdf"
    made.write_bytes(press.press(full(key), letter_css(), title="Letter"))
    said = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True)
    return said.stdout.split("\f")[:-1]


@pytest.mark.parametrize(("key", "pages"), [("L18", 1), ("L19", 1), ("L5", 2), ("L10", 2)])
def test_an_ordinary_letter_does_not_spill_its_signature_onto_another_sheet(
    press: Press, key: str, pages: int, tmp_path: Path
) -> None:
    assert len(sheets(press, key, tmp_path)) == pages


def test_a_short_table_is_not_cut_in_two(press: Press, tmp_path: Path) -> None:
    page = next(page for page in sheets(press, "L3", tmp_path) if "3. The child" in page)
    assert "Rowan Example" in page
    assert "2 September 2011" in page
    assert "Not known" in page


@pytest.mark.parametrize("key", WRITTEN)
def test_a_letter_without_one_of_its_facts_is_not_printed_and_says_which(key: str) -> None:
    for fact in BY_KEY[key].needs:
        given = context(key)
        given["facts"][fact.key] = " "
        assert missing(BY_KEY[key], given["facts"], given["letter"]["free"]) == [fact.title]
        with pytest.raises(Refused, match=re.escape(fact.title)):
            render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", WRITTEN)
def test_a_letter_without_a_paragraph_it_must_have_says_which(key: str) -> None:
    for free in BY_KEY[key].free:
        given = context(key)
        given["letter"]["free"][free.key] = "\n"
        lacks = missing(BY_KEY[key], given["facts"], given["letter"]["free"])
        assert lacks == ([free.title] if free.required else [])


@pytest.mark.parametrize(("key", "fact"), [("L3", "lado_adult_aware"), ("L9", "hearing_at"), ("L13", "dismissal_date")])
def test_a_fact_that_nobody_gave_is_never_a_blank_in_a_preview(key: str, fact: str) -> None:
    given = context(key)
    del given["facts"][fact]
    with pytest.raises(UndefinedError, match=fact):
        render_letter(key, given, preview=True)


@pytest.mark.parametrize(
    ("key", "date", "title"),
    [
        ("L12", "appeal_by", "Last day for an appeal"),
        ("L13", "appeal_by", "Last day for an appeal"),
        ("L12", "warning_until", "Last day of the warning"),
    ],
)
def test_no_sanction_goes_out_without_its_dates(key: str, date: str, title: str) -> None:
    given = context(key)
    given["dates"][date] = ""
    with pytest.raises(Refused, match=title):
        render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", ["L10", "L12", "L13"])
def test_no_outcome_goes_out_without_a_finding_on_each_allegation(key: str) -> None:
    given = context(key)
    given["case"]["allegations"][1] |= {"finding": "", "finding_key": ""}
    with pytest.raises(Refused, match="finding on allegation 2"):
        render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", ["L5", "L9", "L10", "L12", "L13", "L19"])
def test_nobody_is_accused_of_nothing(key: str) -> None:
    given = context(key)
    given["case"]["allegations"] = []
    with pytest.raises(Refused, match="The allegations"):
        render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", WRITTEN)
def test_who_reported_stands_only_in_their_own_letter(key: str) -> None:
    said = full(key)
    assert ("Quillfeather" in said) is (BY_KEY[key].to == REPORTER)
    assert REPORTER_NAME in str(context(key))


@pytest.mark.parametrize("key", ["L1", "L18", "L19"])
def test_who_it_is_about_stands_in_no_letter_to_a_reporter_or_a_governor(key: str) -> None:
    said = words(full(key))
    assert SUBJECT_NAME in str(context(key))
    assert [word for word in ("Hale", "history", "Teacher", "School employees must not") if word in said] == []


def test_the_governing_body_is_not_told_a_gender_a_department_or_a_pupil() -> None:
    said = words(full("L19"))
    assert not re.search(r"\b(he|she|his|her|him|hers|teacher|department|Year \d+)\b", said, re.IGNORECASE)


@pytest.mark.parametrize("key", ["L1", "L18"])
def test_a_reporter_learns_no_finding_and_no_sanction(key: str) -> None:
    said = words(full(key)).casefold()
    assert [word for word in ("substantiated", "warning", "dismiss", "allegation") if word in said] == []


@pytest.mark.parametrize("key", WRITTEN)
def test_what_people_wrote_is_never_markup_or_a_template(key: str) -> None:
    given = context(key)
    if key == "L10":
        found(given, "false", "unfounded")
    given["facts"] = dict.fromkeys(given["facts"], HOSTILE)
    given["letter"]["free"] = dict.fromkeys(given["letter"]["free"], HOSTILE)
    for one in given["case"]["allegations"]:
        one |= {"title": HOSTILE, "words": HOSTILE, "finding": HOSTILE}
    page = render_letter(key, given, preview=False)
    assert "{{7*7}}" in page
    assert "&lt;script&gt;" in page
    assert BeautifulSoup(page, "html5lib").select("img, script") == []


@pytest.mark.parametrize("key", WRITTEN)
def test_the_preview_marks_what_is_locked_and_what_is_free(key: str) -> None:
    given = context(key)
    if key == "L10":
        found(given, "false", "unfounded")
    page = BeautifulSoup(render_letter(key, given, preview=True), "html.parser")
    assert [part.name for part in page.find_all(recursive=False)] == ["article"]
    assert page.select(".cf-locked")
    assert {part["data-part"] for part in page.select(".cf-free")} == set(given["letter"]["free"])


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
    page = words(render_letter("L12", given, preview=False))
    assert "After 22 March 2028 the warning is spent" in page
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

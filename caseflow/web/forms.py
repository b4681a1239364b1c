"""Forms made from the procedure's questions: one builder serves every transition there will ever be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from caseflow.casework import related
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Kind, Question
from caseflow.web import given_back
from caseflow.web.desk import current_person

_YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]
_UNSURE = [*_YES_NO, SelectChoice("unsure", "Not sure")]


class PartsField(Field):  # type: ignore[misc]  # the library has no type hints
    """A date, or a date and time, typed in parts; what was typed is kept as it was typed."""

    names: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = None, **_filters: Any) -> None:
        """Take the parts from what was sent."""
        self.process_errors: list[str] = []
        self.errors: list[str] = []
        self.raw_data: list[str] = []
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in self.names):
            self.typed = {part: str(formdata.get(f"{self.name}-{part}", "")).strip() for part in self.names}
        else:
            self.typed = self.split(data) if data else dict.fromkeys(self.names, "")
        self.data = self.join()

    def split(self, value: Any) -> dict[str, str]:
        """The parts of a value."""
        raise NotImplementedError

    def join(self) -> str:
        """The parts as one text in ISO form; text that is not a date is left for the judge of answers."""
        raise NotImplementedError


def _iso(typed: Mapping[str, str]) -> str:
    year, month, day = typed["year"], typed["month"], typed["day"]
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year or month or day else ""


class DayField(PartsField):
    """A day, typed as day, month and year."""

    names = ("day", "month", "year")

    def split(self, value: Any) -> dict[str, str]:
        """The parts of a date."""
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def join(self) -> str:
        """2027-01-15, or what was typed in that form."""
        return _iso(self.typed)


class MomentField(PartsField):
    """A day and a time, the time typed as people do: 9:30, 09.30, 9.30am, 2pm, midday."""

    names = ("day", "month", "year", "time")

    def split(self, value: Any) -> dict[str, str]:
        """The parts of a moment, as London's clocks show it."""
        at = local(value)
        return {"day": str(at.day), "month": str(at.month), "year": str(at.year), "time": f"{at:%H:%M}"}

    def join(self) -> str:
        """2027-01-15T09:30, or what was typed in that form."""
        date, time = _iso(self.typed), self.typed["time"]
        return f"{date}T{_clock(time)}" if date or time else ""


def whole_number(typed: str) -> int | None:
    """A number of up to nine plain digits; None for anything else, such as ² or a number that fills a page."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def _clock(typed: str) -> str:
    text = typed.casefold().replace(".", ":").replace(" ", "")
    text = {"midday": "12:00", "noon": "12:00", "12noon": "12:00"}.get(text, text)
    afternoon, morning = text.endswith("pm"), text.endswith("am")
    hour, _, minute = text.removesuffix("pm").removesuffix("am").partition(":")
    number = whole_number(hour)
    if number is None or whole_number(minute or "0") is None:
        return typed or "?"
    if (afternoon or morning) and not 1 <= number <= 12:
        return typed
    number = number % 12 + 12 if afternoon else number % 12 if morning else number
    return f"{number:02d}:{(minute or '00').zfill(2)}"


class FindingsField(Field):  # type: ignore[misc]  # the library has no type hints
    """One choice of finding for each allegation."""

    def __init__(self, *args: Any, allegations: list[dict[str, Any]], **kwargs: Any) -> None:
        self.allegations = allegations
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any, data: Any = None, **_filters: Any) -> None:
        """Take one finding for each allegation from what was sent."""
        self.process_errors: list[str] = []
        self.errors: list[str] = []
        found = {one["id"]: formdata.get(f"{self.name}-{one['id']}") for one in self.allegations} if formdata else {}
        self.data = {key: value for key, value in found.items() if value} or (data or {})


def form_for(
    questions: tuple[Question, ...], file: CaseFile | None, given: Mapping[str, Any] | None = None
) -> FlaskForm:
    """A form that asks these questions; `given` fills it beforehand, and so does what was typed before and kept."""
    fields = {question.key: _field(question, file) for question in questions}
    made = type(
        "QuestionForm",
        (FlaskForm,),
        {**fields, "seen": HiddenField(), "request_key": HiddenField()},
    )
    typed = given_back.typed()
    return made(data=dict(given or {})) if typed is None else made(formdata=typed, data=dict(given or {}))


def _field(question: Question, file: CaseFile | None) -> Any:
    made = {"label": question.asks, "description": question.hint}
    if question.kind in _PLAIN:
        return _PLAIN[question.kind](**made)
    if question.kind is Kind.FINDINGS:
        return FindingsField(**made, allegations=file.allegations if file else [])
    if question.kind is Kind.CASE and file:
        cases = [SelectChoice(key, words) for key, words in related.offered(file, current_person(), question).items()]
        return SelectField(**made, choices=[SelectChoice("", "Select a case"), *cases], validate_choice=False)
    named = file.eligible(question) if file and (question.from_roles or question.turns) else {}
    people = [SelectChoice(key, name) for key, name in named.items()]
    if question.kind is Kind.PERSON:
        return SelectField(**made, choices=[SelectChoice("", "Select a person"), *people], validate_choice=False)
    if question.kind in (Kind.PEOPLE, Kind.MANY):
        return SelectMultipleField(**made, choices=people or _choices(question), validate_choice=False)
    offered = people if question.turns else _OFFERED.get(question.kind) or _choices(question)
    return RadioField(**made, choices=offered, validate_choice=False)


_PLAIN = {
    Kind.LINE: StringField,
    Kind.ACCOUNT: TextAreaField,
    Kind.DAY: DayField,
    Kind.MOMENT: MomentField,
    Kind.NUMBER: IntegerField,
    Kind.CONFIRM: BooleanField,
}
_OFFERED = {Kind.YES_NO: _YES_NO, Kind.YES_NO_UNSURE: _UNSURE}


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(option.key, option.title) for option in question.options]


def given_in(form: FlaskForm, questions: tuple[Question, ...]) -> dict[str, Any]:
    """What was typed into a form, by the keys of the questions; questions that are not asked are left out."""
    typed = {question.key: _typed(form[question.key]) for question in questions}
    return {question.key: typed[question.key] for question in questions if question.asked(typed)}


def _typed(field: Field) -> Any:
    """What was typed; of a number its signs, so that the judge of answers says what is wrong with them."""
    return field._value() if isinstance(field, IntegerField) else field.data


def put_errors(form: FlaskForm, errors: Mapping[str, str]) -> None:
    """Put each sentence beside its question."""
    for key, words in errors.items():
        if key in form:
            form[key].errors = [words]


def first_error(form: FlaskForm, questions: tuple[Question, ...]) -> list[dict[str, str]]:
    """The lines of the error summary, each with the id of the control it leads to."""
    lines = []
    for question in questions:
        for words in form[question.key].errors:
            lines.append({"text": words, "href": f"#{anchor(question)}"})
    return lines


def version_seen() -> int:
    """The version of the case that the form was filled in on; -1, which no case has, if it does not say."""
    seen = whole_number(request.form.get("seen", ""))
    return -1 if seen is None else seen


def anchor(question: Question) -> str:
    """The id of the first control of a question."""
    return f"{question.key}-day" if question.kind in (Kind.DAY, Kind.MOMENT) else question.key

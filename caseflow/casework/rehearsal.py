"""Playing a case that is told as a dated story, through the same doors as the web, and checking what it promises."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import config
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.casework.rehearsal_reader import read_story
from caseflow.casework.rehearsal_stage import Played, Stage, at, found_school, gather
from caseflow.casework.rehearsal_story import Misprint, Story

__all__ = ["Misprint", "Performance", "load", "play", "rehearse"]


@dataclass
class Performance:
    """A story as it went: in which school, with whom, under which references, and each step."""

    story: Story
    school_id: str
    cast: dict[str, str]
    cases: dict[str, str]
    steps: list[Played] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """Every expectation that failed."""
        return [failure for step in self.steps for failure in step.failures]

    @property
    def lines(self) -> list[str]:
        """One line a step, and beneath it what failed."""
        return [line for step in self.steps for line in (step.line, *(f"    FAILED {one}" for one in step.failures))]


def load(told: str | Path) -> Story:
    """The story in a file, or in a text. Raises Misprint naming the line."""
    return read_story(told.read_text("utf-8"), told.name) if isinstance(told, Path) else read_story(told)


def play(told: str | Path, office: Office, *, school_id: str | None = None) -> Performance:
    """Play a story into a school of its own, or into one there is, where people of the same name play.

    It stops at a step that is refused although the story does not say so. Raises Misprint if it cannot be read.
    """
    story = load(told)
    school_id = school_id or found_school(office, story)
    with at(office, story.begins):
        cast = gather(office, school_id, story.cast.values())
    stage = Stage(story, office, school_id, cast)
    performance = Performance(story, school_id, cast, stage.cases)
    for step in story.steps:
        performance.steps.append(played := stage.play(step))
        if not played.goes_on:
            break
    return performance


def rehearse(files: Iterable[Path], keep_url: str | None = None) -> tuple[int, list[str]]:
    """Play each file on a fresh database of its own, thrown away afterwards, or into one that is kept.

    Returns the exit code, 0 only if nothing failed, and the lines to print.
    """
    code, lines = 0, list[str]()
    for file in files:
        try:
            with _kept(keep_url) if keep_url else _thrown_away() as office:
                performance = play(file, office)
        except (Misprint, OSError) as error:
            code, lines = 1, [*lines, str(error)]
            continue
        failed = len(performance.failures)
        code = code or bool(failed)
        title = f"{file.name}: {performance.story.title}"
        summary = (
            f"{len(performance.steps)} steps, {failed} failed"
            if failed
            else f"{len(performance.steps)} steps, all as told"
        )
        lines += [title, *(f"  {line}" for line in performance.lines), f"  {summary}", ""]
    return int(code), lines


@contextmanager
def _thrown_away() -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="caseflow-rehearsal-") as folder:
        home = Path(folder)
        make_keys(home / "keys")
        office = open_office(f"sqlite:///{home}/caseflow.db", f"sqlite:///{home}/keyring.db", home / "keys")
        try:
            yield office
        finally:
            office.close()


@contextmanager
def _kept(url: str) -> Iterator[Office]:
    installation = config.read()
    make_keys(installation.keys)
    office = open_office(url, installation.keyring_url, installation.keys)
    try:
        yield office
    finally:
        office.close()

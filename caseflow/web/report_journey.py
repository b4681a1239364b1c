"""The way through the pages of a report that the answers so far make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseflow.casework.drafts import Begun
from caseflow.lifecycle.days import local
from caseflow.web.desk import current_person, desk
from caseflow.web.report_pages import PAGES, YOURSELF, Page, Reporter, is_named


def journey_of(begun: Begun) -> Journey:
    """The way through the pages for this draft and whoever is signed in."""
    return Journey(Reporter(current_person(), local(desk().now).date()), begun.answers, begun.done)


@dataclass(frozen=True)
class Journey:
    """The way through the pages that these answers make."""

    by: Reporter
    answers: Mapping[str, Any]
    done: tuple[str, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages that are asked, in their order."""
        return tuple(page for page in PAGES if page.applies(self.answers, self.by))

    @property
    def next_open(self) -> Page | None:
        """The first page that is still to be answered, or None."""
        return next((page for page in self.pages if page.key not in self.done), None)

    def reached(self, page: Page) -> bool:
        """Whether this page may be opened: it is asked, and all before it are answered."""
        ahead = self.next_open
        return page in self.pages and (ahead is None or self.pages.index(page) <= self.pages.index(ahead))

    def before(self, page: Page) -> Page | None:
        """The page before this one, or None."""
        place = self.pages.index(page)
        return self.pages[place - 1] if place else None

    def after(self, page: Page) -> Page | None:
        """The page after this one, or None."""
        place = self.pages.index(page) + 1
        return self.pages[place] if place < len(self.pages) else None

    def report(self) -> dict[str, Any]:
        """The answers of the pages that are asked: what would be sent."""
        said = {key: self.answers[key] for page in self.pages for key in page.asks if key in self.answers}
        if not is_named(self.answers, self.by):
            said["subject"] = self.by.person.name if said["about"] == YOURSELF else "The headteacher"
        return said

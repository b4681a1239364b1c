"""Checks a whole installation: the sealed log, every case against its entries, and what the school vouches for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseflow.casework import verify_cases, verify_log, verify_staff
from caseflow.casework.desk import school_scope
from caseflow.casework.office import EVIDENCE, Office
from caseflow.casework.verify_entries import Accounts
from caseflow.casework.verify_rows import snapshot
from caseflow.casework.verify_words import Checked, Problem, Report, in_order
from caseflow.records import School, fences, schema
from caseflow.records.store import Store, WrongSchema
from caseflow.vault import safe as vault_safe
from caseflow.vault.files import FileStore
from caseflow.vault.keyring import Keyring

__all__ = ["Checked", "Problem", "Report", "open_as_it_is", "verify"]


def verify(office: Office, *, school_id: str | None = None) -> Report:
    """Check every school, or one. Changes nothing, and holds nobody up: it reads a little at a time."""
    schools = [school for school in office.schools() if school_id in (None, school.id)]
    return Report(tuple(_school(office, school) for school in schools), tuple(_installation(office)))


def open_as_it_is(database_url: str, keyring_url: str, keys: Path, *, home: Path | None = None) -> Office:
    """An installation whose fences may be down: to say so is what the check is for. Raises WrongSchema and the like."""
    safe = vault_safe.load(keys)
    store = Store(database_url)
    with store.engine.connect() as connection:
        has, newest = schema.version(connection), schema.versions()[-1]
    if has != newest:
        store.close()
        raise WrongSchema(f"The database has version {has or 'none'}, and this caseflow checks version {newest} only.")
    beside = home or keys.parent
    files = FileStore(beside / EVIDENCE)
    return Office(store, Keyring(keyring_url, safe.kek), safe, anchors=beside / "anchors", files=files)


def _school(office: Office, school: School) -> Checked:
    log = verify_log.check(office, school)
    accounts = Accounts(log.size)
    problems = log.problems
    if not office.keyring.keys([school_scope(school.id)]):
        problems.append(Problem("The key of the school itself is gone: nobody's name can be read any more."))
    cases = verify_cases.check(office, school, accounts)
    staff = verify_staff.check(office, school, range(log.first_year - 2, log.last_year + 2), accounts)
    with snapshot(office) as session:
        problems += [*cases.problems, *staff.problems, *accounts.problems(session, school)]
    return Checked(
        school=school.name,
        entries=log.size,
        anchored=log.anchored,
        cases=cases.count,
        forgotten=cases.forgotten,
        people=len(staff.people),
        problems=in_order(problems),
    )


def _installation(office: Office) -> Iterator[Problem]:
    """What is wrong with the installation as a whole: its fences, and schools that are gone."""
    with snapshot(office) as session:
        down = ", ".join(f"“{name}”" for name in fences.stand(session.connection()))
        if down:
            yield Problem(
                f"Fences of the database are down or altered ({down}): somebody wanted to change what is sealed."
            )
    known = {school.id for school in office.schools()}
    for file in sorted(office.anchors.glob("*.note")) if office.anchors else []:
        if file.stem not in known:
            yield Problem(f"A checkpoint was kept of a school ({file.stem}) that is not in the database.")

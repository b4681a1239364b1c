"""The fences on SQLite: one trigger for each thing that is refused."""

from __future__ import annotations

from caseflow.records.fences_words import (
    ADOPTED,
    ADOPTED_PARTS,
    FIRST,
    FROZEN_COLUMNS,
    GIVEN,
    GIVEN_COLUMNS,
    ISSUED,
    ISSUED_COLUMNS,
    KEPT,
    NEXT,
    SEALED,
)

TRIGGERS = "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger'"
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'"
CLEARING = (
    "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'fence\\_%' ESCAPE '\\'"
)

# INSERT OR REPLACE takes a row away without asking the triggers on DELETE, unless the connection says they count.
# So a row that would take another's place is refused before it is put in: another with the same keys,
_SAME = {
    "audit_leaf": "school_id = NEW.school_id AND hash = NEW.hash",
    "audit_node": "school_id = NEW.school_id AND level = NEW.level AND idx = NEW.idx",
    "audit_payload": "school_id = NEW.school_id AND seq = NEW.seq OR scope = NEW.scope AND scope_seq = NEW.scope_seq",
    "audit_checkpoint": "school_id = NEW.school_id AND size = NEW.size",
    "letter": "issued_at IS NOT NULL AND (id = NEW.id OR case_id = NEW.case_id AND number = NEW.number)",
    "clock": "id = NEW.id",
    "evidence": "id = NEW.id OR case_id = NEW.case_id AND number = NEW.number OR blob = NEW.blob",
}
# or with the same number that SQLite gives every row.
_SAME_ROW = dict.fromkeys(_SAME, "rowid = NEW.rowid") | {"letter": "issued_at IS NOT NULL AND rowid = NEW.rowid"}
_NOT_FREEZING = "(OLD.frozen_at IS NOT NULL OR NEW.frozen_at IS NULL)"
_SAID = dict.fromkeys(SEALED, KEPT) | {"letter": ISSUED, "clock": FIRST, "evidence": GIVEN}


def building(tables: set[str]) -> list[str]:
    """What puts the fences up."""
    return [sql for (table, _), (sql,) in expected().items() if table in tables]


def expected() -> dict[tuple[str, str], tuple[str]]:
    """Every fence by table and name, as the database has it when it stands."""
    changed, given, thawed = (_differs(some) for some in (ISSUED_COLUMNS, GIVEN_COLUMNS, FROZEN_COLUMNS))
    fences = [
        *(_fence(table, act, KEPT) for table in SEALED for act in ("UPDATE", "DELETE")),
        *(_fence(table, "INSERT", said, _replaces(table)) for table, said in _SAID.items()),
        _fence("audit_leaf", "INSERT", NEXT, _out_of_turn(), name="fence_audit_leaf_next"),
        _fence("letter", "UPDATE", ISSUED, f"OLD.issued_at IS NOT NULL AND ({changed})"),
        _fence("letter", "DELETE", ISSUED, "OLD.issued_at IS NOT NULL"),
        _fence("clock", "UPDATE", FIRST, "NEW.first_due_at IS NOT OLD.first_due_at"),
        *(fence for table in ("policy_text", *ADOPTED_PARTS) for fence in _adopted(table)),
        _fence("evidence", "UPDATE", GIVEN, f"{given} OR {_NOT_FREEZING} AND ({thawed})"),
        _fence("evidence", "DELETE", GIVEN),
    ]
    return dict(fences)


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


def _fence(table: str, act: str, said: str, when: str = "", name: str = "") -> tuple[tuple[str, str], tuple[str]]:
    name = name or f"fence_{table}_{act.lower()}"
    only = f"WHEN {when} " if when else ""
    sql = f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {only}BEGIN SELECT RAISE(ABORT, '{said}'); END"
    return (table, name), (sql,)


def _replaces(table: str) -> str:
    there = f"EXISTS (SELECT 1 FROM {table} WHERE"  # noqa: S608 -- the names are ours
    return f"{there} {_SAME[table]}) OR {there} {_SAME_ROW[table]})"


def _out_of_turn() -> str:
    last = "FROM audit_leaf WHERE school_id = NEW.school_id ORDER BY seq DESC LIMIT 1"
    return (
        f"NEW.seq IS NOT coalesce((SELECT seq + 1 {last}), 0) "
        f"OR NEW.prev IS NOT coalesce((SELECT hash {last}), zeroblob(32))"
    )


def _adopted(table: str) -> list[tuple[tuple[str, str], tuple[str]]]:
    """The fences round a version of the policy that was adopted, and round each part of one."""
    if table == "policy_text":
        same = "id = NEW.id OR rowid = NEW.rowid OR school_id = NEW.school_id AND key = NEW.key"
        old, taken = "OLD.adopted_at IS NOT NULL", f"SELECT 1 FROM {table} WHERE adopted_at IS NOT NULL AND ({same})"  # noqa: S608 -- the names are ours
        new = f"EXISTS ({taken})"
    else:
        frozen = "(SELECT adopted_at FROM policy_text WHERE id = {}) IS NOT NULL"
        taken = f"(id = NEW.id OR rowid = NEW.rowid) AND {frozen.format('text_id')}"
        old = frozen.format("OLD.text_id")
        new = f"{frozen.format('NEW.text_id')} OR EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 -- the names are ours
    return [
        _fence(table, "INSERT", ADOPTED, new),
        _fence(table, "UPDATE", ADOPTED, f"{old} OR {new}"),
        _fence(table, "DELETE", ADOPTED, old),
    ]

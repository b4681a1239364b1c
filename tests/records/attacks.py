"""Ways to change what must not change: each is a statement that would work, were there no fences."""

# ruff: noqa: S608 -- attacks are made of strings

from .conftest import SECOND

_LEAF = "audit_leaf (school_id, seq, leaf, hash, prev) VALUES"
_TEXT = "policy_text (id, school_id, key, title, status, edition, sealed, begun_at, begun_by) VALUES"

_ITEM = (
    "evidence (id, case_id, number, image_flag, sealed, blob, blob_key, size, copy, copy_key, added_at, frozen_at)"
    " VALUES"
)

SQLITE = {
    "update": "UPDATE audit_leaf SET leaf = X'66' WHERE seq = 1",
    "delete": "DELETE FROM audit_leaf WHERE seq = 1",
    "insert or replace": f"INSERT OR REPLACE INTO {_LEAF} ('school', 1, X'66', X'09', zeroblob(32))",
    "replace": f"REPLACE INTO {_LEAF} ('school', 0, X'66', X'09', zeroblob(32))",
    "update or replace": "UPDATE OR REPLACE audit_leaf SET seq = 0 WHERE seq = 1",
    "gap": f"INSERT INTO {_LEAF} ('school', 3, X'66', X'09', X'{SECOND.hex()}')",
    "wrong prev": f"INSERT INTO {_LEAF} ('school', 2, X'66', X'09', zeroblob(32))",
    "upsert": f"INSERT INTO {_LEAF} ('school', 1, X'66', X'09', X'02') "
    "ON CONFLICT (school_id, seq) DO UPDATE SET leaf = X'66'",
    "node replace": "INSERT OR REPLACE INTO audit_node VALUES ('school', 0, 0, X'66')",
    # More than the nine of the design note:
    "first entry that follows something": f"INSERT INTO {_LEAF} ('other', 0, X'66', X'09', X'{SECOND.hex()}')",
    "replace by hash": f"INSERT OR REPLACE INTO {_LEAF} ('school', 2, X'66', X'{SECOND.hex()}', X'{SECOND.hex()}')",
    "replace by row number": "INSERT OR REPLACE INTO audit_leaf (rowid, school_id, seq, leaf, hash, prev) "
    f"VALUES (1, 'school', 2, X'66', X'09', X'{SECOND.hex()}')",
    "node update": "UPDATE audit_node SET hash = X'66'",
    "node delete": "DELETE FROM audit_node",
    "payload update": "UPDATE audit_payload SET ct = X'66'",
    "payload delete": "DELETE FROM audit_payload",
    "payload replace": "REPLACE INTO audit_payload VALUES ('school', 0, 'x', 0, X'66')",
    "payload replace by scope": "REPLACE INTO audit_payload VALUES ('school', 1, 'case:case', 0, X'66')",
    "checkpoint update": "UPDATE audit_checkpoint SET note = 'x'",
    "checkpoint delete": "DELETE FROM audit_checkpoint",
    "checkpoint replace": "REPLACE INTO audit_checkpoint VALUES ('school', 1, 'x', 'y')",
}
_REPLICA = "SET LOCAL session_replication_role = replica;"
POSTGRESQL = {
    "update": "UPDATE audit_leaf SET leaf = 'f' WHERE seq = 1",
    "delete": "DELETE FROM audit_leaf WHERE seq = 1",
    "truncate": "TRUNCATE audit_leaf",
    "truncate from above": "TRUNCATE school CASCADE",
    "gap": f"INSERT INTO {_LEAF} ('school', 3, 'f', '9', '\\x{SECOND.hex()}')",
    "wrong prev": f"INSERT INTO {_LEAF} ('school', 2, 'f', '9', 'x')",
    "upsert": f"INSERT INTO {_LEAF} ('school', 1, 'f', '9', 'x') ON CONFLICT (school_id, seq) DO UPDATE SET leaf = 'f'",
    "update as replica": f"{_REPLICA} UPDATE audit_leaf SET leaf = 'f'",
    "delete as replica": f"{_REPLICA} DELETE FROM audit_leaf",
    "node update": "UPDATE audit_node SET hash = 'f'",
    # More than the ten of the design note:
    "first entry that follows something": f"INSERT INTO {_LEAF} ('other', 0, 'f', '9', '\\x{SECOND.hex()}')",
    "gap as replica": f"{_REPLICA} INSERT INTO {_LEAF} ('school', 3, 'f', '9', '\\x{SECOND.hex()}')",
    "merge": "MERGE INTO audit_leaf USING school ON audit_leaf.school_id = school.id "
    "WHEN MATCHED THEN UPDATE SET leaf = 'f'",
    "a table that hides the log": "CREATE TEMP TABLE audit_leaf (LIKE public.audit_leaf) ON COMMIT DROP; "
    f"INSERT INTO public.{_LEAF} ('school', 2, 'f', '9', decode(repeat('00', 32), 'hex'))",
    "node delete": "DELETE FROM audit_node",
    "node truncate": "TRUNCATE audit_node",
    "payload update": "UPDATE audit_payload SET ct = 'f'",
    "payload delete": "DELETE FROM audit_payload",
    "payload truncate": "TRUNCATE audit_payload",
    "checkpoint update": "UPDATE audit_checkpoint SET note = 'x'",
    "checkpoint delete": "DELETE FROM audit_checkpoint",
    "checkpoint truncate": "TRUNCATE audit_checkpoint",
}
ISSUED = [f"UPDATE letter SET {column} = 'x' WHERE id = 'issued'" for column in ("id", "key", "sha256")] + [
    "UPDATE letter SET number = 9 WHERE id = 'issued'",
    "UPDATE letter SET pdf = NULL WHERE id = 'issued'",
    "UPDATE letter SET sealed = pdf WHERE id = 'issued'",
    "UPDATE letter SET issued_at = NULL WHERE id = 'issued'",
    "DELETE FROM letter",
    "UPDATE clock SET first_due_at = 'x'",
    "UPDATE policy_text SET title = 'x' WHERE id = 'adopted'",
    "UPDATE policy_text SET adopted_at = NULL WHERE id = 'adopted'",
    "DELETE FROM policy_text WHERE id = 'bare'",
    "UPDATE policy_clause SET words = 'x' WHERE id = 'clause'",
    "UPDATE policy_clause SET text_id = 'draft' WHERE id = 'clause'",
    "UPDATE policy_clause SET text_id = 'adopted' WHERE id = 'drafted'",
    "DELETE FROM policy_clause WHERE id = 'clause'",
    "INSERT INTO policy_clause (id, text_id, key, section, lead, words) VALUES ('new', 'adopted', '9', '', '', '')",
    "UPDATE policy_basis SET clause = 'x'",
    "DELETE FROM policy_basis",
]
GIVEN = [
    "UPDATE evidence SET id = 'x' WHERE id = 'link'",
    "UPDATE evidence SET number = 9 WHERE id = 'link'",
    "UPDATE evidence SET image_flag = 'yes' WHERE id = 'link'",
    "UPDATE evidence SET sealed = blob_key WHERE id = 'picture'",
    "UPDATE evidence SET blob = 'x' WHERE id = 'picture'",
    "UPDATE evidence SET blob_key = sealed WHERE id = 'picture'",
    "UPDATE evidence SET size = 9 WHERE id = 'picture'",
    "UPDATE evidence SET added_at = 'x' WHERE id = 'picture'",
    "UPDATE evidence SET copy = NULL, copy_key = NULL WHERE id = 'picture'",
    "UPDATE evidence SET frozen_at = NULL WHERE id = 'frozen'",
    "UPDATE evidence SET frozen_at = 'x' WHERE id = 'frozen'",
    "DELETE FROM evidence",
]
ISSUED_HERE = {
    "sqlite": [
        "REPLACE INTO letter (id, case_id, number, key, status, due_since, updated_at, sealed) "
        "VALUES ('issued', 'case', 7, 'L9', 'due', '', '', X'66')",
        "REPLACE INTO letter (id, case_id, number, key, status, due_since, updated_at, sealed) "
        "VALUES ('new', 'case', 1, 'L9', 'due', '', '', X'66')",
        "REPLACE INTO clock (id, case_id, key, started_at, first_due_at, due_at) "
        "VALUES ('clock', 'case', 'triage', '', 'later', 'later')",
        f"REPLACE INTO {_TEXT} ('bare', 'school', NULL, 'x', 'draft', 0, X'66', '', '')",
        f"REPLACE INTO {_TEXT} ('new', 'school', '2027-01', 'x', 'draft', 0, X'66', '', '')",
        "UPDATE OR REPLACE policy_text SET key = '2027-01' WHERE id = 'draft'",
        "REPLACE INTO policy_clause VALUES ('clause', 'draft', '8', '', '', '')",
        "UPDATE OR REPLACE policy_clause SET id = 'clause' WHERE id = 'drafted'",
        "REPLACE INTO policy_basis VALUES ('basis', 'draft', 'AB-1', '8')",
        f"REPLACE INTO {_ITEM} ('link', 'case', 9, 'no', X'66', NULL, NULL, NULL, NULL, NULL, '', NULL)",
        f"REPLACE INTO {_ITEM} ('new', 'case', 3, 'no', X'66', NULL, NULL, NULL, NULL, NULL, '', NULL)",
        f"REPLACE INTO {_ITEM} ('new', 'case', 9, 'no', X'66', 'aa', X'66', 5, NULL, NULL, '', NULL)",
    ],
    "postgresql": [
        "TRUNCATE letter",
        'TRUNCATE "case" CASCADE',
        "TRUNCATE evidence",
        "TRUNCATE policy_clause",
        "TRUNCATE policy_basis",
        "TRUNCATE policy_text CASCADE",
        f"{_REPLICA} UPDATE policy_clause SET words = 'x'",
    ],
}

TAMPERING = {
    "sqlite": {
        ("DROP TRIGGER fence_audit_leaf_update",): "fence_audit_leaf_update",
        (
            "DROP TRIGGER fence_letter_delete",
            "CREATE TRIGGER fence_letter_delete BEFORE DELETE ON letter FOR EACH ROW WHEN 0 "
            "BEGIN SELECT RAISE(ABORT, 'A letter that was issued is never changed or taken away.'); END",
        ): "fence_letter_delete",
        ("CREATE TRIGGER quiet BEFORE INSERT ON audit_leaf BEGIN SELECT RAISE(IGNORE); END",): "quiet",
    },
    "postgresql": {
        ("DROP TRIGGER fence_audit_leaf_change ON audit_leaf",): "fence_audit_leaf_change",
        ("ALTER TABLE letter DISABLE TRIGGER fence_letter_change",): "fence_letter_change",
        ("ALTER TABLE audit_node ENABLE TRIGGER fence_audit_node_truncate",): "fence_audit_node_truncate",
        (
            "CREATE OR REPLACE FUNCTION fence_first() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        ): "fence_clock_update",
        (
            "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER quiet BEFORE INSERT ON audit_leaf FOR EACH ROW EXECUTE FUNCTION quiet()",
        ): "quiet",
        (
            "DROP TRIGGER fence_clock_update ON clock",
            "CREATE TRIGGER fence_clock_update BEFORE UPDATE ON clock FOR EACH ROW WHEN (false) "
            "EXECUTE FUNCTION fence_first()",
            "ALTER TABLE clock ENABLE ALWAYS TRIGGER fence_clock_update",
        ): "fence_clock_update",
    },
}


def attempts(engine: str) -> list[str]:
    """Every statement to be refused on this engine."""
    log = SQLITE if engine == "sqlite" else POSTGRESQL
    return [*log.values(), *ISSUED, *GIVEN, *ISSUED_HERE[engine]]

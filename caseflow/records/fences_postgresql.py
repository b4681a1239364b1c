"""The fences on PostgreSQL: triggers that stay awake even when a session plays the replica."""

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

TRIGGERS = """
    SELECT c.relname, t.tgname, p.proname, p.prosrc, p.proconfig, t.tgtype::int,
           t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr::text = ''
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
"""
CLEARING = """
    SELECT format('DROP FUNCTION %I() CASCADE', proname) FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype AND proname LIKE 'fence\\_%'
"""
SCHEMA = """
    WITH ours AS (SELECT oid, relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
    SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull::text FROM pg_attribute JOIN ours
        ON ours.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
    UNION ALL SELECT relname, 'default', pg_get_expr(adbin, adrelid), '' FROM pg_attrdef JOIN ours ON ours.oid = adrelid
    UNION ALL SELECT relname, conname, pg_get_constraintdef(c.oid), '' FROM pg_constraint c JOIN ours
        ON ours.oid = conrelid
    UNION ALL SELECT relname, 'index', pg_get_indexdef(indexrelid), '' FROM pg_index JOIN ours ON ours.oid = indrelid
    UNION ALL SELECT relname, rulename, pg_get_ruledef(r.oid), '' FROM pg_rewrite r JOIN ours ON ours.oid = ev_class
    UNION ALL SELECT relname, tgname, pg_get_triggerdef(t.oid), tgenabled::text FROM pg_trigger t JOIN ours
        ON ours.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL SELECT proname, 'function', prosrc, proconfig::text FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
"""

# The names PostgreSQL has for these moments, and the number it keeps for each.
_CHANGE = ("UPDATE OR DELETE", "ROW", 27)
_UPDATE = ("UPDATE", "ROW", 19)
_INSERT = ("INSERT", "ROW", 7)
_ANY = ("INSERT OR UPDATE OR DELETE", "ROW", 31)
_TRUNCATE = ("TRUNCATE", "STATEMENT", 34)

# Nobody may slip in a table or function of the same name: only PostgreSQL's own are looked up by bare name.
_PATH = "search_path=pg_catalog, pg_temp"

_FROZEN = "SELECT count(*) FROM %I.policy_text WHERE id IN ($1, $2) AND adopted_at IS NOT NULL"
_NOT_FREEZING = "(OLD.frozen_at IS NOT NULL OR NEW.frozen_at IS NULL)"
_LAST = "SELECT seq, hash FROM %I.%I WHERE school_id = $1 ORDER BY seq DESC LIMIT 1"


def building(tables: set[str]) -> list[str]:
    """What puts the fences up."""
    fences = [fence for fence in _fences() if fence[0] in tables]
    used = {function for *_, function in fences}
    return [
        *(_create(name, body) for name, body in _functions().items() if name in used),
        *(
            f"CREATE TRIGGER {name} BEFORE {acts} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
            for table, name, (acts, each, _), function in fences
        ),
        *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name, _, _ in fences),
    ]


def expected() -> dict[tuple[str, str], tuple[str, str, list[str], int, bool]]:
    """Every fence by table and name, as the database has it when it stands."""
    bodies = _functions()
    return {
        (table, name): (function, bodies[function], [_PATH], number, True)
        for table, name, (_, _, number), function in _fences()
    }


def _fences() -> list[tuple[str, str, tuple[str, str, int], str]]:
    return [
        *((table, f"fence_{table}_change", _CHANGE, "fence_sealed") for table in SEALED),
        *((table, f"fence_{table}_truncate", _TRUNCATE, "fence_sealed") for table in SEALED),
        ("audit_leaf", "fence_audit_leaf_next", _INSERT, "fence_next"),
        ("letter", "fence_letter_change", _CHANGE, "fence_issued"),
        ("letter", "fence_letter_truncate", _TRUNCATE, "fence_issued"),
        ("clock", "fence_clock_update", _UPDATE, "fence_first"),
        ("policy_text", "fence_policy_text_change", _CHANGE, "fence_adopted"),
        ("policy_text", "fence_policy_text_truncate", _TRUNCATE, "fence_adopted"),
        *((table, f"fence_{table}_change", _ANY, "fence_adopted_part") for table in ADOPTED_PARTS),
        *((table, f"fence_{table}_truncate", _TRUNCATE, "fence_adopted_part") for table in ADOPTED_PARTS),
        ("evidence", "fence_evidence_change", _CHANGE, "fence_given"),
        ("evidence", "fence_evidence_truncate", _TRUNCATE, "fence_given"),
    ]


def _create(name: str, body: str) -> str:
    path = _PATH.removeprefix("search_path=")
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {path} AS $fence${body}$fence$"


def _functions() -> dict[str, str]:
    changed, given, thawed = (_differs(some) for some in (ISSUED_COLUMNS, GIVEN_COLUMNS, FROZEN_COLUMNS))
    return {
        "fence_sealed": f"BEGIN {_refuse(KEPT)} END",
        "fence_next": f"""
            DECLARE last_seq bigint; last_hash bytea;
            BEGIN
                EXECUTE format('{_LAST}', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO last_seq, last_hash USING NEW.school_id;
                IF NEW.seq IS DISTINCT FROM coalesce(last_seq + 1, 0)
                    OR NEW.prev IS DISTINCT FROM coalesce(last_hash, decode(repeat('00', 32), 'hex')) THEN
                    {_refuse(NEXT)}
                END IF;
                RETURN NEW;
            END""",
        "fence_issued": f"""
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN {_refuse(ISSUED)} END IF;
                IF TG_OP = 'DELETE' THEN
                    IF OLD.issued_at IS NOT NULL THEN {_refuse(ISSUED)} END IF;
                    RETURN OLD;
                END IF;
                IF OLD.issued_at IS NOT NULL AND ({changed}) THEN {_refuse(ISSUED)} END IF;
                RETURN NEW;
            END""",
        "fence_first": f"""
            BEGIN
                IF NEW.first_due_at IS DISTINCT FROM OLD.first_due_at THEN {_refuse(FIRST)} END IF;
                RETURN NEW;
            END""",
        "fence_adopted": f"""
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN {_refuse(ADOPTED)} END IF;
                IF OLD.adopted_at IS NOT NULL THEN {_refuse(ADOPTED)} END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END""",
        "fence_adopted_part": f"""
            DECLARE was text; becomes text; frozen bigint;
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN {_refuse(ADOPTED)} END IF;
                IF TG_OP <> 'INSERT' THEN was := OLD.text_id; END IF;
                IF TG_OP <> 'DELETE' THEN becomes := NEW.text_id; END IF;
                EXECUTE format('{_FROZEN}', TG_TABLE_SCHEMA) INTO frozen USING was, becomes;
                IF frozen > 0 THEN {_refuse(ADOPTED)} END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END""",
        "fence_given": f"""
            BEGIN
                IF TG_OP IN ('TRUNCATE', 'DELETE') THEN {_refuse(GIVEN)} END IF;
                IF {given} OR {_NOT_FREEZING} AND ({thawed}) THEN {_refuse(GIVEN)} END IF;
                RETURN NEW;
            END""",
    }


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def _refuse(said: str) -> str:
    return f"RAISE EXCEPTION '{said}' USING ERRCODE = 'restrict_violation';"

"""Logs for the tests: the published vectors, and a log of any length with its nodes and signed checkpoints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseflow.ledger import checkpoint, seal
from caseflow.ledger.checkpoint import Checkpoint
from caseflow.ledger.leaf import ZERO, Leaf, encode, leaf_hash, parse
from caseflow.ledger.tree import Growing, Node, root

CK = bytes(range(32))
SEED = bytes(range(32))
ORIGIN = "caseflow.example/ashcroft/1"
ROOT_3 = bytes.fromhex("2c8b9d9d6af38421e646666683cc1433c06aa74182ad3ae1756779263b08bb34")
VKEY = "caseflow.example/ashcroft/1+b0b25cbf+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
NOTE = (
    "caseflow.example/ashcroft/1\n3\nLIudnWrzhCHmRmZmg8wUM8Bqp0GCrTrhdWd5JjsIuzQ=\n\n— caseflow.example/ashcroft/1 "
    "sLJcv7/MxNqjM7tYnH/ubsj7wYe/f7FV6nI3SQIZlTcb2dPmzqjYDbYjY0TqrYr69dle0+Npp+dD/2vIy35wen0oxg4=\n"
)
PAYLOADS = (
    '{"actor":"u-0001","case_id":"c-7f3kq2","case_seq":1,"event":"case_opened","state_to":"reported"}',
    '{"actor":"u-0001","case_id":"c-7f3kq2","case_seq":2,"event":"case_viewed"}',
    '{"actor":"u-0001","case_id":"c-7f3kq2","case_seq":3,"event":"transition","reason":"Café – triage done",'
    '"state_from":"reported","state_to":"triage"}',
)

Row = tuple[int, bytes, "bytes | None"]
_SIGNER = Ed25519PrivateKey.from_private_bytes(SEED)


def blind(number: int) -> bytes:
    return hashlib.sha256(f"vector blind {number}".encode()).digest()


def vector_leaves() -> list[bytes]:
    leaves: list[bytes] = []
    for seq, payload in enumerate(PAYLOADS):
        prev = leaf_hash(leaves[-1]).hex() if leaves else ZERO
        tag = seal.tag(seal.tag_key(CK), seq + 1)
        commit = seal.commitment(blind(seq + 1), payload.encode())
        leaves.append(encode(Leaf(seq, f"2027-03-04T14:02:{10 + seq}.482Z", "case", tag, commit, prev)))
    return leaves


@dataclass(frozen=True)
class Log:
    """Everything a verifier is handed: entries with their stored fingerprints, stored nodes, and held notes."""

    rows: list[Row]
    nodes: list[Node]
    notes: list[str]


def rows_of(leaves: list[bytes]) -> list[Row]:
    return [(seq, stored, leaf_hash(stored)) for seq, stored in enumerate(leaves)]


def nodes_of(leaves: list[bytes]) -> list[Node]:
    tree = Growing()
    return [node for stored in leaves for node in tree.append(leaf_hash(stored))]


def note_of(leaves: list[bytes], origin: str = ORIGIN) -> str:
    """A checkpoint of exactly these entries, signed with the key of the vectors."""
    said = Checkpoint(origin, len(leaves), root(map(leaf_hash, leaves)))
    signature = _SIGNER.sign(checkpoint.body(said).encode())
    return checkpoint.note(said, _SIGNER.public_key().public_bytes_raw(), signature)


def leaves_of(size: int) -> list[bytes]:
    leaves: list[bytes] = []
    for seq in range(size):
        prev = leaf_hash(leaves[-1]).hex() if leaves else ZERO
        tag = hashlib.sha256(f"tag {seq}".encode()).hexdigest()[:32]
        commit = hashlib.sha256(f"commit {seq}".encode()).hexdigest()
        leaves.append(encode(Leaf(seq, f"2027-03-04T14:{seq // 60:02}:{seq % 60:02}.000Z", "case", tag, commit, prev)))
    return leaves


def log_of(size: int, anchored_at: tuple[int, ...] = ()) -> Log:
    leaves = leaves_of(size)
    return Log(rows_of(leaves), nodes_of(leaves), [note_of(leaves[:anchor]) for anchor in anchored_at])


def repaired(leaves: list[bytes]) -> list[bytes]:
    """What somebody with the database does after a change: numbers and links put right from beginning to end."""
    fixed: list[bytes] = []
    for seq, stored in enumerate(leaves):
        prev = leaf_hash(fixed[-1]).hex() if fixed else ZERO
        fixed.append(encode(replace(parse(stored), seq=seq, prev=prev)))
    return fixed


def edited(stored: bytes, change: Callable[[Leaf], Leaf]) -> bytes:
    return encode(change(parse(stored)))

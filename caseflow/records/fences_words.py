"""What the fences guard and what they say: the same on every database."""

SEALED = ("audit_leaf", "audit_node", "audit_payload", "audit_checkpoint")
ISSUED_COLUMNS = ("id", "case_id", "number", "key", "sealed", "pdf", "sha256", "issued_at")
ADOPTED_PARTS = ("policy_clause", "policy_basis")
GIVEN_COLUMNS = ("id", "case_id", "number", "image_flag", "sealed", "blob", "blob_key", "size", "added_at")
FROZEN_COLUMNS = ("frozen_at", "copy", "copy_key")

KEPT = "The sealed log is never changed, and nothing is taken out of it."
NEXT = "An entry of the sealed log comes right after the last one and carries its hash."
ISSUED = "A letter that was issued is never changed or taken away."
FIRST = "The day a deadline first fell on is never changed."
ADOPTED = "A version of the policy that was adopted is never changed or taken away."
GIVEN = "An item of evidence is never changed or taken away. It can only be frozen."

"""Whom a programme wishes to have in the room."""

from storage.migrations.spelling import check, create, integers

revision = "2026_11_29_chairs"
down_revision = "2026_11_29_lead_offers"


def upgrade() -> None:
    """Nobody has wished for anybody so far."""
    create(
        "chair",
        ["channel", "kind"],
        *integers("wished"),
        check("chair", "wished", ">= 1"),
    )

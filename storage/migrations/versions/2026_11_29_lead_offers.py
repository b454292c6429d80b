"""Who is asked to take a programme over, or to lead it with others."""

from storage.migrations.spelling import create, flags, index, moment, refers, texts, unique

revision = "2026_11_29_lead_offers"
down_revision = "2026_11_29_corrections"


def upgrade() -> None:
    """Nobody was asked so far."""
    create(
        "lead_offer",
        ["id"],
        *texts("channel", "origin", "kind", "asked_by", "asked"),
        moment("offered_at"),
        *texts("state"),
        moment("settled_at", nullable=True),
        *flags("led_before"),
        refers("lead_offer", ["channel"], "programme", ["channel"]),
        unique("lead_offer", "origin"),
    )
    index("lead_offer", "channel")

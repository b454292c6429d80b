"""Which groups have called for somebody who leads."""

from storage.migrations.spelling import check, create, integers, maybes, moment, refers

revision = "2026_11_30_help_calls"
down_revision = "2026_11_30_atend"


def upgrade() -> None:
    """No group has called so far."""
    create(
        "breakout_help_call",
        ["round", "number"],
        *integers("number", "group"),
        moment("called_at"),
        *maybes("taken_by"),
        refers("breakout_help_call", ["round"], "breakout_round"),
        check("breakout_help_call", "number", ">= 1"),
    )

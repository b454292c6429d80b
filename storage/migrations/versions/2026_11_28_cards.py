"""Ten cards: what each person was shown and said while they are open, and the counts that stay."""

import sqlalchemy as sa

from storage.migrations.spelling import create, index, integers, maybes, refers, texts

revision = "2026_11_28_cards"
down_revision = "2026_11_28_levels"


def upgrade() -> None:
    """Three new tables."""
    create(
        "card_hand",
        ["poll", "person", "card"],
        *integers("place"),
        *maybes("verdict"),
        refers("card_hand", ["poll"], "poll"),
    )
    create(
        "card_result",
        ["poll", "card"],
        *texts("known"),
        sa.Column("bridge", sa.Integer()),
        refers("card_result", ["poll"], "poll"),
    )
    index("card_result", "card", "poll")
    create(
        "card_count",
        ["poll", "card", "whose"],
        *integers("helps", "not_sure", "does_not_help"),
        refers("card_count", ["poll", "card"], "card_result", ["poll", "card"]),
    )

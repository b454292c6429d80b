"""People's own words about what they were asked, and the weekday of a facilitator's summary."""

from storage.migrations.spelling import create, index, integers, moment, refers, texts

revision = "2026_11_28_notes"
down_revision = "2026_11_28_pledging"


def upgrade() -> None:
    """Nothing of either was kept before: who leads hears of their programme from its next session on."""
    create(
        "note",
        ["origin"],
        *texts("follow_up", "person", "about", "words"),
        moment("written_at"),
        refers("note", ["follow_up"], "follow_up"),
    )
    index("note", "follow_up", "written_at")
    index("note", "person")
    create(
        "digest_day",
        ["person", "channel"],
        *integers("weekday"),
        moment("next_at", nullable=True),
        refers("digest_day", ["channel"], "programme", ["channel"]),
    )
    index("digest_day", "next_at")

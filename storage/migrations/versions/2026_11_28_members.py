"""Who is in which channel, so that what people may see and do follows it."""

from storage.migrations.spelling import create, flags, index

revision = "2026_11_28_members"
down_revision = "2026_11_28_ideas"


def upgrade() -> None:
    """Two tables, empty: until a channel's members have been read, nobody is shut out of it."""
    create("roster", ["channel"], *flags("is_private"))
    create("member", ["channel", "person"])
    index("member", "person", "channel")

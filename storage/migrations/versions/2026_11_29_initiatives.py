"""Which initiatives a programme is linked with."""

from storage.migrations.spelling import create, refers, texts

revision = "2026_11_29_initiatives"
down_revision = "2026_11_29_board"


def upgrade() -> None:
    """Nobody has named any so far."""
    create(
        "initiative",
        ["channel", "origin"],
        *texts("name", "does", "asks"),
        refers("initiative", ["channel"], "programme", ["channel"]),
    )

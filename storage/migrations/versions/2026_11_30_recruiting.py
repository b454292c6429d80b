"""What was heard before people meet, whom to ask, and who is invited to become a champion."""

from storage.migrations.spelling import create, index, integers, maybes, moment, texts, unique

revision = "2026_11_30_recruiting"
down_revision = "2026_11_29_initiatives"


def upgrade() -> None:
    """Nobody has written anything, and nobody was asked, so far."""
    _notes_and_offers()
    _stakeholders()
    _invitations()


def _notes_and_offers() -> None:
    create(
        "listening_note",
        ["channel"],
        *maybes("needs", "strengths", "listened_to", "context"),
        *integers("version"),
    )
    create(
        "champion_offer",
        ["channel"],
        *texts("time_asked", "gets", "expenses", "whom_to_ask"),
    )


def _stakeholders() -> None:
    create(
        "stakeholder",
        ["id"],
        *texts("channel", "role", "sector", "state", "added_by"),
        moment("forget_at"),
        *maybes("person", "introducer", "introducer_role"),
        moment("told_at", nullable=True),
        unique("stakeholder", "channel", "person"),
    )
    index("stakeholder", "forget_at")


def _invitations() -> None:
    create(
        "champion_invitation",
        ["id"],
        *texts("channel", "asked_by", "asked"),
        moment("asked_at"),
        moment("forget_at"),
        *texts("state", "also"),
    )
    index("champion_invitation", "channel")
    index("champion_invitation", "forget_at")

"""What not to do, to see that the intruder finds it: a row that says who took part, beside what they said.

Such a row stands in many poll apps, so that nobody answers twice, in a table that nothing ties to the other.
"""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from storage import SqlMemory
from storage.phrases import add_new
from storage.repository import Repository

PARTICIPATION = Table(
    "participation",
    MetaData(),
    *(Column(name, Text, primary_key=True) for name in ("workspace", "about", "person")),
)
_TAKE_PART = add_new(PARTICIPATION)


class Participations(Repository):
    """Who took part in what, and not what they said."""

    def add(self, about: str, person: str) -> None:
        self._touch(_TAKE_PART, about=about, person=person)


class Remembering(SqlMemory):
    """The memory that can do so, too."""

    def take_part(self, about: str, person: str) -> None:
        """In the same transaction as what they say."""
        Participations(self._scope).add(about, person)

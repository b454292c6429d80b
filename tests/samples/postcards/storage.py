"""Where postcards are kept (what would be `storage/postcards.py`)."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from storage.columns import integers, metadata, noun, texts, who
from storage.phrases import add, change, find, given
from storage.register import Register
from storage.repository import Repository, values_of
from tests.samples.postcards.rules import Postcard

postcard = noun(
    "postcard",
    Register(whose="its writer", why="a sample", kept="for a test", export="whole", erasure="deleted"),
    *texts("channel", "greeting", "origin"),
    *who(*texts("writer")),
    *integers("stamps"),
    UniqueConstraint("workspace", "origin"),
)

metadata.remove(postcard)  # no other test shall find it among the real ones

_ADD = add(postcard)
_CHANGE = change(postcard)
_GET = find(Postcard, postcard, given(postcard.c.id))


class Postcards(Repository):
    """`tests.samples.postcards.rules.Postcards`."""

    def add(self, postcard: Postcard) -> None:
        self._touch(_ADD, **values_of(postcard))

    def put(self, postcard: Postcard) -> None:
        self._change(_CHANGE, postcard)

    def get(self, postcard: str) -> Postcard | None:
        return self._one(_GET, id=postcard)

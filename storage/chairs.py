"""Whom a programme wishes to have in the room."""

from coproduction.chairs import Chairs
from storage.columns import fact, integers, key, rule
from storage.phrases import find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of

chair = fact(
    "chair",
    Register(
        whose="nobody",
        why="so that those who plan, and the report, see who is not in the room",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),  # which may have no programme yet
    key("kind"),
    *integers("wished"),
    rule("wished", "wished >= 1"),
)

_chair = chair.c

_PUT = keep(chair)
_DROP = remove(chair, given(_chair.channel), given(_chair.kind))
_OF = find(Chairs, chair, given(_chair.channel), order=[_chair.kind])


class WishedChairs(Repository):
    """`coproduction.chairs.WishedChairs`."""

    def put(self, chairs: Chairs) -> None:
        self._touch(_PUT, **values_of(chairs))

    def drop(self, channel: str, kind: str) -> None:
        self._touch(_DROP, channel=channel, kind=kind)

    def of(self, channel: str) -> list[Chairs]:
        return self._all(_OF, channel=channel)

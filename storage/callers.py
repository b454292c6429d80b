"""People in the call without Slack: their alias in a programme."""

from collections.abc import Collection

from sqlalchemy import UniqueConstraint

from coproduction.callers import Caller
from storage.columns import in_programme, moment, noun, texts, who
from storage.lastwords import About, LastWords
from storage.phrases import add, find, given, keep, remove, several
from storage.register import Register
from storage.repository import Repository, values_of

caller = noun(
    "caller",
    Register(
        whose="somebody in the call without Slack, and who entered it",
        why="so that who has no Slack counts too, by a name that they agreed to",
        kept="until they take back their consent",
        export="alias and day of the consent",
        erasure="deleted; what they said then leads back to nobody",
    ),
    *texts("channel", "alias", "look"),
    *who(*texts("entered_by", "followed_by")),
    moment("agreed_at"),
    in_programme(),
    UniqueConstraint("workspace", "channel", "look"),
)

_caller = caller.c

_ADD = add(caller)
_PUT = keep(caller, "alias", "look", "followed_by")
_GET = find(Caller, caller, given(_caller.id))
_SOME = find(Caller, caller, _caller.id.in_(several(_caller.id)))
_OF = find(Caller, caller, given(_caller.channel), order=[_caller.look])
_DROP = remove(caller, given(_caller.id))


class Callers(Repository):
    """`coproduction.callers.Callers`."""

    def add(self, caller: Caller) -> None:
        self._touch(_ADD, **values_of(caller))

    def put(self, caller: Caller) -> None:
        self._touch(_PUT, **values_of(caller))

    def get(self, caller: str) -> Caller | None:
        return self._one(_GET, id=caller)

    def some(self, callers: Collection[str]) -> dict[str, Caller]:
        found = self._all(_SOME, id=sorted(set(callers))) if callers else []
        return {each.id: each for each in found}

    def of(self, channel: str) -> list[Caller]:
        return self._all(_OF, channel=channel)

    def drop(self, caller: str) -> None:
        self._touch(_DROP, id=caller)
        LastWords(self._scope).keep(About.CALLER, caller, "", is_refused=True)

"""Which initiatives a programme is linked with."""

from coproduction.initiatives import Initiative
from storage.columns import fact, in_programme, key, texts
from storage.phrases import find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of

initiative = fact(
    "initiative",
    Register(
        whose="nobody",
        why="so that people read which initiatives their ideas could join",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    key("origin"),
    *texts("name", "does", "asks"),
    in_programme(),
)

_initiative = initiative.c

_PUT = keep(initiative)
_DROP = remove(initiative, given(_initiative.channel), given(_initiative.origin))
_OF = find(Initiative, initiative, given(_initiative.channel), order=[_initiative.name, _initiative.origin])


class Initiatives(Repository):
    """`coproduction.initiatives.Initiatives`."""

    def put(self, initiative: Initiative) -> None:
        self._touch(_PUT, **values_of(initiative))

    def drop(self, channel: str, origin: str) -> None:
        self._touch(_DROP, channel=channel, origin=origin)

    def of(self, channel: str) -> list[Initiative]:
        return self._all(_OF, channel=channel)

"""Which ideas of a programme were chosen to go on, and which were before each choice."""

from sqlalchemy import select

from coproduction.shortlists import CHANGES_KEPT, Shortlist
from storage.columns import fact, in_programme, key, lists, number_key
from storage.phrases import add, columns_of, given, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

shortlist = fact(
    "shortlist",
    Register(
        whose="nobody: which ideas were chosen",
        why="so that everybody sees which ideas go on",
        kept="as long as the programme, and the last twenty choices",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    number_key("number"),
    *lists("ideas"),
    in_programme(),
)

_list = shortlist.c

_ADD = add(shortlist)
_NEWEST = Query(
    Shortlist,
    select(*columns_of(Shortlist, shortlist))
    .where(given(_list.channel))
    .order_by(_list.number.desc())
    .limit(1),
)
_DROP = remove(shortlist, given(_list.channel), given(_list.number))
_FORGET = remove(shortlist, given(_list.channel), _list.number <= value(_list.number))


class Shortlists(Repository):
    """`coproduction.shortlists.Shortlists`."""

    def newest(self, channel: str) -> Shortlist | None:
        return self._one(_NEWEST, channel=channel)

    def add(self, shortlist: Shortlist) -> None:
        self._touch(_ADD, **values_of(shortlist))
        self._touch(_FORGET, channel=shortlist.channel, number=shortlist.number - CHANGES_KEPT - 1)

    def drop(self, shortlist: Shortlist) -> bool:
        return self._touch(_DROP, channel=shortlist.channel, number=shortlist.number) == 1

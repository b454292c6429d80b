"""Who asked whom to be the buddy of a pledge, or to take it over."""

from sqlalchemy import Index

from coproduction.askings import Asking, AskingState, Wish
from storage.columns import belongs_to, moment, noun, texts, who, words
from storage.lastwords import About, LastWords
from storage.phrases import add, change, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of

asking = noun(
    "asking",
    Register(
        whose="who asked, and who was asked",
        why="so that nobody is made a buddy, or given a pledge, before they have said yes; asked once",
        kept="as long as the pledge",
        export="whole",
        erasure="deleted",
    ),
    *texts("pledge"),
    *words("wish", Wish),
    *who(*texts("person", "asked")),
    moment("asked_at"),
    *words("state", AskingState),
    belongs_to("pledge", "pledge"),
    Index("ix_asking_workspace_pledge", "workspace", "pledge"),
    Index("ix_asking_workspace_person", "workspace", "person"),
    Index("ix_asking_workspace_asked", "workspace", "asked"),
)

_asking = asking.c
_in_order = [_asking.asked_at, _asking.id]

Index(
    "uq_asking_workspace_pledge_wish",
    asking.c.workspace,
    asking.c.pledge,
    asking.c.wish,
    unique=True,
    sqlite_where=_asking.state == AskingState.WAITS,
    postgresql_where=_asking.state == AskingState.WAITS,
)

_ADD = add(asking)
_MOVE_ON = change(asking, _asking.state == value(_asking.state, "was"))
_GET = find(Asking, asking, given(_asking.id))
_OF = find(Asking, asking, given(_asking.pledge), order=_in_order)
_OF_PERSON = find(Asking, asking, given(_asking.person), order=_in_order)
_TO = find(
    Asking,
    asking,
    given(_asking.asked),
    _asking.state.in_([AskingState.WAITS, AskingState.AGREED]),
    order=_in_order,
)


class Askings(Repository):
    """`coproduction.askings.Askings`."""

    def add(self, asking: Asking) -> None:
        self._touch(_ADD, **values_of(asking))

    def move_on(self, asking: Asking, was: AskingState) -> bool:
        is_moved = self._touch(_MOVE_ON, **values_of(asking), was=was) == 1
        if is_moved and asking.state is AskingState.ENDED:
            LastWords(self._scope).keep(About.ASKING, asking.id, "", is_refused=True)
        return is_moved

    def get(self, asking: str) -> Asking | None:
        return self._one(_GET, id=asking)

    def of(self, pledge: str) -> list[Asking]:
        return self._all(_OF, pledge=pledge)

    def of_person(self, person: str) -> list[Asking]:
        return self._all(_OF_PERSON, person=person)

    def to(self, asked: str) -> list[Asking]:
        return self._all(_TO, asked=asked)

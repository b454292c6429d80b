"""How the ideas of a programme are sorted into themes, and how they were before each change."""

from sqlalchemy import Column, Dialect, Text, select
from sqlalchemy.types import TypeDecorator

from coproduction.themes import CHANGES_KEPT, AllThemes, Sorting, frozen, thawed
from storage.columns import fact, in_programme, key, number_key
from storage.phrases import add, columns_of, given, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query


class _Themes(TypeDecorator[AllThemes]):
    """All themes as one value: nobody asks the database for one of them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: AllThemes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What the driver is given."""
        return None if value is None else frozen(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> AllThemes | None:  # noqa: ARG002
        """What the program gets back."""
        return None if value is None else thawed(value)


theme_sorting = fact(
    "theme_sorting",
    Register(
        whose="nobody: names of themes, and which ideas are in them",
        why="the ideas of a programme by what they are about",
        kept="as long as the programme, and the last twenty changes",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    number_key("number"),
    Column("themes", _Themes, nullable=False),
    in_programme(),
)

_sorting = theme_sorting.c

_ADD = add(theme_sorting)
_NEWEST = Query(
    Sorting,
    select(*columns_of(Sorting, theme_sorting))
    .where(given(_sorting.channel))
    .order_by(_sorting.number.desc())
    .limit(1),
)
_DROP = remove(theme_sorting, given(_sorting.channel), given(_sorting.number))
_FORGET = remove(theme_sorting, given(_sorting.channel), _sorting.number <= value(_sorting.number))


class Themes(Repository):
    """`coproduction.themes.Themes`."""

    def newest(self, channel: str) -> Sorting | None:
        return self._one(_NEWEST, channel=channel)

    def add(self, sorting: Sorting) -> None:
        self._touch(_ADD, **values_of(sorting))
        self._touch(_FORGET, channel=sorting.channel, number=sorting.number - CHANGES_KEPT - 1)

    def drop(self, sorting: Sorting) -> bool:
        return self._touch(_DROP, channel=sorting.channel, number=sorting.number) == 1

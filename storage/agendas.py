"""How an agenda is stored: whole, as JSON, because nobody asks the database for one step."""

from sqlalchemy import Column, Dialect, Text
from sqlalchemy.types import TypeDecorator

from coproduction.agendas import Agenda, frozen, thawed


class _Steps(TypeDecorator[Agenda]):
    """The steps of an agenda in their order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Agenda | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What the driver is given."""
        return None if value is None else frozen(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Agenda | None:  # noqa: ARG002
        """What the program gets back."""
        return None if value is None else thawed(value)


def agenda_column() -> Column[Agenda]:
    """An agenda, always there and perhaps empty."""
    return Column("agenda", _Steps, nullable=False)

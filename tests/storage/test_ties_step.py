"""What one of two has said for both stands with each of them, who answer for themselves from then on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction.ties import Goes, TieState
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate

STATES = ("alive", "asked", "no", "over", "yes")


def test_what_is_over_stays_so_and_what_is_alive_may_be_said_again(kept_url: str) -> None:
    engines = open_engines(kept_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_30_own_reasons")
        _fill(connection)
    migrate(engines.writer)

    with engines.writer.connect() as connection:
        every = SqlMemory(connection, "T1").ties.of("i")
    engines.dispose()
    assert {each.person: (each.state, each.author_says, each.person_says) for each in every} == {
        "alive": (TieState.YES, None, None),
        "asked": (TieState.ASKED, None, None),
        "no": (TieState.NO, None, None),
        "over": (TieState.YES, Goes.OVER, Goes.OVER),
        "yes": (TieState.YES, None, None),
    }


def _fill(connection: sa.Connection) -> None:
    def add(table: str, **values: object) -> None:
        known = sa.table(table, *map(sa.column, ("workspace", *values)))
        connection.execute(known.insert().values(workspace="T1", **values))

    now = 0 if connection.dialect.name == "sqlite" else sa.func.now()
    add("programme", channel="C1", opened_at=now, last_idea_number=1)
    idea = {"kind": "collaboration", "text": "Reading", "origin": "o", "is_withdrawn": False}
    add("idea", id="i", channel="C1", number=1, **idea)
    for state in STATES:
        add("tie", idea="i", person=state, state=state)

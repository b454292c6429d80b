"""What is planned when it was not yet looked at after its time is looked at from its beginning on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate
from storage.types import Instant

AT, SOON = datetime(2027, 3, 2, 19, tzinfo=UTC), datetime(2027, 3, 2, 18, 50, tzinfo=UTC)


def test_what_waits_is_looked_at_when_it_begins_and_reminders_stay(kept_url: str) -> None:
    engines = open_engines(kept_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_30_in_hand")
        for id_, state, remind_at in (
            ("silent", "planned", None),
            ("reminds", "planned", SOON),
            ("over", "cancelled", None),
        ):
            _add(connection, id_, state, remind_at)
    migrate(engines.writer)

    with engines.writer.connect() as connection:
        found = {
            each: SqlMemory(connection, "T1").planned.get(each) for each in ("silent", "reminds", "over")
        }
    engines.dispose()
    assert {name: plan.wake_at for name, plan in found.items() if plan} == {
        "silent": AT,
        "reminds": SOON,
        "over": None,
    }


def _add(connection: sa.Connection, id_: str, state: str, remind_at: datetime | None) -> None:
    values = {
        "workspace": "T1",
        "id": id_,
        "origin": id_,
        "state": state,
        **dict.fromkeys(("channel", "title", "wall", "zone", "planned_by"), "x"),
        **dict.fromkeys(("minutes", "revision", "changes"), 1),
    }
    moments = {"starts_at": AT, "remind_at": remind_at}
    lists: dict[str, object] = {"helpers": [], "agenda": {"version": 1, "steps": []}}
    columns: tuple[sa.ColumnClause[Any], ...] = (
        *map(sa.column, values),
        *(sa.column(name, Instant()) for name in moments),
        *(sa.column(name, sa.JSON()) for name in lists),
    )
    connection.execute(sa.table("planned_session", *columns).insert().values({**values, **moments, **lists}))

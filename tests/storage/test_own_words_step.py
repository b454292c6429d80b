"""What difference a pledge made stood in two places: it stands with the pledge, and no word of it is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction.notes import Told
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PLEDGES = {  # to its person, what stood with it, and whether the group reads it
    "free": ("bo", None, False),
    "taken": ("bo", "They come", False),
    "shared": ("bo", None, True),
    "handed": ("cy", None, False),
}
NOTES = {  # to its pledge, its order, and what it is about
    "first": ("free", 1, "difference"),
    "last": ("free", 2, "difference"),
    "other": ("free", 3, "typed"),
    "beside": ("taken", 1, "difference"),
    "private": ("shared", 1, "difference"),
    "earlier": ("handed", 1, "difference"),
}


def test_the_words_stand_with_the_pledge_where_nobody_else_reads_them_and_are_kept_otherwise(
    kept_url: str,
) -> None:
    engines = open_engines(kept_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_28_reminding")
        _fill(connection)
    migrate(engines.writer)

    with engines.writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        pledges = [memory.pledges.get(each) for each in PLEDGES]
        notes = [memory.notes.get(each) for each in NOTES]
    engines.dispose()
    assert {each.id: each.difference for each in pledges if each} == {
        "free": "last",
        "taken": "They come",
        "shared": None,
        "handed": None,
    }
    assert {each.origin: (each.about, each.words) for each in notes if each} == {
        "first": (Told.TYPED, "first"),
        "last": (Told.WITH_PLEDGE, ""),
        "other": (Told.TYPED, "other"),
        "beside": (Told.TYPED, "beside"),
        "private": (Told.TYPED, "private"),
        "earlier": (Told.TYPED, "earlier"),
    }
    taken = {each.id: (each.taken_from, each.taken_at) for each in pledges if each and each.taken_from}
    assert taken == {"handed": ("bo", NOW)}


def _fill(connection: Connection) -> None:
    now: Any = NOW if connection.dialect.name == "postgresql" else int(NOW.timestamp() * 1_000_000)

    def add(table: str, **values: object) -> None:
        known = sa.table(table, *map(sa.column, ("workspace", *values)))
        connection.execute(known.insert().values(workspace="T1", **values))

    add("programme", channel="C1", opened_at=now, last_idea_number=0)
    for id_, (person, difference, is_shared) in PLEDGES.items():
        add(
            "pledge",
            id=id_,
            channel="C1",
            what=id_,
            origin=id_,
            person=person,
            difference=difference,
            made_at=now,
            shared_at=now if is_shared else None,
        )
        add(
            "follow_up",
            id=f"f-{id_}",
            about="pledge",
            subject=id_,
            person="bo",
            occurrence=1,
            due_at=now,
            state="answered",
            reply="done",
            is_asked_for=False,
            is_farewell=False,
        )
    for origin, (pledge, at, about) in NOTES.items():
        later = now + at if isinstance(now, int) else NOW.replace(minute=at)
        asked = f"f-{pledge}"
        add("note", origin=origin, follow_up=asked, person="bo", about=about, words=origin, written_at=later)
    asking = {"pledge": "handed", "wish": "hand_over", "state": "agreed", "person": "bo", "asked": "cy"}
    add("asking", id="a", asked_at=now, **asking)

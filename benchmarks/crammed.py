"""Databases in which very much is stored: made by the database itself, in seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import Engine, delete, insert, text

from coproduction.followups import NUDGE
from coproduction.messages import Call, MessageState
from storage.messages import message

WORKSPACE: Final = "T0CRAMMED"
NOW = datetime(2026, 12, 2, 10, tzinfo=UTC)
_OLDEST = datetime(2020, 1, 1, tzinfo=UTC)
_IDS = {"sqlite": "printf('%010d{end}', g)", "postgresql": "lpad(g::text, 10, '0') || '{end}'"}
_NUMBERS = {
    "sqlite": "(WITH RECURSIVE n(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM n WHERE g < {count})"
    " SELECT g FROM n)",
    "postgresql": "generate_series(1, {count}) AS n(g)",
}
_MOMENTS = {
    "sqlite": f"{int(_OLDEST.timestamp())}000000 + g * 60000000",
    "postgresql": f"TIMESTAMPTZ '{_OLDEST.isoformat()}' + g * interval '1 minute'",
}
_PEOPLE = {
    "sqlite": "printf('{begin}%06d', g % 5000)",
    "postgresql": "'{begin}' || lpad((g % 5000)::text, 6, '0')",
}


def fill(engine: Engine, count: int) -> None:
    """So many nudges that were sent; their keys in order, because that is quicker by far."""
    name = engine.dialect.name
    key, moment = _IDS[name].format(end="a" * 22), _MOMENTS[name]
    person, channel = (_PEOPLE[name].format(begin=begin) for begin in ("U0", "D0"))
    row = {"workspace": f"'{WORKSPACE}'", "id": key, "kind": f"'{NUDGE}'", "subject": key, "part": "0"}
    row |= {"recipient": person, '"order"': "0", "attempt": "1", "call": f"'{Call.POST}'", "channel": channel}
    row |= {"due_at": moment, "next_at": moment, "ts": key, "drawn": key, "first_started_at": moment}
    row |= {"state": f"'{MessageState.SENT}'", "occasion": "''"}
    numbers = _NUMBERS[name].format(count=count)
    rows = f"INSERT INTO message ({', '.join(row)}) SELECT {', '.join(row.values())} FROM {numbers}"  # noqa: S608
    with engine.begin() as connection:
        for index in message.indexes:
            index.drop(connection)
        connection.execute(text(rows))
        for index in message.indexes:
            index.create(connection)
    if name == "postgresql":  # or it would write all that to the disk while it is measured
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))


def owe(engine: Engine, count: int) -> None:
    """So many more that are due, each to a person of its own, and no others."""
    chance, at = Random(count), NOW - timedelta(minutes=1)  # noqa: S311 (keys, so that they lie anywhere)
    ids = [f"{chance.getrandbits(128):032x}" for _ in range(count)]
    common: dict[str, object] = {"workspace": WORKSPACE, "kind": NUDGE, "occasion": "", "part": 0, "order": 0}
    common |= {"attempt": 0, "call": Call.POST, "due_at": at, "next_at": at, "state": MessageState.PENDING}
    rows = [
        {**common, "id": id_, "subject": id_, "recipient": f"V{number}", "channel": f"E{number}"}
        for number, id_ in enumerate(ids)
    ]
    with engine.begin() as connection:
        open_ones = message.c.state != MessageState.SENT
        connection.execute(
            delete(message).where(message.c.workspace == WORKSPACE, message.c.kind == NUDGE, open_ones)
        )
        connection.execute(insert(message), rows)

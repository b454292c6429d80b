"""What was asked before a later answer went answered, as far as the count of unanswered questions goes."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction.followups import PLEDGE
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ASKED = (("a", 1, "due"), ("a", 2, "answered"), ("a", 3, "due"), ("b", 1, "due"), ("b", 2, "planned"))


def test_a_question_before_an_answer_does_not_count_as_unanswered(kept_url: str) -> None:
    engines = open_engines(kept_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_28_calendars")
        stamp = 0 if connection.dialect.name == "sqlite" else NOW
        row = sa.text(
            "INSERT INTO follow_up (workspace, id, about, subject, person, occurrence, due_at, state, "
            "is_asked_for, is_farewell) VALUES ('T1', :id, 'pledge', :subject, 'bo', :occurrence, :due_at, "
            ":state, :no, :no)"
        )
        for subject, occurrence, state in ASKED:
            id_ = f"{subject}{occurrence}"
            values = {"subject": subject, "occurrence": occurrence, "state": state, "no": False}
            connection.execute(row, {"id": id_, "due_at": stamp, **values})
    migrate(engines.writer)

    with engines.writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        every = [*memory.follow_ups.of(PLEDGE, "a"), *memory.follow_ups.of(PLEDGE, "b")]
    engines.dispose()
    assert [each.acted_since for each in every] == [True, False, False, False, False]

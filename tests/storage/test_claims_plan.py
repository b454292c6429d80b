"""How the databases look for what is due: not by what they believe of how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event

from coproduction.machine import Event
from coproduction.service.kinds import RANKS
from tests.storage import world
from tests.storage.world import MINUTE, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

# By the index, and then where each row is; and what would look at each pair, or at all that was ever sent.
FOUND_BY = {
    "sqlite": ("(workspace=? AND state=? AND next_at<?)", "SCAN due", "SEARCH message"),
    "postgresql": ("Tid Scan on message",),
}
DEAR = {
    "sqlite": ("SCAN message", "AUTOMATIC"),
    "postgresql": ("Hash Join", "Merge Join", "Seq Scan", "Materialize", "= ANY ($"),
}


def plans(engine: Engine) -> Iterator[str]:
    """How the database would run each claim."""
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, sql: str, given: object, *_more: object) -> None:
        asked.append((sql, given))

    with world.memory_over(engine) as memory:
        connection: Connection = memory.messages._scope._connection
        explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[engine.dialect.name]
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "SET LOCAL enable_seqscan = off"
            )  # the table is too small for an index
        event.listen(connection, "before_cursor_execute", note)
        until = NOW + MINUTE
        memory.messages.claim_in_turn(NOW, lease="mine", until=until, most=10, began=NOW, ranks=RANKS)
        memory.messages.claim(Event.TAKEN_UP, NOW, lease="mine", until=until, most=10)
        event.remove(connection, "before_cursor_execute", note)
        for sql, given in asked:
            rows = connection.exec_driver_sql(explain + sql, given)  # type: ignore[arg-type]
            yield "\n".join(str(row[-1]) for row in rows)


def test_a_claim_finds_rows_where_they_are_and_joins_nothing(scratch: Engine) -> None:
    found = list(plans(scratch))
    assert len(found) == 2
    name = scratch.dialect.name
    for plan in found:
        assert [words for words in FOUND_BY[name] if words not in plan] == []
        assert [words for words in DEAR[name] if words in plan] == []

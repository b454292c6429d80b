"""A year of a programme passes in seconds, and nobody is forgotten or pestered.

In every check it is a quarter, with a quarter of what must have happened; `make test-long` plays a year.
By hand: `LONG=1 YEARS=20 YEAR_SEED=7 python -m pytest tests/coproduction/test_year.py -k year`
"""

from __future__ import annotations

import os
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import people, sessions
from storage import SqlMemory
from storage.engine import open_engines
from tests.coproduction.promised import HOLIDAYS
from tests.coproduction.year import PROGRAMMES, Year
from tests.lengths import has_long_form, short_or_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

BEGINS = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)  # a Thursday before the clocks go back
LEAD = Actor("lead", is_admin=True)
ACTS = (
    *("promise", "answer", "put_off", "choose", "stop", "move"),
    *("go_away", "change", "let_go", "go_on", "hand_over", "share", "choose_hour", "choose_summary"),
)
TICK = timedelta(hours=6)
QUARTERS = short_or_long(1, 4)
SEED, YEARS = int(os.environ.get("YEAR_SEED", "1")), int(os.environ.get("YEARS", "1"))


@pytest.fixture
def writer(scratch_sqlite_url: str) -> Iterator[Engine]:
    """A SQLite file with all tables."""
    engines = open_engines(scratch_sqlite_url)
    yield engines.writer
    engines.dispose()


class Numbered(SqlMemory):
    """Its ids follow from the seed, too: so a year can be played again."""

    dice = random.Random(SEED)  # noqa: S311

    def new_id(self) -> str:
        return f"{self.dice.getrandbits(128):032x}"


def year_over(writer: Engine, seed: int, size: int) -> Iterator[Year]:
    Numbered.dice = random.Random(seed)  # noqa: S311
    with writer.connect() as connection, connection.begin() as everything:

        def memory() -> SqlMemory:
            return Numbered(connection, f"Y{seed}", holidays=HOLIDAYS.__contains__).rehearsed()

        def do(act: object, *args: object, **kwargs: object) -> object:
            with connection.begin_nested():
                return act(memory(), *args, **kwargs)  # type: ignore[operator]

        everybody = tuple(f"p{number}" for number in range(size))
        year = Year(do, memory, random.Random(seed), BEGINS, everybody)  # noqa: S311
        for leads in ("lead", *everybody[: size // 4]):
            do(people.add_facilitator, LEAD, leads)
        for programme in PROGRAMMES:
            do(sessions.start, BEGINS, LEAD, programme, "New parents")
            do(sessions.end, BEGINS, LEAD, programme)
        yield year
        everything.rollback()


def play(year: Year, quarters: int = 4) -> None:
    """All of it, and two weeks more, in which whatever waits arrives."""
    while year.now < BEGINS + timedelta(days=365 * quarters / 4):
        year.is_away = year.dice.random() < (0.94 if year.is_away else 0.015)
        year.tick(year.now + timedelta(hours=year.dice.randrange(2, 12)))
        for _ in range(year.dice.randrange(3)):
            year.live()
    year.is_away = False
    for _ in range(60):
        year.tick(year.now + TICK)
    year.stands_as_planned()


@has_long_form
@pytest.mark.parametrize("seed", range(SEED, SEED + YEARS))
def test_a_year_of_a_programme_of_45_neither_forgets_nor_pesters_anybody(writer: Engine, seed: int) -> None:
    for year in year_over(writer, seed, size=45):
        play(year, QUARTERS)
        print(seed, dict(year.counts), dict(year.watch.counts))  # noqa: T201 (with -s, by hand)
        watch = year.watch
        assert watch.counts["as planned"] > 100 * QUARTERS
        seen = ("messages", "joined", "farewells", "moves", "put off", "summaries")
        assert min(year.counts[each] for each in seen) > 0


def by_chance(seed: int) -> tuple[random.Random, list[tuple[str, int]]]:
    """Forty acts. Of the seed in the example it is known that each thing that must never happen is seen."""
    dice = random.Random(seed)  # noqa: S311
    return dice, [(dice.choice(ACTS), dice.randrange(200)) for _ in range(40)]


@example(*by_chance(7))
@given(
    st.randoms(use_true_random=False),
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), min_size=5, max_size=40),
)
@settings(
    max_examples=short_or_long(6, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_order_of_acts_and_hours_asks_anybody_twice_out_of_hours_after_stop_or_over_budget(
    writer: Engine, dice: random.Random, acts: list[tuple[str, int]]
) -> None:
    for year in year_over(writer, SEED, size=2):
        year.dice = dice
        with suppress(Refusal):
            year.promise("p0")
        for act, hours in acts:
            with suppress(Refusal):
                getattr(year, act)(dice.choice(year.people))
            year.tick(year.now + timedelta(hours=hours))
        for _ in range(60):
            year.tick(year.now + TICK)
        year.stands_as_planned()

"""From an idea's words to its card, in the bot's own time: `make bench-ideas`.

The same ideas are captured in programmes with few ideas and in one with many, in turns and in one database,
so that what the machine does besides is shared by both. Nothing of Slack's is in it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.themes import PROMISED, ideas_of
from coproduction.ideas import IDEA_CARD, Idea, IdeaKind
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.service import idealists, ideas, people, sessions
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import kind_of
from handlers.blocks.ideacards import card
from storage import SqlMemory, made_ready
from storage.engine import open_engines
from tests.speaking import SAY
from tests.stage import SECRET_KEY

FEW, MANY, CAPTURES, EACH = 10, 1_000, 200, 5  # of the programmes with few ideas, each captures 5
MOST, MOST_GROWTH = (
    50.0,
    2.0,
)  # milliseconds at the 99th percentile; of the median among many
_WORKSPACE, _LEADS, _BIG = "T1", Actor("leads"), "C-MANY"
_NOW = datetime(2027, 3, 3, 18, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Captured:
    """Milliseconds of the processor until each card is drawn, and with the look for an idea that is close."""

    stored: int
    cards: Sequence[float]
    compared: Sequence[float]


def p99(spent: Sequence[float]) -> float:
    """What one in a hundred takes longer than."""
    return statistics.quantiles(spent, n=100, method="inclusive")[98]


def main() -> int:
    """0 where what many ideas take is within the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=CAPTURES)
    captures = parser.parse_args().captures
    gc.freeze()  # as the bot does when it has started
    gc.set_threshold(50_000, 20, 50)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ideas.db'}"
        engines = open_engines(url)
        made_ready(engines, SECRET_KEY)
        engines.dispose()
        found = measure(url, captures)
    print(f"| ideas | captures | to the card, ms: median, p99 | and compared: median, p99 |\n{'|---' * 4}|")
    for each in found:
        spent = (each.cards, each.compared)
        figures = [f"{statistics.median(took):.1f}, {p99(took):.1f}" for took in spent]
        print(f"| {each.stored:,} | {captures} | {' | '.join(figures)} |")
    return 0 if is_good(*found) else 1


def is_good(few: Captured, many: Captured) -> bool:
    """Whether a card comes in time, and not later because there are more ideas."""
    grows = statistics.median(many.cards) / statistics.median(few.cards)
    return p99(many.cards) < MOST and statistics.median(many.compared) < MOST and grows < MOST_GROWTH


def measure(url: str, captures: int, many: int = MANY) -> tuple[Captured, Captured]:
    """Captures among few ideas and among many, by turns, in an empty database with all tables."""
    engines = open_engines(url)
    texts = [text for language in PROMISED for text in ideas_of(language, held_out=True)[1]]
    small = [f"C-FEW-{number}" for number in range(-(-captures // EACH))]
    _fill(engines.writer, [*((each, FEW) for each in small), (_BIG, many)], texts)
    spent: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for number in range(-1, captures):  # the first warms up
        for channel, into in zip((small[number // EACH], _BIG), spent, strict=True):
            took = _capture(engines.writer, channel, number, f"{texts[number % len(texts)]}, and soon")
            into.extend([took] if number >= 0 else [])
    engines.dispose()
    in_few, in_many = (map(list, zip(*each, strict=True)) for each in spent)
    return Captured(FEW, *in_few), Captured(many, *in_many)


def _fill(engine: Engine, programmes: Sequence[tuple[str, int]], texts: Sequence[str]) -> None:
    """A live session in every programme, with ideas of before by 45 people."""
    with engine.begin() as connection:
        memory = SqlMemory(connection, _WORKSPACE)
        people.add_facilitator(memory, Actor("admin", is_admin=True), _LEADS.id)
        for channel, stored in programmes:
            session = sessions.start(memory, _NOW, _LEADS, channel, "Ideas")
            for number in range(1, stored + 1):
                words = f"{texts[number % len(texts)]} and {texts[number * 7 % len(texts)]}"
                at = memory.sessions.next_idea_number(channel)
                author, origin = f"p{number % 45}", f"before:{channel}:{number}"
                memory.ideas.add(
                    Idea(memory.new_id(), channel, session.id, at, IdeaKind.CHANGE, words, author, origin)
                )


def _capture(engine: Engine, channel: str, number: int, text: str) -> tuple[float, float]:
    """Milliseconds until an idea is stored and its card is drawn, and compared with all others."""
    actor, now = Actor(f"p{number % 60}"), _NOW + timedelta(minutes=1, seconds=number)
    began = time.thread_time()
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, f"form:{channel}:{number}")
    with engine.begin() as connection:
        idea = ideas.write(SqlMemory(connection, _WORKSPACE), now, actor, channel, draft).idea
    with engine.begin() as connection:
        memory = SqlMemory(connection, _WORKSPACE)
        _drawn(memory, card_of(idea))
        drawn = time.thread_time()
        idealists.close_to(memory, idea)
    return 1000 * (drawn - began), 1000 * (time.thread_time() - began)


def _drawn(memory: SqlMemory, which: Card) -> None:
    message = memory.messages.find(which)
    shown = kind_of(IDEA_CARD).content(memory, message) if message else None
    if shown is None:
        raise RuntimeError("an idea has no card")
    card(SAY, shown, {each.idea.author: "Somebody" for each in shown.ideas})


if __name__ == "__main__":
    sys.exit(main())

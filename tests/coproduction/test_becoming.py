"""What a report tells of what became of ideas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coproduction.ideas import Idea, IdeaKind
from coproduction.progress import TABLE, Move, Progress, Step
from coproduction.reports.becoming import Becoming, becoming, chapters
from coproduction.ties import Goes, Tie, TieState
from coproduction.words import Text
from tests.speaking import SAY

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


def idea(number: int, kind: IdeaKind = IdeaKind.CHANGE) -> Idea:
    """An idea of that number."""
    return Idea(f"i{number}", "C1", None, number, kind, "More benches", "ana", f"form:{number}")


def went(*steps: tuple[Step, int]) -> Progress:
    """Steps, each on its day."""
    moves: list[Move] = []
    for number, (step, days) in enumerate(steps, start=1):
        before = Progress(tuple(moves))
        state = TABLE[step].to or before.state
        moves.append(Move(f"v{number}", "i", number, step, state, NOW + timedelta(days=days)))
    return Progress(tuple(moves))


def test_a_report_tells_where_ideas_stand_and_how_soon_they_were_answered() -> None:
    progress = {
        "i1": went((Step.SENT, 0), (Step.NO, 4)),
        "i2": went((Step.SENT, 0), (Step.MORE_TIME, 3), (Step.YES, 10)),
        "i3": went((Step.SENT, 0)),
        "i4": went((Step.TRIED, 0)),
    }
    goes_on = [Tie(f"i{n}", "p1", TieState.YES, author_says=Goes.ALIVE) for n in range(1, 4)]
    over = Tie("i4", "p1", TieState.YES, author_says=Goes.ALIVE, person_says=Goes.OVER)
    ties = [*goes_on, Tie("i3", "p2", TieState.YES), over]
    figures = becoming([*map(idea, range(1, 6)), idea(6, IdeaKind.MATTERS)], progress, ties)
    assert figures == Becoming({"heard": 1, "with": 1, "trying": 1, "answered": 2}, 3, 2, 7, 3)
    [chapter] = chapters(figures)
    assert [SAY(line) for line in chapter.lines if isinstance(line, Text)] == [
        "Where they stand: heard: 1, with somebody: 1, being tried: 1, answered: 2",
        "Sent to those who decide, and answered: 67 % (2 of 3)",
        "Half of the answers came within 7 days.",
        "3 ideas that two sides work on: both said yes, and neither says that it is over",
    ]


def test_a_report_says_nothing_where_nothing_became_of_any_idea_and_hides_few_ties() -> None:
    assert becoming([idea(1)], {}, [Tie("i1", "p1", TieState.NO)]) == Becoming()
    assert becoming([idea(1)], {}, [Tie("i1", "p1", TieState.YES)]).ties == 0


def test_answers_of_the_same_day_came_within_a_day() -> None:
    [chapter] = chapters(becoming([idea(1)], {"i1": went((Step.SENT, 0), (Step.YES, 0))}, []))
    told = [SAY(line) for line in chapter.lines if isinstance(line, Text)]
    assert told[-1] == "Half of the answers came within a day."

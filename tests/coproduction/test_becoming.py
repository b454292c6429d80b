"""What a report tells of what became of ideas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coproduction.ideas import Idea, IdeaKind
from coproduction.progress import TABLE, Move, Progress, Step
from coproduction.reports.becoming import Becoming, becoming, chapters
from coproduction.ties import Goes, Tie, TieState
from coproduction.words import Text
from coproduction.worked import Worked
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
    assert figures == Becoming(
        {"heard": 1, "with": 1, "trying": 1, "answered": 2},
        days=7,
        ties=3,
        alive=3,
        ideas_sent=3,
        ideas_answered=2,
    )
    [chapter] = chapters(figures)
    assert [SAY(line) for line in chapter.lines if isinstance(line, Text)] == [
        "Where they stand: heard: 1, with somebody: 1, being tried: 1, answered: 2",
        "Ideas sent to those who decide that have an answer now: 67 % (2 of 3)",
        "Half of the answers came within 7 days.",
        "3 ideas that two sides work on: both said yes, and neither says that it is over",
        "3 ideas of these of which somebody has said after 12 weeks that they are alive",
    ]


def test_what_a_body_gives_back_is_not_called_answered() -> None:
    back = {
        "i1": went((Step.SENT, 0), (Step.NOT_THEIRS, 2)),
        "i2": went((Step.SENT, 0), (Step.NOT_THEIRS, 2), (Step.SENT, 3), (Step.YES, 8)),
    }
    figures = becoming([idea(1), idea(2)], back, [])
    assert (figures.ideas_sent, figures.ideas_answered, figures.given_back, figures.days) == (2, 1, 2, 5)
    told = [SAY(line) for line in chapters(figures)[0].lines if isinstance(line, Text)]
    assert told[1:3] == [
        "Ideas sent to those who decide that have an answer now: 50 % (1 of 2)",
        "Given back, as others decide: 2",
    ]


def test_an_idea_that_was_sent_several_times_counts_once_and_only_while_it_stands_answered() -> None:
    sent_again = {
        "i1": went((Step.SENT, 0), (Step.NO, 4), (Step.OPENED, 9), (Step.SENT, 10), (Step.YES, 12)),
        "i2": went((Step.SENT, 0), (Step.YES, 30), (Step.OPENED, 31)),
        "i3": went((Step.SENT, 0), (Step.NO, 1), (Step.OPENED, 2), (Step.PARTLY, 8), (Step.DONE, 40)),
        "i4": went((Step.YES, 0)),
    }
    figures = becoming([idea(n) for n in range(1, 5)], sent_again, [])
    assert (figures.ideas_sent, figures.ideas_answered, figures.days) == (3, 2, 5)


def test_a_report_of_before_ideas_were_counted_says_what_it_said() -> None:
    [chapter] = chapters(Becoming({"answered": 3}, 5, 5, 7))
    assert [SAY(line) for line in chapter.lines if isinstance(line, Text)][1:] == [
        "Sent to those who decide, and answered: 100 % (5 of 5)",
        "Half of the answers came within 7 days.",
    ]


def test_ties_of_which_nobody_has_said_that_they_are_alive_cannot_be_told_from_the_others() -> None:
    said = [Tie(f"i{n}", "p1", TieState.YES, person_says=Goes.ALIVE) for n in range(1, 6)]
    silent = [Tie(f"i{n}", "p1", TieState.YES) for n in range(6, 9)]
    every = [*map(idea, range(1, 9))]
    shown = [becoming(every, {}, [*said, *silent[:few]]).alive for few in (0, 1, 2, 3)]
    assert shown == [5, 0, 0, 5]
    assert becoming(every, {}, said[:2]).alive == 0


def test_a_report_sums_up_whether_it_worked_of_what_was_released() -> None:
    done = {f"i{n}": went((Step.DONE, 0)) for n in range(1, 4)}
    worked = [
        Worked("i1", 9, 6, (4, 1, 1)),
        Worked("i2", 7, 5, (5, 0, 0)),
        Worked("i3", 7, 2),  # too few have answered
        Worked("i9", 7, 5, (0, 0, 5)),  # taken back by now
    ]
    [*_, line] = chapters(becoming([idea(n) for n in range(1, 4)], done, [], worked))[0].lines
    assert isinstance(line, Text)
    assert SAY(line) == (
        "Did it work? Of 2 ideas that were done people say: it helped: 9, no change: 1, it did harm: 1"
    )


def test_a_report_says_nothing_where_nothing_became_of_any_idea_and_hides_few_ties() -> None:
    assert becoming([idea(1)], {}, [Tie("i1", "p1", TieState.NO)]) == Becoming()
    assert becoming([idea(1)], {}, [Tie("i1", "p1", TieState.YES)]).ties == 0


def test_answers_of_the_same_day_came_within_a_day() -> None:
    [chapter] = chapters(becoming([idea(1)], {"i1": went((Step.SENT, 0), (Step.YES, 0))}, []))
    told = [SAY(line) for line in chapter.lines if isinstance(line, Text)]
    assert told[-1] == "Half of the answers came within a day."

"""A report that is kept: its figures come back as they were, and it reads the same in every shape."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.breakouts.encounters import Encounters
from coproduction.breakouts.sayings import Brought, Saying, Sayings
from coproduction.documents import Cell, Chapter, Document, Grid, Row
from coproduction.people import Perspective
from coproduction.reports import Report
from coproduction.reports.document import document, document_of
from coproduction.reports.endings import Ending
from coproduction.reports.figures import Closing, Figures, SessionFigures
from coproduction.reports.freezing import VERSION, frozen, thawed
from coproduction.reports.standing import FOLLOW_THROUGH
from coproduction.shares import Share
from coproduction.words import Text
from tests.lengths import short_or_long

NOON = datetime(2026, 11, 28, 12, 0, 0, 123456, tzinfo=UTC)
CLOSING = Closing(Share(34, 40), Share(34, 45))
TOLD = Figures(
    sessions=(SessionFigures("Mütter & 家族", NOON, 45, 12, 3, CLOSING),),
    champions=45,
    sectors=10,
    perspectives={Perspective.LIVED: 30, Perspective.FRONT_LINE: 15},
    ideas=12,
    collaborations=3,
    between_sessions=1,
    closing=CLOSING,
    pledges=8,
    pledgers=7,
    follow_through={
        "done": 6,
        "working": 0,
        "stuck": 2,
        "no_reply": 0,
        "missed": 0,
        "stopped": 0,
        "not_asked": 0,
    },
    encounters=Encounters(rounds=1, groups=9, pairs=90, again=2, lone_voices=0),
)
KEPT_SINCE_VERSION_1 = (
    '{"version": 1, '
    '"sessions": [{"title": "Mütter & 家族", "started_at": "2026-11-28T12:00:00.123456+00:00", '
    '"attended": 45, "ideas": 12, "collaborations": 3, '
    '"closing": {"of_answered": {"part": 34, "whole": 40}, "of_attended": {"part": 34, "whole": 45}}}], '
    '"champions": 45, "sectors": 10, "perspectives": {"lived": 30, "front": 15}, '
    '"ideas": 12, "collaborations": 3, "between_sessions": 1, '
    '"closing": {"of_answered": {"part": 34, "whole": 40}, "of_attended": {"part": 34, "whole": 45}}, '
    '"pledges": 8, "pledgers": 7, "follow_through": {"done": 6, "working": 0, "stuck": 2, "no_reply": 0, '
    '"missed": 0, "stopped": 0, "not_asked": 0}, '
    '"encounters": {"rounds": 1, "groups": 9, "pairs": 90, "again": 2, "lone_voices": 0}}'
)
SAID = Brought(
    Sayings(3, (Saying("Time matters", 2), Saying("听")), more=4), Sayings(1, (Saying("Who pays"),))
)

ENDING = Ending(Share(30, 41), Share(31, 40), 12, 9)
KEPT_WITH_AN_ENDING = (  # only where people have said anything
    '"ending": {"heard": {"part": 30, "whole": 41}, "better": {"part": 31, "whole": 40}, '
    '"worked": 12, "to_change": 9}'
)
numbers = st.integers(0, 10_000)
shares = numbers.flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
closings = st.builds(Closing, shares, shares)
endings = st.builds(Ending, shares, shares, numbers, numbers)
moments = st.datetimes(timezones=st.just(UTC))
held = st.builds(SessionFigures, st.text(), moments, numbers, numbers, numbers, closings, endings)
figures = st.builds(
    Figures,
    sessions=st.lists(
        st.builds(SessionFigures, st.text(), moments, numbers, numbers, numbers, closings, endings),
        max_size=3,
    ).map(tuple),
    champions=numbers,
    sectors=numbers,
    perspectives=st.dictionaries(st.sampled_from(Perspective), numbers),
    ideas=numbers,
    collaborations=numbers,
    between_sessions=numbers,
    closing=closings,
    pledges=numbers,
    pledgers=numbers,
    follow_through=st.fixed_dictionaries(dict.fromkeys(FOLLOW_THROUGH, numbers)),
    encounters=st.builds(Encounters, numbers, numbers, numbers, numbers, numbers),
    brought=st.sampled_from([Brought(), SAID]),
)


def rows_of(told: Document) -> list[tuple[Chapter, Grid, Row]]:
    """Each row, with its table and the chapter in which that stands."""
    return [(each, each.grid, row) for each in told.chapters if each.grid for row in each.grid.rows]


def rows(told: Document) -> list[Row]:
    """Each row of each table."""
    return [row for _, _, row in rows_of(told)]


def in_numbers(cell: Cell) -> set[str]:
    """The numbers that a line must tell where it tells of this cell."""
    match cell:
        case Share(part, whole):
            return {str(cell.percent), str(part), str(whole)}
        case int():
            return {str(cell)}
        case _:
            return set()


@given(figures)
@settings(max_examples=short_or_long(10, 30))
def test_figures_come_back_as_they_were_kept(told: Figures) -> None:
    assert thawed(frozen(told)) == told


def test_the_text_of_a_version_never_changes() -> None:
    """If this fails: what is kept has another shape now, so give it another version."""
    assert frozen(TOLD) == KEPT_SINCE_VERSION_1
    assert thawed(KEPT_SINCE_VERSION_1) == TOLD
    assert KEPT_WITH_AN_ENDING in frozen(replace(TOLD, sessions=(replace(TOLD.sessions[0], ending=ENDING),)))


@pytest.mark.parametrize("version", [None, 0, VERSION + 1, "1"])
def test_figures_of_another_version_are_not_guessed(version: Any) -> None:
    text = json.dumps(json.loads(frozen(TOLD)) | {"version": version})
    assert thawed(text) is None
    told = document(Report("e1", "C1", NOON, "command:1", "ana", text))
    assert (told.title, told.chapters) == (document_of(TOLD).title, ())
    assert str(told.note) == "I cannot read these old figures. To get new ones, type: /report"


def test_a_kept_report_reads_as_its_figures_do() -> None:
    assert document(Report("e1", "C1", NOON, "command:1", "ana", frozen(TOLD))) == document_of(TOLD)


@given(figures)
@settings(max_examples=short_or_long(10, 30))
def test_a_row_has_a_cell_for_each_column_and_the_lines_tell_every_number_of_it(told: Figures) -> None:
    for chapter, grid, row in rows_of(document_of(told)):
        assert len(row.cells) == len(grid.columns)
        lines = [str(line) for line in (*chapter.lines, *row.lines) if isinstance(line, Text)]
        spoken = set(re.findall(r"\d+", re.sub(r"\bno (?=change|collab)", "0 ", " ".join(lines))))
        assert set[str]().union(*map(in_numbers, row.cells)) <= spoken


def test_a_share_is_a_cell_of_its_own_with_its_denominator() -> None:
    [session, *standing] = rows(document_of(TOLD))
    assert session.cells == ("Mütter & 家族", NOON, 45, 12, 3, Share(34, 40), Share(34, 45))
    assert [(str(row.cells[0]), *row.cells[1:]) for row in standing] == [
        ("Done and Stuck together", 8, Share(8, 8)),
        ("Working on it", 0, Share(0, 8)),
        ("No answer yet", 0, Share(0, 8)),
        ("Could not be asked", 0, Share(0, 8)),
        ("Reminders stopped before the first question", 0, Share(0, 8)),
        ("Not asked yet", 0, Share(0, 8)),
    ]


def test_what_groups_said_is_a_chapter_in_their_words_with_counts_and_without_their_names() -> None:
    told = document_of(replace(TOLD, brought=SAID))
    [chapter] = [each for each in told.chapters if str(each.heading) == "What groups said"]
    assert [str(line) for line in chapter.lines] == [
        "In 3 groups people agreed:",
        "• 2 × Time matters",
        "• 听",
        "4 more are on the cards of the rounds.",
        "In 1 group people differed:",
        "• Who pays",
    ]
    assert "What groups said" not in [str(each.heading) for each in document_of(TOLD).chapters]


LATE = {"no_reply": 3, "missed": 0, "not_asked": 5}


def test_answers_of_too_few_are_not_in_the_table_and_the_report_says_from_when_they_are() -> None:
    few = replace(TOLD, follow_through=LATE)
    assert thawed(frozen(few)) == few
    told = document_of(few).chapters[-1]
    assert [str(line) for line in told.lines] == [
        "8 pledges by 7 people",
        "What people answered is shown when 5 of them have.",
        "Each share is rounded, so together they may not make 100 %.",
    ]
    assert [(str(row.cells[0]), *row.cells[1:]) for row in (told.grid.rows if told.grid else ())] == [
        ("No answer yet", 3, Share(3, 8)),
        ("Could not be asked", 0, Share(0, 8)),
        ("Not asked yet", 5, Share(5, 8)),
    ]


def test_who_said_not_now_stands_on_a_line_of_their_own() -> None:
    assert pledge_lines(done=6, put_off=5) == [
        "Done: 6 (55 % of all pledges)",
        "Not now: 5 (45 % of all pledges)",
    ]


FOUR = ("Done", "Working on it", "Stuck", "Not now")


def pledge_lines(**numbers: int) -> list[str]:
    """What a report says of so many pledges that stand so."""
    told = document_of(replace(TOLD, pledges=sum(numbers.values()), follow_through=numbers))
    grid = told.chapters[-1].grid
    return [str(line) for row in (grid.rows if grid else ()) for line in row.lines]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"done": 12, "working": 6, "stuck": 2}, ["Done: 12 (", "Working on it and Stuck together: 8 ("]),
        ({"done": 20, "working": 3, "stuck": 2}, ["Done: 20 (", "Working on it and Stuck together: 5 ("]),
        ({"done": 20, "working": 4, "stuck": 4}, ["Done, Working on it and Stuck together: 28 ("]),
        ({"done": 5, "put_off": 1}, ["Done and Not now together: 6 ("]),
        ({"done": 4, "stuck": 4}, ["Done and Stuck: too few to show"]),
        ({"done": 5, "stuck": 1, "no_reply": 1}, ["Done and Stuck together: 6 (", "No answer yet: 1 ("]),
        ({"done": 9, "working": 0, "stuck": 0}, ["Done: 9 (", "Working on it: 0 (", "Stuck: 0 ("]),
        (
            {"done": 1, "working": 1, "stuck": 1, "put_off": 1, "stopped": 1},
            [f"{', '.join(FOUR)} and Reminders stopped before the first question: too few to show"],
        ),
    ],
)
def test_what_became_of_few_pledges_is_counted_together_so_that_no_rest_is_below_five(
    numbers: dict[str, int], told: list[str]
) -> None:
    lines = pledge_lines(**numbers)
    assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told


@pytest.mark.parametrize(
    ("willing", "answered", "attended", "told"),
    [
        (34, 40, 45, ["85 % (34 of 40) of those who answered", "76 % (34 of 45) of those who attended"]),
        (5, 10, 10, ["50 % (5 of 10) of those who answered", "50 % (5 of 10) of those who attended"]),
        (18, 20, 38, ["all but 0–4 of the 20 who answered"]),
        (20, 20, 20, ["all but 0–4 of the 20 who answered"]),
        (2, 20, 38, ["0–4 of the 20 who answered"]),
        (0, 20, 38, ["0–4 of the 20 who answered"]),
        (4, 5, 9, ["too few answers to show without giving somebody away"]),
        (8, 8, 9, ["too few answers to show without giving somebody away"]),
        (0, 0, 9, ["shown when 5 people have answered"]),
    ],
)
def test_the_closing_question_says_no_more_than_gives_nobody_away(
    willing: int, answered: int, attended: int, told: list[str]
) -> None:
    closing = Closing(Share(willing, answered), Share(willing, attended))
    chapters = document_of(replace(TOLD, closing=closing)).chapters
    [chapter] = [each for each in chapters if str(each.heading) == "Will do at least one thing differently"]
    assert [str(line) for line in chapter.lines] == told


@pytest.mark.parametrize(("here", "lines"), [(34, 2), (33, 1), (30, 1), (29, 2)])
def test_the_share_of_those_who_attended_gives_nobody_away_who_answered_from_elsewhere(
    here: int, lines: int
) -> None:
    closing = Closing(Share(34, 40), Share(here, 45))
    chapters = document_of(replace(TOLD, closing=closing)).chapters
    [chapter] = [each for each in chapters if str(each.heading) == "Will do at least one thing differently"]
    assert len(chapter.lines) == lines


def test_where_nobody_answered_and_nothing_was_promised_there_is_no_share() -> None:
    nobody = Closing(Share(0, 0), Share(0, 45))
    quiet = replace(TOLD.sessions[0], closing=nobody)
    nothing = dict.fromkeys(FOLLOW_THROUGH, 0)
    told = replace(TOLD, sessions=(quiet,), closing=nobody, pledges=0, follow_through=nothing)
    [session, *standing] = rows(document_of(told))
    assert session.cells[-2:] == (None, None)
    assert {row.cells[1:] for row in standing} == {(0, None)}


@pytest.mark.parametrize(
    ("lived", "front", "governing", "said"),
    [
        (30, 15, 0, "front line 15, lived experience 30"),
        (12, 30, 3, "front line 30, governing body and lived experience together 15"),
        (20, 3, 3, "lived experience 20, front line and governing body together 6"),
        (20, 2, 2, "front line, governing body and lived experience together 24"),
        (1, 0, 14, "governing body and lived experience together 15"),
        (2, 2, 0, None),
    ],
)
def test_fewer_than_five_people_of_one_perspective_are_counted_with_others_only(
    lived: int, front: int, governing: int, said: str | None
) -> None:
    numbers = zip(Perspective, (lived, front, governing), strict=True)
    told = replace(TOLD, perspectives={each: number for each, number in numbers if number})
    [people, *_] = document_of(told).chapters
    lines = [str(line) for line in people.lines[1:]]
    assert lines == ([f"How they know the service: {said}"] if said else [])

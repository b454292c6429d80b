"""What somebody reads in private of a poll says of which: several may be open, and its card out of sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from coproduction.levels import Level
from coproduction.polls import CHOICE, OPEN_TEXT, Invited, Poll, Purpose, Tally
from coproduction.service.now import Going
from coproduction.service.observing import NO_BALLOT
from coproduction.words import Text
from handlers.blocks import pollreceipts
from handlers.blocks.closinglists import which
from handlers.blocks.closings import closing_button
from handlers.blocks.now import panel
from handlers.blocks.polls import card, on_its_way, open_ones
from rehearsal.texts import readable
from tests.handlers.database import tables
from tests.speaking import SAY
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from handlers.blocks.kit import Drawing

POLL = Poll("p", "C1", "s1", "When to meet?", ("Morning", "Evening"), Purpose.ANY, "o")
NAMED = "Poll: “When to meet?”"


def said(drawing: Drawing) -> list[str]:
    return readable(list(drawing.blocks)).splitlines()


@pytest.mark.parametrize("level", list(Level))
def test_that_a_poll_is_on_its_way_names_it(level: Level) -> None:
    poll = replace(POLL, level=level)
    assert said(on_its_way(SAY, poll))[1] == NAMED
    assert said(on_its_way(SAY, replace(poll, title="Plans")))[1] == "Poll: “Plans”"


async def test_so_does_what_is_said_of_changing_it_and_that_cards_are_on_their_way(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    told = []
    for words, answered in (
        ("When?", "The poll says that already"),
        ("When to meet?", "I ask the changed poll"),
    ):
        await stage.miriam.clicks("Change the poll", on="Your poll is on its way", channel=ROOM)
        await stage.miriam.fills({"Your question": words})
        await stage.miriam.submits()
        told.append(await stage.miriam.sees(answered, channel=ROOM, private=True))
    await stage.idea(stage.ana, "A buddy for all")
    await stage.miriam.types('/copro cards "What saves time?"', channel=ROOM)
    told.append(await stage.miriam.sees("Your cards are on their way.", channel=ROOM, private=True))
    assert [each.readable.splitlines()[1] for each in told] == [
        "Poll: “When?”",
        NAMED,
        "Poll: “What saves time?”",
    ]


async def test_who_only_looks_on_by_now_can_take_an_anonymous_answer_back_wherever_they_press(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.poll('/poll anonymous "When to meet?" "Morning" "Evening"')
    await stage.ana.sees("When to meet?", channel=ROOM)
    await stage.ana.clicks("Morning", on="When to meet?", channel=ROOM)
    await stage.rests()
    assert len(tables(stage)["unnamed_ballot"]) == 1
    await stage.miriam.types(f"/copro observers add @{stage.ana.name}", channel=ROOM)
    await stage.miriam.sees("only looks on now", channel=ROOM, private=True)
    await stage.ana.clicks("Evening", on="Poll\nWhen to meet?", channel=ROOM)
    told = await stage.ana.sees("You are here as an observer, so you see", channel=ROOM, private=True)
    assert told.readable.splitlines()[1:] == [
        NAMED,
        "If you answered before, you can take it back here.",
        "Take my answer back",
    ]
    await stage.ana.clicks("Take my answer back", on="You are here as an observer", channel=ROOM)
    await stage.ana.sees("Your answer is deleted.", channel=ROOM, private=True)
    assert tables(stage)["unnamed_ballot"] == []

    await stage.poll('/poll anonymous text "And why?"')
    await stage.ana.sees("And why?", channel=ROOM)
    await stage.ana.clicks("Answer", on="And why?", channel=ROOM)
    told = await stage.ana.sees("Poll: “And why?”", channel=ROOM, private=True)
    assert told.readable.splitlines()[-1] == "Take my answer back"


@pytest.mark.parametrize(
    ("level", "part", "said_of_it"),
    [
        (Level.NAMED, CHOICE, "Named: who leads can read your name and your answer."),
        (Level.CONFIDENTIAL, OPEN_TEXT, "Confidential: I show nobody who chose or wrote what."),
        (Level.ANONYMOUS, CHOICE, "Anonymous: nobody here can see who chose what."),
    ],
)
def test_who_leads_reads_the_level_of_each_open_poll_wherever_all_are_listed(
    level: Level, part: str, said_of_it: str
) -> None:
    poll = replace(POLL, level=level)
    tally = Tally(poll, (), 0, parts=(Tally(replace(poll, id="q", kind=part, part_of="p"), (), 0),))
    lists = (
        said(open_ones(SAY, [tally])),
        said(which(SAY, [tally, tally], Text("Which one?"))),
        readable(panel(SAY, [Going("C1", None, polls=(tally,))])).splitlines(),
    )
    for lines in lists:
        assert lines[lines.index("When to meet?") + 2] == said_of_it


@pytest.mark.parametrize("level", [Level.NAMED, Level.CONFIDENTIAL])
def test_where_their_answers_were_deleted_there_is_nothing_to_take_back(level: Level) -> None:
    told = said(pollreceipts.no_ballot(SAY, NO_BALLOT, replace(POLL, level=level)))
    assert told == [SAY(NO_BALLOT), NAMED]


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({"invited": Invited.GOVERNING}, True),
        ({"invited": Invited.LIVED, "level": Level.NAMED}, False),
        ({"invited": Invited.LIVED, "is_live": True}, False),
        ({"invited": Invited.CHECKED_IN}, False),
        ({}, False),
    ],
)
def test_who_asks_one_perspective_alone_reads_that_few_answers_stay_hidden(
    asked: dict[str, Any], *, is_told: bool
) -> None:
    few = "If fewer than 5 of those whom it asks answer, nothing of it is shown."
    assert (few in said(on_its_way(SAY, replace(POLL, **asked)))[0]) == is_told


@pytest.mark.parametrize("invited", [Invited.CHECKED_IN, Invited.LIVED])
def test_a_card_for_one_perspective_promises_no_counts_by_perspective(invited: Invited) -> None:
    tally = Tally(replace(POLL, invited=invited), (), 0)
    drawn = readable(list(card(SAY, tally, {}).blocks))
    assert "The result shows when the poll closes, from 5 answers on." in drawn
    assert ("By perspective it shows where each has 5." in drawn) == (invited is Invited.CHECKED_IN)


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({}, True),
        ({"level": Level.ANONYMOUS}, True),
        ({"level": Level.NAMED}, False),
        ({"is_live": True}, False),
    ],
)
def test_who_presses_close_reads_that_nothing_is_shown_where_too_few_have_answered(
    asked: dict[str, Any], *, is_told: bool
) -> None:
    sure = str(closing_button(SAY, replace(POLL, **asked), 1)["confirm"])
    assert ("Nothing is shown if fewer than 5 people have answered." in sure) == is_told

"""How what goes on is drawn: no more than Slack takes, and no two buttons that sound the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coproduction.breakouts import Round, Seat, ended, groups_of, started
from coproduction.polls import Poll, Purpose, Tally
from coproduction.service.breakouts.presence import Sitting
from coproduction.service.breakouts.roundnow import RoundNow
from coproduction.service.now import Going, Waits
from coproduction.sessions import Session, SessionState
from coproduction.steps import BREAKOUT
from coproduction.stuck import Obstacle
from handlers import ids
from handlers.blocks.breakouts import choosing
from handlers.blocks.kit import Block, actions, button, fallback
from handlers.blocks.now import HOME, ON_HOME, above, inside, panel, pushed_up
from handlers.blocks.running import for_everybody, for_leaders
from handlers.blocks.sessions import begun
from handlers.panels import is_control
from tests import stepping
from tests.speaking import SAY

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


def going(number: int, polls: int = 2) -> Going:
    """A session in which much goes on; all are called the same."""
    session = Session(f"s{number}", "C1", "New parents", SessionState.LIVE, "ana", NOON)
    planned = Round(f"r{number}", session.id, 1, ("Why?",), "o", 5, minutes=10)
    live = RoundNow(started(planned, NOON), 2, 8, 3, NOON + timedelta(minutes=5))
    asked = tuple(
        Tally(Poll(f"p{n}", "C1", session.id, "When?", ("A", "B"), Purpose.ANY, f"o{n}"), (0, 0), 0)
        for n in range(polls)
    )
    return Going("C1", session, 8, True, live, asked, None, (Waits("C1", Obstacle.ARCHIVED, 1, "m"),))


def buttons(blocks: list[Block]) -> list[Block]:
    return [each for block in blocks if block["type"] == "actions" for each in block["elements"]]


@pytest.mark.parametrize("most", [49, ON_HOME])
@pytest.mark.parametrize("sessions", [1, 2, 3, 30])
def test_it_fits_and_says_what_is_left_out(sessions: int, most: int) -> None:
    blocks = panel(SAY, [going(number) for number in range(sessions)], most)
    assert len(blocks) <= most
    is_cut = "There is more." in str(blocks[-1])
    assert is_cut == (sessions > 3)


@pytest.mark.parametrize("sessions", [1, 2, 3])
def test_no_two_buttons_sound_the_same_and_each_says_what_stands_on_it(sessions: int) -> None:
    drawn = buttons(inside(panel(SAY, [going(number) for number in range(sessions)]), HOME, is_control))
    aloud = [each.get("accessibility_label", each["text"]["text"]) for each in drawn]
    assert len(set(aloud)) == len(aloud) == len({each["action_id"] for each in drawn})
    assert [
        each
        for each in drawn
        if each["text"]["text"] not in each.get("accessibility_label", each["text"]["text"])
    ] == []
    assert max(map(len, aloud)) <= 75


def test_who_leads_reads_who_has_their_message_and_who_is_out_and_can_bring_them_back() -> None:
    shown = going(1)
    assert shown.round
    round_ = replace(shown.round, told=6, out=55)
    drawn = panel(SAY, [replace(shown, round=round_)])
    assert "6 of 8 people have the message with their group. *55 people are out of this round.*" in str(drawn)
    assert "Not reached" not in str(drawn)
    drawn = panel(SAY, [replace(shown, round=replace(round_, untold=2))])
    assert "I could not reach 2 people: press Not reached." in str(drawn)
    [names_them] = [each for each in buttons(drawn) if each["text"]["text"] == "Not reached (2)"]
    assert names_them["value"] == "unreached:r1"
    [back] = [each for each in buttons(drawn) if each["text"]["text"] == "They are here after all (55)"]
    assert back["value"] == "r1:"
    of_two = actions(button("They are here after all", ids.BRING_BACK, "r1:a b"))
    assert above([of_two], drawn)[0] == of_two  # which brings back others


def test_while_many_groups_are_being_posted_the_panel_says_where_nothing_pushes_it_up() -> None:
    shown = going(1)
    assert shown.round
    few, many = ([replace(shown, round=replace(shown.round, coming=coming))] for coming in (2, 3))
    told = fallback(SAY, pushed_up(SAY, many, "C1"))
    assert told.endswith("It stands on my Home tab, too, and stays there: press my name, then “Home”.")
    assert pushed_up(SAY, few, "C1") == pushed_up(SAY, many, "C2") == []


def test_every_button_of_the_panel_is_one_that_a_panel_can_press() -> None:
    drawn = buttons(inside(panel(SAY, [going(1)]), "C1", is_control))
    assert {ids.base(each["action_id"]) for each in drawn} == {ids.NOW}
    assert [ids.read_inside(each["action_id"])[0] for each in drawn] == ["C1"] * len(drawn)


def test_what_an_act_answered_stands_above_without_buttons_that_the_panel_has() -> None:
    words = begun(SAY, Session("s1", "C1", "New parents", SessionState.LIVE, "ana", NOON))
    shown = panel(SAY, [going(1)])
    assert above(words, shown) == shown
    assert above(words, []) == words


def test_each_list_of_the_missing_has_a_label_of_its_own_also_in_one_large_group() -> None:
    planned = started(Round("r", "s", 1, ("Why?",), "o", 12), NOON)
    seats = [Seat("r", f"U{n:02}", n // 24 + 1, n) for n in range(48)]
    sitting = Sitting(planned, groups_of(planned, seats), (), tuple(seat.person for seat in seats))
    names = {seat.person: f"Name {seat.person}" for seat in seats}
    labels = [
        each["label"]["text"]
        for each in choosing.missing(SAY, sitting, "x", names)["blocks"]
        if each["type"] == "input"
    ]
    assert labels[0] == "Have not pressed I'm here: Group 1, Name U00 to Name U09"
    assert len(set(labels)) == len(labels) == 5


def test_who_takes_part_reads_one_end_and_once_they_are_called_back_how_their_group_reports() -> None:
    session = Session("s", "C1", "Room", SessionState.LIVE, "U1", stepping.NOON)
    (at, *_) = (each for each in stepping.standings(session, "") if each.step.kind == BREAKOUT)
    out = started(Round("r", "s", 1, ("",), "o", 4), stepping.NOON, "U1")
    longer = replace(out, ends_at=at.running.ends_at + timedelta(minutes=6))
    read = [fallback(SAY, for_everybody(SAY, at, each)) for each in (None, out, longer)]
    assert [each.count("Until") for each in read] == [1, 0, 1]
    assert "12:21" in read[2]
    for group, labels in ((2, ["Report back"]), (0, [])):
        back = for_everybody(SAY, at, ended(longer, stepping.NOON), group)
        assert "Please come back to the whole room." in fallback(SAY, back)
        assert "go to the room so named" not in fallback(SAY, back)
        assert [each["text"]["text"] for each in buttons(back)] == labels


def test_who_leads_reads_aloud_that_people_are_called_back_and_not_where_to_go() -> None:
    session = Session("s", "C1", "Room", SessionState.LIVE, "U1", stepping.NOON)
    (now, *_) = (each for each in stepping.steps_now(session, "") if each.standing.step.kind == BREAKOUT)
    went, back = (
        fallback(SAY, for_leaders(SAY, replace(now, is_back=is_back), can_cancel=False))
        for is_back in (False, True)
    )
    assert ("go to the room so named" in went, "Please come back to the whole room." in went) == (True, False)
    assert ("go to the room so named" in back, "Please come back to the whole room." in back) == (False, True)

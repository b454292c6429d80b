"""The other ways through the story: each comes to the same figures, and one that was not taken is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from rehearsal.world.manifest import Manifest
from story import behalf, calendar, doors, figures, setting
from story.performance import checked_script
from story.record import Act, Face, Record, Seen
from story.stage import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

    from story.script import Script

AT = datetime(2027, 3, 16, 10, 0, 5, tzinfo=UTC)
NOTHING = Record({}, (), {}, {}, (), 0, (), (), "")
GONE = set(behalf.WITHOUT_SLACK)


@pytest.fixture(scope="module")
def usual() -> Script:
    return checked_script()


@pytest.fixture(scope="module")
def called(usual: Script) -> Script:
    return doors.script(doors.BEHALF, usual)


def all_figures(script: Script) -> dict[str, tuple[int, ...]]:
    facts = {who: setting.facts(who) for who in script.attending}
    faces = {
        who: Face(who, "Europe/London", each["sector"], each["perspective"]) for who, each in facts.items()
    }
    zones = {who: face.zone for who, face in faces.items()}
    told = figures.figures(script, faces, calendar.nudges(script, zones))
    return {each.about: each.truth for each in told}


def test_the_only_optional_scope_that_a_story_uses_is_the_one_whose_refusal_is_played() -> None:
    """What the other one is for, and its refusal: tests/handlers/test_usergroups.py."""
    asked, optional = Manifest.read(CHECKOUT / "manifest.json"), {"dnd:read", "usergroups:read"}

    assert asked.optional == optional
    assert asked.scopes - asked.without_optional().scopes == optional


def test_a_story_that_was_refused_nothing_or_too_much_is_found(usual: Script, tmp_path: Path) -> None:
    assert "--refuse-optional" in doors.arguments(doors.REFUSED, usual, tmp_path, "en")
    assert "--refuse-optional" not in doors.arguments("", usual, tmp_path, "en")
    refused = replace(NOTHING, refused=frozenset({"dnd.info"}))

    assert doors.faults(doors.REFUSED, usual, refused, "") == []
    assert doors.faults("", usual, NOTHING, "") == []
    assert doors.faults(doors.REFUSED, usual, NOTHING, "") == [
        "the bot was refused [] for want of a scope, and not ['dnd.info']"
    ]
    assert doors.faults("", usual, refused, "") == [
        "the bot was refused ['dnd.info'] for want of a scope, and not []"
    ]


def test_with_people_in_the_call_all_figures_are_the_same(usual: Script, called: Script) -> None:
    assert all_figures(called) == all_figures(usual)
    pairs = list(zip(usual.ideas, called.ideas, strict=True))
    assert [len(one.supporters) for one, _ in pairs] == [len(other.supporters) for _, other in pairs]
    assert [idea for idea in called.ideas if GONE & {*idea.supporters, *idea.took_back, *idea.by}] == []
    assert {
        nudge.who for nudge in calendar.nudges(called, dict.fromkeys(usual.attending, "UTC"))
    } & GONE == set()


def test_what_nobody_can_enter_for_others_is_not_done_by_who_is_in_the_call(called: Script) -> None:
    for session in called.sessions:
        assert GONE.isdisjoint(given.who for given in session.said)
        assert GONE.isdisjoint(session.ten_cards.says if session.ten_cards else ())
        assert GONE.isdisjoint(ask.who for ask in session.asks)
        assert all(GONE.isdisjoint(breakout.absent) for breakout in session.breakouts)
    own = [idea for idea in called.ideas if idea.who in GONE]
    assert own
    assert {(idea.kind, idea.is_anonymous, idea.withdrawn) for idea in own} == {("change idea", False, False)}


def test_they_have_no_account_in_the_workspace(called: Script, tmp_path: Path) -> None:
    arguments = doors.arguments(doors.BEHALF, called, tmp_path, "en")
    cast = json.loads((tmp_path / "cast.json").read_text("utf-8"))

    assert str(tmp_path / "cast.json") in arguments
    assert GONE.isdisjoint(each["real_name"] for each in cast["people"])
    assert len(cast["people"]) == len(json.loads(setting.CAST.read_text("utf-8"))["people"]) - len(GONE)


def test_a_report_that_does_not_tell_their_part_a_card_without_origin_and_an_act_of_theirs_are_found(
    called: Script,
) -> None:
    report = "5 of the champions were in the call without Slack. "
    report += "Entered for them, and counted above and below: 4 ideas, 5 closing answers and 3 pledges."
    own = [idea for idea in called.ideas if idea.who in GONE]
    channel = tuple(
        Seen(AT, f"Idea 1\n{idea.text}\nFrom", raw=f"{idea.who} (in the call, without Slack)") for idea in own
    )
    faithful = replace(NOTHING, channel=channel)
    assert doors.faults(doors.BEHALF, called, faithful, report) == []

    acts = (Act("Suharto", "clicks Yes", acked=True),)
    other = replace(NOTHING, channel=channel[1:], acts=acts, direct={"Suharto": ()})
    assert doors.faults(doors.BEHALF, called, other, report.replace("4 ideas", "3 ideas")) == [
        "the report says of those without Slack [(5, 3, 5, 3)], not (5, 4, 5, 3)",
        "Suharto acted, who has no Slack",
        "Suharto was written to, who has no Slack",
        f"the card of “{own[0].text}” does not say where it came from",
    ]


def test_what_was_pressed_although_it_can_be_typed_and_what_was_read_in_blocks_are_found(
    usual: Script, tmp_path: Path
) -> None:
    assert "--text-alone" in doors.arguments(doors.TYPED, usual, tmp_path, "en")
    typed = (
        Act("Tunde Bakare", "types /copro next, parent-champions", acked=True),
        Act("Tunde Bakare", "clicks Call everyone back, parent-champions", acked=True),
        Act("Ana Pereira", "clicks Support idea 3, More benches, parent-champions", acked=True),
    )
    read = (Seen(AT, "Session: New parents\n5 very good: 12"),)
    assert doors.faults(doors.TYPED, usual, replace(NOTHING, acts=typed, channel=read), "") == []

    pressed = tuple(
        Act("Tunde Bakare", what, acked=True)
        for what in (
            "clicks Next: Small groups, parent-champions",
            "chooses Back: Ten cards, parent-champions",
            "chooses 5 more minutes, parent-champions",
            "clicks Check in, Session: New parents, parent-champions",
        )
    )
    drawn = (Seen(AT, "Session: New parents\n5 very good: 12 ▰▰▱"),)
    assert doors.faults(doors.TYPED, usual, replace(NOTHING, acts=pressed, channel=drawn), "") == [
        *(f"Tunde Bakare {act.what}, and could have typed it" for act in pressed),
        "this was read in blocks: Session: New parents",
    ]

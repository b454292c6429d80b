"""A crowd fills a room by itself: what it does, whom it never touches, and that nothing it does is lost."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.room import TOO_LATE, compare, play
from rehearsal.crowd.crowd import Crowd
from rehearsal.crowd.habits import Habit, Habits
from rehearsal.crowd.hurrying import pass_time
from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from story.setting import CAST, CROWD
from tests.handlers.database import tables
from tests.rehearsal.app import App
from tests.stage import Stage
from tests.wiretap import Wiretap

ROOM = "C0PARENT0"
MIRIAM = "U0FACIL01"
TOLD_WHY = (
    "no form opened: The session “A full room” has ended, and no other one is live",
    "no form opened: This session has ended, so its groups report no more",
    "no form opened: You sit in Group ",  # another one by now: who does not say that they are there is moved
    "the form came back: This session has ended, so checking in",
    "the form came back: This session has ended, so its groups report no more",
)

FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Check in"},
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "Only send it."}}],
    "submit": {"type": "plain_text", "text": "Check in"},
}


def crowd_of(server: Rehearsal) -> Crowd:
    assert server.crowds.crowd is not None
    return server.crowds.crowd


def did(told: dict[str, Any]) -> dict[str, int]:
    return {each["name"]: each["times"] for each in told["did"]}


def button(words: str) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": words}, "action_id": words}


def card(words: str, *buttons: str) -> list[dict[str, Any]]:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    return [section, {"type": "actions", "elements": [button(each) for each in buttons]}]


# With the bot


async def test_300_people_act_and_nothing_that_was_acknowledged_is_lost(
    stage: Stage, wiretap: Wiretap
) -> None:
    await play(stage.slack, stage.room, people=300, seconds=60)
    await stage.rests()
    told = await stage.room.crowd()
    lost = compare(stage.slack, stage.config.database_url)

    assert lost.faults == []
    refused = [each["why"] for each in await stage.room.log(kind="crowd", what="refused")]
    answers = await stage.room.log(kind="http", what="response_url")
    assert [why for why in refused if not why.startswith(TOLD_WHY)] == []
    assert (told["refused"], told["unanswered"]) == (len(refused), 0)
    assert lost.counts["arrivals"] == lost.counts["check-ins"] == did(told)["check-ins"] > 50
    assert lost.counts["here"] == did(told)["seats"] > 0
    assert lost.counts["words"] >= did(told)["report-backs"] > 0
    assert lost.counts["ideas"] >= did(told)["ideas"] > 0
    assert lost.counts["support"] == did(told)["supports"] > 0
    closed = [each for each in answers if TOO_LATE in each["arguments"]["text"]]  # and told so
    assert lost.counts["answers"] == did(told)["votes"] + did(told)["answers"] - len(closed) > 20
    assert "Traceback" not in wiretap.lines.getvalue()
    assert await stage.room.log(kind="crowd", what="fault") == []


async def test_everybody_of_a_crowd_gets_in_while_slack_opens_no_form_at_all(stage: Stage) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what="429", retry_after=3_000)

    await stage.room.fill(40, ROOM, pace=20)
    await pass_time(stage.slack.slack, crowd_of(stage.slack), 60)
    await stage.room.fill(0)

    told = await stage.room.crowd()
    late = [
        entry
        for entry in await stage.room.log(kind="http", what="response_url")
        if "did not open in time" in entry["arguments"]["text"]
    ]
    assert (told.get("arrived"), len(tables(stage)["attendance"])) == (40, 40)
    assert len({entry["person"] for entry in late}) == len(late) == 40  # each was told once
    assert await stage.room.violations() == []


async def test_people_beyond_the_cast_come_in_as_slack_would_tell_it_and_are_as_mixed_as_the_cast(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.room.fill(60, ROOM, pace=20)
    await pass_time(stage.slack.slack, crowd_of(stage.slack), 20)
    people = stage.slack.slack.workspace.people
    cast = {each["id"] for each in json.loads(CAST.read_text("utf-8"))["people"]}
    new = [each for each in people.values() if each.id not in cast and not each.is_bot]
    joined = [
        each["payload"]["event"]["user"]
        for each in await stage.room.log(kind="envelope", name="member_joined_channel")
    ]

    assert len(new) == 15
    assert sorted(joined) == sorted(each.id for each in new)
    assert len({each.real_name for each in people.values()}) == len(people)
    assert {(each.role, *sorted(each.facts)) for each in new} == {("champion", "perspective", "sector")}
    assert len({each.facts["sector"] for each in new}) > 4


# With any app


@pytest.mark.parametrize("pace", [20, 1000])
async def test_300_people_do_no_more_than_people_do_however_much_they_are_hurried(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App, pace: int
) -> None:
    for number in range(20):
        words = f"Idea {number}\nBenches"
        await web.chat_postMessage(channel=ROOM, text="x", blocks=card(words, "Support"))
    await room.fill(300, ROOM, pace=pace)
    await pass_time(slack.slack, crowd_of(slack), 10)
    deeds = await room.log(kind="deed")

    assert 40 < len(deeds) <= 10 * 300 / Habits.read(CROWD).between_acts + 1


async def test_the_first_person_of_a_small_crowd_is_there_at_once(
    slack: Rehearsal, room: Room, app: App
) -> None:
    await room.fill(2, ROOM)
    await pass_time(slack.slack, crowd_of(slack), 1)
    assert (await room.crowd())["arrived"] >= 1


async def test_of_a_card_with_several_ideas_each_is_supported_by_its_own_button(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    labels = [f"Support idea {number}" for number in (7, 8, 9)]
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("Ideas 7 to 9\nIdea 7\nBenches", *labels))
    await room.fill(4, ROOM)
    await pass_time(slack.slack, crowd_of(slack), 3_600)
    pressed = Counter(each["actions"][0]["action_id"] for each in app.payloads("interactive"))

    assert pressed == dict.fromkeys(labels, 4)
    assert did(await room.crowd())["supports"] == 12


async def test_whoever_is_told_that_a_form_was_late_presses_the_button_that_opens_it(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    session = card("Session: Benches\nThis session is live", "Check in")
    await web.chat_postMessage(channel=ROOM, text="x", blocks=session)
    answers: list[asyncio.Task[Any]] = []

    def answer(frame: dict[str, Any]) -> None:
        act = frame["payload"]
        if act.get("type") != "block_actions":
            return
        pressed = act["actions"][0]["action_id"]
        if pressed == "Check in":
            busy = card("Many people are opening forms. Then press the button.", "Open the form")
            call = web.chat_postEphemeral(channel=ROOM, user=act["user"]["id"], text="x", blocks=busy)
        else:
            call = web.views_open(trigger_id=act["trigger_id"], view=FORM)
        answers.append(asyncio.ensure_future(call))

    app.answer = answer
    await room.fill(1, ROOM)
    await pass_time(slack.slack, crowd_of(slack), 60)
    deeds = [each["deed"] for each in await room.log(kind="deed")]

    assert deeds == ["press", "press", "fills", "submits"]
    assert did(await room.crowd())["check-ins"] == 1


@pytest.mark.parametrize(
    ("wait", "in_private"),
    [("", "4 – good"), ("Please wait. I will tell you here when it is your turn.", "Open the form")],
)
async def test_whoever_is_told_of_another_way_takes_it_and_whoever_is_told_to_wait_waits_to_be_called(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App, wait: str, in_private: str
) -> None:
    session = card("Session: Benches\nThis session is live", "Check in")
    await web.chat_postMessage(channel=ROOM, text="x", blocks=session)
    pressed: list[str] = []
    answers: list[asyncio.Task[Any]] = []

    async def say(person: str) -> None:
        if wait:
            await web.chat_postEphemeral(channel=ROOM, user=person, text=wait)
        blocks = card("Now.", in_private)
        await web.chat_postEphemeral(channel=ROOM, user=person, text="x", blocks=blocks)

    def answer(frame: dict[str, Any]) -> None:
        act = frame["payload"]
        if act.get("type") != "block_actions":
            return
        pressed.append(act["actions"][0]["action_id"])
        if pressed[-1] == "Check in":
            answers.append(asyncio.ensure_future(say(act["user"]["id"])))
        elif pressed[-1] == "Open the form":
            opening = web.views_open(trigger_id=act["trigger_id"], view=FORM)
            answers.append(asyncio.ensure_future(opening))

    app.answer = answer
    await room.fill(1, ROOM)
    await pass_time(slack.slack, crowd_of(slack), 60)

    assert pressed == ["Check in", in_private]
    assert (did(await room.crowd())["check-ins"], (await room.crowd())["refused"]) == (1, 0)


async def test_where_there_is_nothing_to_do_they_do_nothing_and_say_what_comes_first(
    slack: Rehearsal, room: Room, app: App
) -> None:
    told = await room.fill(5, ROOM, pace=20)
    await pass_time(slack.slack, crowd_of(slack), 60)

    assert "Start a session first" in told["hint"]
    assert await room.log(kind="deed") == []
    told = await room.crowd()
    assert (told["arrived"], sum(did(told).values())) == (5, 0)


async def test_they_press_only_what_their_habits_name_and_each_card_once(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    await web.chat_postMessage(channel=ROOM, text="Poll", blocks=card("Poll\nWhen?", "Morning", "Evening"))
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("For facilitators", "End the session"))
    await room.fill(5, ROOM)
    await pass_time(slack.slack, crowd_of(slack), 900)
    pressed = [each["actions"][0]["action_id"] for each in app.payloads("interactive")]

    assert len(pressed) == 5
    assert set(pressed) <= {"Morning", "Evening"}
    assert did(await room.crowd()) == dict.fromkeys(did(await room.crowd()), 0) | {"votes": 5}


async def test_facilitators_decision_owners_and_whom_somebody_plays_are_left_alone(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    await web.chat_postMessage(channel=ROOM, text="Poll", blocks=card("Poll\nWhen?", "Morning"))
    played = room.people("champion")[0].id
    await room.wire.get("screen", person=played)
    await room.fill(60, ROOM, pace=20)
    await pass_time(slack.slack, crowd_of(slack), 120)
    acted = {each["person"] for each in await room.log(kind="deed")}
    roles = {slack.slack.workspace.people[each].role for each in acted}

    assert len(acted) == 60
    assert (roles, played in acted) == ({"champion"}, False)


async def test_the_same_seed_is_the_same_crowd_and_another_seed_another(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    async def votes(seed: int) -> list[tuple[str, str]]:
        await room.reset()
        await web.chat_postMessage(channel=ROOM, text="Poll", blocks=card("Poll\nWhen?", "A", "B", "C"))
        before = len(app.payloads("interactive"))
        await room.fill(45, ROOM, seed=seed)
        await pass_time(slack.slack, crowd_of(slack), 300)
        new = app.payloads("interactive")[before:]
        return sorted((each["user"]["id"], each["actions"][0]["action_id"]) for each in new)

    first = await votes(7)
    assert len(first) == 45
    assert await votes(7) == first
    assert await votes(8) != first


async def test_a_skip_of_an_hour_does_not_make_everybody_act_at_once(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    await room.fill(45, ROOM)
    crowd = crowd_of(slack)
    await pass_time(slack.slack, crowd, 150)
    await web.chat_postMessage(channel=ROOM, text="Poll", blocks=card("Poll\nWhen?", "A"))
    await room.forward(hours=1)
    await slack.slack.bell.until(lambda: crowd.next_due, 5)
    assert len(app.payloads("interactive")) < 10
    await room.forward(days=1)
    await pass_time(slack.slack, crowd, 60)
    assert (await room.crowd())["left"] == 45  # nobody stays for so long


async def test_they_stop_when_told_to_and_when_the_workspace_begins_anew(
    slack: Rehearsal, room: Room, app: App
) -> None:
    assert await room.crowd() == {"people": 0, "going": False}
    assert (await room.fill(45, ROOM))["going"]
    assert not (await room.fill(0))["going"]
    for ending in (room.reset(), room.archive("parent-champions")):
        await room.fill(45, ROOM)
        assert (await room.crowd())["going"]
        await ending
        told = await room.crowd()
        assert (told["going"], told["arrived"] <= 1) == (False, True)
    assert not crowd_of(slack).going


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"people": -1}, "up to 500 people"),
        ({"people": 501}, "up to 500 people"),
        ({"people": "many"}, "must be a number"),
        ({"people": 5, "pace": 0}, "pace must be between"),
        ({"people": 5, "channel": "nowhere"}, "no channel 'nowhere'"),
        ({"people": 5, "channel": 7}, "must be a string"),
    ],
)
async def test_a_senseless_crowd_is_refused_with_words(room: Room, order: dict[str, Any], words: str) -> None:
    with pytest.raises(Impossible, match=words):
        await room.wire.post("crowd", **order)


def test_a_mistake_in_the_habits_is_named() -> None:
    with pytest.raises(ValueError, match="must press, type or react"):
        Habit.read({"name": "nothing", "says": ["x", "y"], "on": "x"})
    with pytest.raises(ValueError, match="'odd'"):
        Habit.read({"name": "odd", "says": ["x", "y"], "on": "(", "type": "x"})
    with pytest.raises(ValueError, match="'odd': fill needs texts"):
        Habit.read({"name": "odd", "says": ["x"], "on": "x", "press": {"*": {"fill": {"texts": []}}}})
    assert len(Habits.read(CROWD).habits) == 9

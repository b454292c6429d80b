"""A crowd fills in whatever form opens: every input by its kind, within its bounds, and gives up politely."""

from __future__ import annotations

import asyncio
import dataclasses
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from rehearsal.crowd.crowd import Crowd
from rehearsal.crowd.filling import Filler
from rehearsal.crowd.habits import Fill, Habit, Habits
from rehearsal.crowd.hurrying import pass_time
from rehearsal.model import View
from story.setting import CROWD
from tests.handlers.database import tables
from tests.rehearsal.tab import ANA, ROOM
from tests.rehearsal.test_crowd import button, card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slack_sdk.web.async_client import AsyncWebClient

    from rehearsal.driver.room import Room
    from rehearsal.server import Rehearsal
    from tests.rehearsal.app import App
    from tests.stage import Stage

Json = dict[str, Any]

FILL: Json = {
    "texts": [["More benches", 1], ["A longer walk along the river, with a rest", 1]],
    "presses": [3, 3],
}
CHANNEL = "parent-champions"
POLLS = (
    '/poll limit 2 "Which two?" "Park" "Hall" "School"',
    '/poll dots 5 "What matters?" "Park" "Hall" "School"',
    '/poll rank "In which order?" "Park" "Hall" "School" "Café"',
    '/poll text "What would help?"',
    "/copro cards",
)
OF_THE_STORY = [each for each in Habits.read(CROWD).habits if each.name in ("votes", "further answers")]
WHATEVER = Habit.read(
    {"name": "whatever", "says": ["x", "x"], "on": "^Ask", "press": {"*": {"fill": FILL}}, "most": 1}
)
DRAWS = 60


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(name: str, element: Json, *, optional: bool = False, **more: Any) -> Json:
    block = {"type": "input", "block_id": name, "label": words(name), "optional": optional, **more}
    return {**block, "element": {"action_id": "answer", **element}}


def menu(name: str, *texts: str, optional: bool = False, kind: str = "static_select") -> Json:
    options = [{"text": words(text), "value": str(at)} for at, text in enumerate(texts)]
    return field(name, {"type": kind, "options": options}, optional=optional)


APART: Json = {"type": "divider", "block_id": "apart"}


def form(*blocks: Json, send: str = "Send") -> Json:
    return {
        "type": "modal", "title": words("A form"), "blocks": list(blocks), "callback_id": "a form",
        **({"submit": words(send)} if send else {}),
    }  # fmt: skip


@pytest.fixture
def draws(slack: Rehearsal) -> Callable[..., list[Json]]:
    """What many people put into these blocks: by block, what is in its one field."""

    async def nothing(_block: Json, _words: str) -> list[Json]:
        return []

    def drawn(*blocks: Json) -> list[Json]:
        team = slack.slack
        view = View("V1", ANA, form(*blocks), "hash", "V1")
        found = []
        for seed in range(DRAWS):
            person, room = team.workspace.people[ANA], team.workspace.channels[ROOM]
            dice, fill = random.Random(seed), Fill(**FILL)  # noqa: S311 - the same people every time
            values = asyncio.run(Filler(team, person, room, dice, fill, nothing).values(view))
            given = {name: next(iter(each["answer"].values())) for name, each in values.items()}
            found.append({name: _read(each) for name, each in given.items()})
        return found

    return drawn


def _read(given: Any) -> Any:
    if isinstance(given, list):
        return [_read(each) for each in given]
    return given["text"]["text"] if isinstance(given, dict) and "value" in given else given


# With the bot


async def _numbers_sent(stage: Stage) -> dict[str, set[str]]:
    """The fields of the last form in which each person gave a number: others would rather not say."""
    found: dict[str, set[str]] = {}
    for entry in await stage.room.log(kind="envelope"):
        act = entry["payload"]
        given = (act.get("view") or {}).get("state", {}).get("values", {})
        if act.get("type") == "view_submission" and "words/4" in given:
            chosen = {name: _read(each["answer"].get("selected_option")) for name, each in given.items()}
            found[act["user"]["id"]] = {name for name, words in chosen.items() if str(words)[:1].isdigit()}
    return found


async def test_45_people_answer_several_questions_in_one_form_and_those_at_the_end(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/poll template power", channel=CHANNEL)
    await stage.rests()
    crowd = one_of_a_crowd(stage.slack, 45, OF_THE_STORY)
    await pass_time(stage.team, crowd, 600)
    await stage.miriam.types("/copro close", channel=CHANNEL)
    closed = await stage.ana.sees("Poll: closed", channel=CHANNEL)
    assert "45 people have answered." in closed.readable

    await stage.miriam.types("/copro end now", channel=CHANNEL)
    await stage.ana.sees("Before you go", channel=CHANNEL)
    await pass_time(stage.team, crowd, 600)
    await crowd.stop()
    await stage.miriam.types('/copro start "Again"', channel=CHANNEL)
    end = await stage.ana.sees("This question is closed now.", channel=CHANNEL)
    people = [int(each) for each in re.findall(r"\(\d+ of (\d+)\)", end.readable)]
    heard, scales = await _numbers_sent(stage), ("number/1", "now/2", "number/5")
    assert people == [sum(name in each for each in heard.values()) for name in scales]
    assert len(heard) == 45
    assert "Fewer than 5" not in end.readable
    assert (crowd.tally.refused, crowd.tally.times["further answers"]) == (0, 45)


async def test_a_few_people_answer_every_kind_of_poll_that_has_a_form(stage: Stage) -> None:
    await stage.session()
    for number in range(3):
        await stage.idea(stage.miriam, f"Benches for place {number}")
    crowd = one_of_a_crowd(stage.slack, 8, OF_THE_STORY)
    for asked in POLLS:
        await stage.miriam.types(asked, channel=CHANNEL)
        await stage.rests()
    await pass_time(stage.team, crowd, 1_200)
    await crowd.stop()
    answered = Counter(row["poll"] for row in tables(stage)["ballot"])

    assert crowd.tally.refused == 0
    assert sorted(answered.values()) == [8] * len(POLLS)


# By kind


async def test_each_kind_of_input_gets_what_it_takes(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    options = [{"text": words(each), "value": each} for each in ("A", "B", "C", "D")]
    kinds: dict[str, Json] = {
        "text": {"type": "plain_text_input", "min_length": 20, "max_length": 30},
        "rich": {"type": "rich_text_input"},
        "mail": {"type": "email_text_input"},
        "link": {"type": "url_text_input"},
        "whole": {"type": "number_input", "is_decimal_allowed": False, "min_value": "3", "max_value": "4"},
        "part": {"type": "number_input", "is_decimal_allowed": True, "min_value": "0.2", "max_value": "0.4"},
        "menu": {"type": "static_select", "options": options},
        "radio": {"type": "radio_buttons", "options": options},
        "boxes": {"type": "checkboxes", "options": options},
        "several": {"type": "multi_static_select", "options": options, "max_selected_items": 2},
        "who": {"type": "users_select"},
        "where": {"type": "channels_select"},
        "people": {"type": "multi_users_select", "max_selected_items": 1},
        "rooms": {"type": "multi_conversations_select"},
        "day": {"type": "datepicker"},
        "hour": {"type": "timepicker"},
        "moment": {"type": "datetimepicker"},
        "file": {"type": "file_input", "filetypes": ["pdf"]},
        "asks": {"type": "external_select", "min_query_length": 2},
    }
    blocks = [field(name, element) for name, element in kinds.items()]
    sent = await _one_person_answers(slack, web, app, form(*blocks))

    (values,) = [each["view"]["state"]["values"] for each in sent]
    held = {name: next(v for k, v in each["answer"].items() if k != "type") for name, each in values.items()}
    assert {name for name, each in held.items() if not each} == set()
    assert 20 <= len(held["text"]) <= 30
    assert held["whole"] in ("3", "4")
    assert held["part"] == "0.2"
    assert len(held["several"]) <= 2
    assert held["asks"]["value"] == "found"


async def _one_person_answers(
    slack: Rehearsal, web: AsyncWebClient, app: App, view: Json, answer: Json | None = None
) -> list[Json]:
    """One person presses a button that opens this form; what she sends, which the app answers so."""
    opening: list[asyncio.Task[Any]] = []

    def hear(frame: Json) -> Json | None:
        act = frame["payload"]
        if act.get("type") == "block_suggestion":
            return {"options": [{"text": words("Found"), "value": "found"}]}
        if act.get("type") == "block_actions" and "view" not in act:
            opening.append(asyncio.ensure_future(web.views_open(trigger_id=act["trigger_id"], view=view)))
        return answer if act.get("type") == "view_submission" else None

    app.answer = hear
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("Ask", "Answer"))
    crowd = one_of_a_crowd(slack)
    await pass_time(slack.slack, crowd, 600)
    await crowd.stop()
    return [each for each in app.payloads("interactive") if each["type"] == "view_submission"]


def one_of_a_crowd(slack: Rehearsal, people: int = 1, habits: Sequence[Habit] = (WHATEVER,)) -> Crowd:
    room = slack.slack.workspace.channels[ROOM]
    known = dataclasses.replace(Habits.read(CROWD), habits=list(habits))
    return Crowd(slack.slack, known, room, people, 1, 1)


# Rows


def test_what_comes_first_second_and_third_is_never_the_same(draws: Callable[..., list[Json]]) -> None:
    offered = ("Park", "Hall", "School", "Café")
    places = [menu(name, *offered, optional=name != "first") for name in ("first", "second", "third")]
    given = draws(*places)
    assert all("first" in each and len(set(each.values())) == len(each) for each in given)
    assert {tuple(each) for each in given} == {
        ("first",), ("first", "second"), ("first", "second", "third"),
    }  # fmt: skip


def test_dots_are_all_shared_out_and_never_more_than_there_are(draws: Callable[..., list[Json]]) -> None:
    given = draws(*(menu(name, *map(str, range(6))) for name in ("Park", "Hall", "School")))
    assert {sum(map(int, each.values())) for each in given} == {5}
    assert len({tuple(each.values()) for each in given}) > 5


def test_two_scales_side_by_side_are_answered_both_or_neither_and_may_be_the_same(
    draws: Callable[..., list[Json]],
) -> None:
    steps = ("1 – Not at all", "2", "3", "4", "5 – Very much")
    given = draws(menu("before", *steps, optional=True), menu("now", *steps, optional=True))
    assert {len(each) for each in given} == {0, 2}
    assert any(each["before"] == each["now"] for each in given if each)


def test_two_questions_apart_may_have_one_answer(draws: Callable[..., list[Json]]) -> None:
    given = draws(menu("one", "Yes", "No"), APART, menu("two", "Yes", "No"))
    assert {tuple(each.values()) for each in given} == {
        ("Yes", "Yes"), ("Yes", "No"), ("No", "Yes"), ("No", "No"),
    }  # fmt: skip


def test_tick_boxes_are_ticked_as_often_as_their_hint_says_at_most(draws: Callable[..., list[Json]]) -> None:
    boxes = menu("boxes", "A", "B", "C", "D", kind="checkboxes")
    given = draws({**boxes, "hint": words("Choose up to 2.")})
    assert {len(each["boxes"]) for each in given} == {1, 2}


# Ends


async def test_a_form_that_comes_back_with_errors_is_closed_and_that_is_recorded(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    errors = {"response_action": "errors", "errors": {"why": "Not so."}}
    sent = await _one_person_answers(
        slack, web, app, form(field("why", {"type": "plain_text_input"})), errors
    )
    deeds = [each["deed"] for each in await room.log(kind="deed")]
    gave_up = await room.log(kind="crowd", what="refused")

    assert len(sent) == 3  # as often as people try
    assert deeds == ["press", "submit", "closes"] * 3
    assert [each["why"] for each in gave_up] == ["the form came back: Not so."] * 3
    assert await room.log(kind="crowd", what="fault") == []


async def test_of_a_form_with_nothing_to_send_some_buttons_are_pressed_and_it_is_closed(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    sure = {"title": words("Sure?"), "text": words("All?"), "confirm": words("Yes"), "deny": words("No")}
    rows: list[Json] = [
        {"type": "actions", "block_id": "delete", "elements": [{**button("Delete"), "confirm": sure}]},
        {"type": "actions", "block_id": "say", "elements": [button("Helps"), button("Does not help")]},
        {"type": "actions", "block_id": "back", "elements": [button("Back")]},
    ]
    updates: list[asyncio.Task[Any]] = []
    view = form(*rows, send="")

    def hear(frame: Json) -> None:
        act = frame["payload"]
        if act.get("type") == "block_actions" and "view" in act:
            updates.append(asyncio.ensure_future(web.views_update(view_id=act["view"]["id"], view=view)))
        elif act.get("type") == "block_actions":
            updates.append(asyncio.ensure_future(web.views_open(trigger_id=act["trigger_id"], view=view)))

    app.answer = hear
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("Ask", "Answer"))
    await pass_time(slack.slack, one_of_a_crowd(slack), 600)
    deeds = [each["deed"] for each in await room.log(kind="deed")]
    pressed = [each["actions"][0]["action_id"] for each in app.payloads("interactive")]

    assert deeds == ["press", *["press"] * 3, "closes"]
    assert {"Helps", "Does not help"} >= set(pressed[1:])


async def test_where_no_form_opens_the_press_was_all_and_nothing_is_raised(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.crowd.hands.SEES_A_FORM_WITHIN", 0.05)
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("Ask", "Answer"))
    crowd = one_of_a_crowd(slack)
    await pass_time(slack.slack, crowd, 600)

    assert [each["deed"] for each in await room.log(kind="deed")] == ["press"]
    assert (crowd.tally.times["whatever"], crowd.tally.refused) == (1, 0)
    assert await room.log(kind="crowd", what="fault") == []


# Whom somebody plays


async def test_whoever_is_opened_on_a_page_is_left_alone_at_once_with_the_form_that_is_theirs_now(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    opened: list[asyncio.Task[Any]] = []
    played: list[str] = []

    async def open_for(act: Json) -> None:
        """Before her form comes, somebody opens a page as her."""
        played.append(act["user"]["id"])
        await room.wire.get("screen", person=played[0], page="tab one")
        await web.views_open(
            trigger_id=act["trigger_id"], view=form(field("why", {"type": "plain_text_input"}))
        )

    def hear(frame: Json) -> None:
        if frame["payload"].get("type") == "block_actions":
            opened.append(asyncio.ensure_future(open_for(frame["payload"])))

    app.answer = hear
    await web.chat_postMessage(channel=ROOM, text="x", blocks=card("Ask", "Answer"))
    crowd = one_of_a_crowd(slack)
    await pass_time(slack.slack, crowd, 600)
    assert [each["deed"] for each in await room.log(kind="deed")] == ["press"]
    assert slack.slack.modals.top(played[0]) is not None
    assert crowd.tally.refused == 0

    await room.wire.get("screen", person="U0FACIL01", page="tab one")  # the same tab is somebody else now
    assert played[0] not in slack.slack.played
    await room.wire.post("leave", page="tab one")
    assert "U0FACIL01" not in slack.slack.played


async def test_whoever_is_played_before_the_crowd_brings_her_in_stays_where_she_is(
    slack: Rehearsal, room: Room, app: App
) -> None:
    crowd = one_of_a_crowd(slack, 45)
    members = slack.slack.workspace.channels[ROOM].members
    await room.kick(ANA, "parent-champions")
    await room.wire.get("screen", person=ANA, page="tab")
    await pass_time(slack.slack, crowd, 300)
    assert (ANA in members, crowd.tally.arrived) == (False, 44)
    await room.wire.post("leave", page="tab")
    await pass_time(slack.slack, crowd, 300)
    assert (ANA in members, crowd.tally.arrived) == (True, 45)
    await crowd.stop()

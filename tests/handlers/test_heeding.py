"""Slack asks to be left alone: no call breaks that, whoever makes it, and nobody who acted meets silence."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from multidict import CIMultiDict
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.app import connections
from bot.clock import real_time
from bot.patience import Patience
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import Drawing, actions, button, context
from handlers.slack.board import StoredBoard
from handlers.slack.client import Client
from handlers.slack.singlefile import SingleFile
from handlers.slack.slack_errors import Resting, retry_after
from storage import open_storage
from tests.speaking import SAY
from tests.stage import ROOM, SECRET_KEY, Opened, Stage, on_stage

HOUR = timedelta(hours=1)
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


async def passing(seconds: float) -> None:
    """Real time, which Slack's limits are counted in."""
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, over.set)
    await over.wait()


async def test_a_flood_of_calls_breaks_no_rest(stage: Stage) -> None:
    """Posts to a busy channel, conversations, people: wave after wave, so small that on a busy machine, too,
    none is longer on its way than the grace for calls that were when Slack asked to wait."""
    await stage.room.rates(on=True)
    client = stage.workspace.desk.slack.client
    people = [person.id for person in stage.room.people("champion")]
    outcomes: list[object] = []
    for first in range(0, len(people), 9):
        wave = people[first : first + 9]
        calls = [
            *(client.chat_postMessage(channel=stage.ana.id, text="x") for _ in wave),
            *(client.conversations_open(users=person) for person in wave),
            *(client.users_info(user=person) for person in wave),
        ]
        outcomes += await asyncio.gather(*calls, return_exceptions=True)
        await passing(0.6)

    refused = [each for each in outcomes if isinstance(each, SlackApiError)]
    assert {each.response["error"] for each in refused} == {"ratelimited"}
    assert any(isinstance(each, Resting) for each in outcomes)
    assert await stage.room.violations() == []


@pytest.mark.parametrize("method", ["users.info", "dnd.info"])
async def test_after_a_rest_one_question_about_people_is_on_its_way_at_a_time(
    database: Opened, patience: Patience, method: str
) -> None:
    """What is on its way then reaches Slack while it wants to be left alone, and cannot be called back."""
    patient = replace(patience, slack=replace(patience.slack, soon=20.0))
    async with on_stage(database, patience=patient) as stage:
        desk = stage.workspace.desk
        first, *others = [person.id for person in stage.room.people()][:12]
        asks = desk.quiet.until if method == "dnd.info" else desk.directory.has_left
        await stage.room.disturb(method, what="429", retry_after=0)
        await asks(first)
        await stage.room.disturb(method, what="held", lasting=True)

        asking = asyncio.gather(*map(asks, others))
        await stage.room.wait_for(kind="held", method=method)
        await passing(0.05)
        assert len(await stage.room.log("held", method=method)) == 1

        await stage.room.undisturb()
        await asking


async def test_calls_of_one_method_go_side_by_side_only_while_slack_surely_takes_them() -> None:
    at_once = most = 0

    async def call(file: SingleFile) -> None:
        nonlocal at_once, most
        async with file.turn():
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1

    async def side_by_side(file: SingleFile) -> int:
        nonlocal most
        most = 0
        await asyncio.gather(*(call(file) for _ in range(4)))
        return most

    often, rested = SingleFile(4), SingleFile(50)
    assert [await side_by_side(often) for _ in range(2)] == [4, 1]
    with pytest.raises(Resting):
        async with rested.turn():
            raise Resting("users.info", 1)
    assert await side_by_side(rested) == 1


async def test_a_call_that_waits_for_its_connection_is_not_made_once_slack_wants_a_rest(stage: Stage) -> None:
    there = stage.slack.api_url.replace("127.0.0.1", "localhost")
    let_go, looking_up = threading.Event(), ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(looking_up)
    looking_up.submit(let_go.wait, 20)
    async with connections(40) as session:
        client = Client(stage.slack.bot_token, there, stage.workspace.desk.clock, session)
        calling = asyncio.create_task(client.dnd_info(user=stage.ana.id))
        await passing(0.05)
        await client.rests.begin("dnd.info", timedelta(seconds=30))
        let_go.set()
        with pytest.raises(Resting):
            await calling
    assert await stage.room.log("call", method="dnd.info") == []


async def test_the_socket_and_answers_to_an_act_heed_a_rest_too(stage: Stage) -> None:
    await stage.room.disturb("apps.connections.open", what="429", retry_after=30)
    await stage.room.disturb("response_url", what="429", retry_after=30, times=2)
    sockets, slack = stage.bot.parts.app.client, stage.workspace.desk.slack
    with pytest.raises(SlackApiError):
        await sockets.apps_connections_open(app_token=stage.slack.app_token)
    with pytest.raises(Resting):
        await sockets.apps_connections_open(app_token=stage.slack.app_token)
    for act in ("one", "one", "another"):
        with pytest.raises(Resting) as resting:
            await slack.answer(f"{stage.slack.url}/_response/{act}", Drawing.of_words(SAY, "short"))
        assert timedelta(seconds=29) < resting.value.left <= timedelta(seconds=30)
    assert len(await stage.room.log("http", what="response_url")) == 2


async def test_one_conversation_that_rests_keeps_no_other_waiting(stage: Stage) -> None:
    client = stage.workspace.desk.slack.client
    await stage.room.disturb("chat.postMessage", what="429", retry_after=30)
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=stage.ana.id, text="x")
    with pytest.raises(Resting) as resting:
        await client.chat_postMessage(channel=stage.ana.id, text="x")
    assert timedelta(seconds=29) < resting.value.left <= timedelta(seconds=30)
    assert (await client.chat_postMessage(channel=stage.delroy.id, text="x"))["ok"]


async def test_what_one_process_was_told_holds_for_all_that_share_its_database(stage: Stage) -> None:
    desk = stage.workspace.desk
    other = Client(stage.slack.bot_token, stage.slack.api_url, desk.clock)
    other.rests.share(StoredBoard(stage.storage, desk.workspace, desk.clock))
    await stage.room.disturb("users.info", what="429", retry_after=30)
    with pytest.raises(SlackApiError):
        await other.users_info(user=stage.ana.id)
    await passing(1.1)  # each asks what others were told once a second at most
    with pytest.raises(Resting):
        await desk.slack.client.users_info(user=stage.ana.id)
    assert await stage.room.log("call", method="users.info", error="ratelimited", ok="False") != []


@pytest.mark.parametrize("wrong", [HOUR, -HOUR])
async def test_a_process_whose_clock_is_an_hour_wrong_asks_all_others_for_no_more_and_no_less_rest(
    ready_database_url: str, wrong: timedelta
) -> None:
    storage = open_storage(ready_database_url, SECRET_KEY)
    await StoredBoard(storage, "T1", lambda: real_time() + wrong).tell("users.info", timedelta(seconds=30))
    (rest,) = (await StoredBoard(storage, "T1", real_time).told()).values()
    assert timedelta(0) < rest <= timedelta(seconds=30)
    await storage.close()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("1", 1),
        (" 30 ", 30),
        ("0", 0),
        ("0.5", 0.5),
        (".5", 5),
        ("3600", 3600),
        ("99999999999", 3600),
        ("9" * 400, 5),
        ("1e309", 5),
        ("-5", 5),
        ("nan", 5),
        ("soon", 5),
        ("٣", 5),
        ("", 5),
        (None, 5),
    ],
)
def test_what_slack_says_in_a_number_is_believed_up_to_an_hour(said: str | None, seconds: float) -> None:
    answer = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="chat.postMessage",
        req_args={},
        data={"ok": False, "error": "ratelimited"},
        headers=CIMultiDict({} if said is None else {"retry-after": said}),  # type: ignore[arg-type]
        status_code=429,
    )
    refusal = SlackApiError("", answer)  # type: ignore[no-untyped-call]
    assert retry_after(refusal) == timedelta(seconds=seconds)


@pytest.mark.parametrize("trouble", ["429", "500_before", "error:expired_trigger_id"])
async def test_whose_form_did_not_open_gets_a_button_that_opens_it(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what=trouble, retry_after=1)

    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.sees("did not open in time. Nothing is lost.", channel=ROOM, private=True)
    await stage.room.forward(seconds=2)
    await stage.time_is(await stage.room.now())
    await stage.ana.clicks("Open the form", on="did not open in time", channel=ROOM)

    await stage.ana.modal("Check in")


async def test_a_card_s_button_that_opened_nothing_is_offered_again(stage: Stage) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what="error:expired_trigger_id")

    await stage.ana.clicks("Check in", on="Session:", channel=ROOM)
    await stage.ana.sees("did not open in time.", channel=ROOM, private=True)
    await stage.ana.clicks("Open the form", on="did not open in time", channel=ROOM)

    await stage.ana.modal("Check in")


@pytest.mark.parametrize("words", ["many words " * 1_300, "<& >" * 4_000])
async def test_an_answer_that_is_too_long_for_slack_is_cut_and_never_silent(stage: Stage, words: str) -> None:
    await stage.session()
    await stage.ana.types(f"/idea {words}", channel=ROOM)

    await stage.ana.sees("You typed:", channel=ROOM, private=True)


def test_what_is_cut_says_so_and_keeps_its_buttons() -> None:
    buttons = actions(button("Open the form", "open"))
    whole = Drawing.of_words(SAY, "short", buttons)
    long = Drawing.of_words(SAY, "<" * 40_000, *[context("line")] * 60, buttons)

    assert fitted(whole) == whole
    assert fitted(long).blocks[-2:] == (context("…"), buttons)
    assert len(fitted(long).blocks) <= 50

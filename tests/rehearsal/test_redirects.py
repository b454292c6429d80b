"""What an app that listens at a URL may answer with besides an answer: redirects, floods, wishes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from rehearsal.delivery import asking
from rehearsal.delivery.asking import RequestUrl
from tests.rehearsal.listener import Listener, Scene, served

ROOM = "parent-champions"


class Elsewhere(Listener):
    """An app that moved: what comes to its first door is sent on, `doors` times."""

    doors = 1
    leads_to = ""

    async def moved(self, request: web.Request) -> web.Response:
        door = int(request.match_info["door"])
        target = self.leads_to or (f"/moved/{door + 1}" if door < self.doors else "/slack/events")
        return web.Response(status=307, headers={"Location": target})

    def application(self) -> web.Application:
        app = super().application()
        app.router.add_post("/moved/{door}", self.moved)
        return app


@pytest.fixture
def listener() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
async def scene(listener: Elsewhere) -> AsyncIterator[Scene]:
    async with (
        served(listener.application()) as url,
        Scene.of(RequestUrl(url.replace("/slack/events", "/moved/1"))) as scene,
    ):
        yield scene


@pytest.mark.parametrize("doors", [1, 2])
async def test_a_request_is_sent_on_twice_at_most_and_stays_what_it_was(
    scene: Scene, listener: Elsewhere, doors: int
) -> None:
    listener.doors = doors
    assert (await scene.room.person("Ana Pereira").types("/idea benches", channel=ROOM)).acked
    assert [request.method for request in listener.asked] == ["POST"]
    assert "benches" in listener.bodies[0]


async def test_an_event_that_is_sent_round_in_circles_comes_again_and_says_why(
    scene: Scene, listener: Elsewhere
) -> None:
    ana = scene.room.person("Ana Pereira")
    assert (await ana.types("proved", channel=ROOM)).acked
    listener.leads_to = "/moved/1"
    deed = await ana.types("lost in circles", channel=ROOM, allow_silence=True)
    assert deed.missing == "too_many_redirects"
    second = await scene.room.wait_for(kind="envelope", retry_attempt=1)
    await scene.room.wait_for(kind="violation", rule="unacknowledged", since=int(second["seq"]))
    listener.leads_to = "/slack/events"
    await scene.room.forward(minutes=1)
    third = await scene.room.wait_for(kind="envelope", retry_attempt=2)
    await scene.room.wait_for(kind="ack", since=int(third["seq"]))
    assert listener.retries[1:] == [("2", "too_many_redirects")]


async def test_a_redirect_to_another_machine_is_not_followed(scene: Scene, listener: Elsewhere) -> None:
    ana = scene.room.person("Ana Pereira")
    assert (await ana.types("proved", channel=ROOM)).acked
    listener.leads_to = "http://192.0.2.1/slack/events"
    deed = await ana.types("/idea benches", channel=ROOM, allow_silence=True)
    assert deed.missing == "connection_failed"


async def test_of_an_endless_answer_only_the_beginning_is_read(
    scene: Scene, listener: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LONGEST_ANSWER", 100)
    listener.says = "Thank you. " + "x" * 1_000_000
    ana = scene.room.person("Ana Pereira")
    assert (await ana.types("/idea benches", channel=ROOM)).acked
    assert len((await ana.sees("Thank you", private=True)).text) == 100


async def test_only_the_number_one_asks_not_to_be_told_again(scene: Scene, listener: Elsewhere) -> None:
    listener.status, listener.headers = 500, {"X-Slack-No-Retry": "0"}
    await scene.room.person("Ana Pereira").types("hello", channel=ROOM, allow_silence=True)
    second = await scene.room.wait_for(kind="envelope", retry_attempt=1)
    await scene.room.wait_for(kind="violation", rule="unacknowledged", since=int(second["seq"]))
    assert listener.retries == [(None, None), ("1", "http_error")]

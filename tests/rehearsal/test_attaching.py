"""Files and formatted words in a modal: Slack's objects in the state, contents for whoever has the token."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from rehearsal.world.files import IN_MEMORY
from tests.rehearsal.app import SCOPES, App, Json, manifest
from tests.rehearsal.corpus import asks, modal, plain
from tests.rehearsal.tab import ANA, BLESSING, SEND, Tab

FILES = asks({"type": "file_input", "filetypes": ["pdf", "TXT"], "max_files": 2}, block_id="b")
EDITOR = asks({"type": "rich_text_input"}, block_id="b", label=plain("Your words"))


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with Rehearsal(manifest=manifest([*SCOPES, "files:read"])) as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ask(slack: Rehearsal, web: AsyncWebClient, question: Json) -> str:
    """Open a modal with one question; its id."""
    view = modal(question, submit=SEND)
    answer = await web.views_open(trigger_id=slack.slack.triggers.issue(ANA), view=view)
    return str(answer["view"]["id"])


def answer_of(app: App) -> Json:
    (sent,) = app.payloads("interactive")
    held: Json = sent["view"]["state"]["values"]["b"]["answer"]
    return held


async def upload(session: aiohttp.ClientSession, slack: Rehearsal, name: str, content: bytes) -> Json:
    """What the page does as soon as a file is chosen."""
    order = {"person": ANA, "name": name, "content": base64.b64encode(content).decode()}
    async with session.post(f"{slack.url}/_rehearsal/upload", json=order) as got:
        about: Json = await got.json()
        return about


async def fetched(session: aiohttp.ClientSession, url: str, token: str) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {token}"}
    async with session.get(url, headers=headers, allow_redirects=False) as got:
        return got.status, await got.read()


async def test_an_attached_file_reaches_the_app_and_can_be_fetched_with_its_token(
    slack: Rehearsal, web: AsyncWebClient, app: App, session: aiohttp.ClientSession
) -> None:
    view, tab = await ask(slack, web, FILES), Tab(session, slack.url)
    about = await upload(session, slack, "our plan.pdf", b"%PDF")

    held = {"type": "file_input", "files": [{"id": about["id"], "name": "forged"}]}
    await tab.does("submit", view=view, values={"b": {"answer": held}})

    (file,) = answer_of(app)["files"]
    assert file == about
    assert {name: file[name] for name in ("name", "mimetype", "filetype", "size", "user")} == {
        "name": "our plan.pdf", "mimetype": "application/pdf", "filetype": "pdf", "size": 4, "user": ANA,
    }  # fmt: skip
    for url in (file["url_private"], file["url_private_download"]):
        assert await fetched(session, url, slack.bot_token) == (200, b"%PDF")
        assert (await fetched(session, url, "xoxb-somebody-else"))[0] == 302


async def test_a_driver_attaches_by_name(
    slack: Rehearsal, web: AsyncWebClient, app: App, room: Room, session: aiohttp.ClientSession
) -> None:
    await ask(slack, web, FILES)
    ana = room.person("Ana Pereira")
    await ana.fills({"words": ["plan.pdf", {"name": "notes.txt", "content": "benches"}]})
    await ana.submits()

    files = answer_of(app)["files"]
    assert [(each["name"], each["size"]) for each in files] == [("plan.pdf", 0), ("notes.txt", 7)]
    assert await fetched(session, files[1]["url_private"], slack.bot_token) == (200, b"benches")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["a.pdf", "b.pdf", "c.pdf"], "only 2 files fit, not 3"),
        (["picture.png"], "picture.png is none of: pdf, TXT"),
        ([{"id": "F000000099"}], "attached no file 'F000000099'"),
    ],
)
async def test_what_the_input_does_not_take_is_refused(
    slack: Rehearsal, web: AsyncWebClient, room: Room, files: list[object], words: str
) -> None:
    await ask(slack, web, FILES)
    with pytest.raises(Impossible, match=words):
        await room.person("Ana Pereira").fills({"words": files})


async def test_nobody_sends_somebody_elses_file(
    slack: Rehearsal, web: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    about = await upload(session, slack, "plan.pdf", b"%PDF")
    view = modal(FILES, submit=SEND)
    opened = await web.views_open(trigger_id=slack.slack.triggers.issue(BLESSING), view=view)
    values = {"b": {"answer": {"type": "file_input", "files": [about]}}}
    answer = await Tab(session, slack.url).does(
        "fill", BLESSING, status=400, view=opened["view"]["id"], values=values
    )
    assert answer["error"] == f"Blessing Okafor attached no file '{about['id']}'"


async def test_the_first_contents_are_forgotten_when_there_are_too_many(
    slack: Rehearsal, session: aiohttp.ClientSession
) -> None:
    size = 512 * 1024
    kept = [await upload(session, slack, f"{n}.txt", b"x" * size) for n in range(IN_MEMORY // size + 1)]
    found = [(await fetched(session, each["url_private"], slack.bot_token))[0] for each in kept]
    assert found == [404] + [200] * (len(kept) - 1)


async def test_without_files_read_nothing_is_fetched(session: aiohttp.ClientSession) -> None:
    async with Rehearsal(manifest=manifest()) as slack:
        about = await upload(session, slack, "plan.pdf", b"%PDF")
        assert (await fetched(session, about["url_private"], slack.bot_token))[0] == 302
        assert [each["rule"] for each in slack.slack.log.violations()] == ["missing_scope"]


async def test_words_alone_become_a_rich_text(
    slack: Rehearsal, web: AsyncWebClient, app: App, room: Room
) -> None:
    await ask(slack, web, EDITOR)
    ana = room.person("Ana Pereira")
    assert (await ana.submits()).errors == {"Your words": "Please complete this required field."}
    with pytest.raises(Impossible, match="not a rich text: missing required field: elements"):
        await ana.fills({"Your words": {"type": "rich_text"}})
    await ana.fills({"Your words": "More benches"})
    await ana.submits()

    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "More benches"}]}
    words = {"type": "rich_text", "elements": [section]}
    assert answer_of(app) == {"type": "rich_text_input", "rich_text_value": words}

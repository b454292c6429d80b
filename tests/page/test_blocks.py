"""Blocks, elements and modals as the page draws them, in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, Request, async_playwright

from coproduction.checkins import MOODS, Arrivals
from coproduction.followups import FollowUp, FollowUpState
from coproduction.ideas import Idea, IdeaKind
from coproduction.pledges import Pledge
from coproduction.polls import Poll, Purpose, Tally
from coproduction.service.cards import Content, IdeaCard, NudgeNote, SessionCard
from coproduction.sessions import Session, SessionState
from handlers.blocks import breakouts, checkins, ideas, pledges, polls
from handlers.blocks.drawing import draw as drawing_of
from handlers.manners import Manners
from handlers.sessions import start_form
from rehearsal.rules.blocks import elements_of
from rehearsal.state import HOLDS
from tests.rehearsal.corpus import RIGHT

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "rehearsal" / "page"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'none'; require-trusted-types-for 'script'"
NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)

# What a test sees of the page: what was told, sent and closed.
DRAW = """async ([blocks, env]) => {
  const { drawBlocks } = await import("/page/blocks.js");
  window.told = [];
  document.getElementById("here").replaceChildren(drawBlocks(blocks, surroundings(env)));
}"""
SHOW = """async ([view, env]) => {
  const { showModal } = await import("/page/modal.js");
  window.told ??= []; window.sent ??= []; window.closings ??= 0;
  showModal(view, surroundings(env));
}"""
BEGIN = """window.surroundings = (env) => ({
  surface: "message", values: null, heard: false, zone: "Europe/London", ...env,
  people: [{ id: "U1", name: "Ana Pereira" }, { id: "U2", name: "Tunde Bakare" }],
  channelList: [{ id: "C1", name: "general" }, { id: "C2", name: "parents" }],
  names: (id) => ({ U1: "Ana Pereira", U2: "Tunde Bakare" })[id] ?? id,
  channels: (id) => ({ C1: "general" })[id] ?? id,
  suggest: async ({ value }) =>
    ({ options: [{ text: { type: "plain_text", text: value + " street" }, value: "s" }] }),
  onAction: (action) => window.told.push(action),
  onSubmit: (values) => { window.sent.push(values); },
  onClose: () => { window.closings += 1; },
});"""


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        words = "the page's tests need Chromium: install it with `apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    return found


async def _file(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name")
    return web.FileResponse(
        PAGE / name if name else HERE / "blocks.html", headers={"Content-Security-Policy": POLICY}
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address() -> AsyncIterator[str]:
    """The page's files and an empty page to draw on, under a policy as strict as the page's own."""
    app = web.Application()
    app.add_routes([web.get("/", _file), web.get("/page/{name}", _file)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests; every test has a tab of its own."""
    executable = _chromium()
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """An empty page to draw on; in the end nothing may have failed on it or been asked of anybody else."""
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            troubles.append(f"asked {request.url}")

    tab = await browser.new_page(timezone_id="Europe/London", locale="en-GB")
    tab.on("pageerror", lambda fault: troubles.append(str(fault)))
    tab.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    tab.on("request", asked)
    tab.set_default_timeout(5_000)
    await tab.add_init_script(BEGIN)
    await tab.goto(address)
    yield tab
    await tab.close()
    assert troubles == []


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def option(words: str) -> Json:
    return {"text": plain(words), "value": words.lower()}


RED, BLUE, GREEN = option("Red"), option("Blue"), option("Green")
COLOURS = {"options": [RED, BLUE, GREEN]}
ELEMENTS: dict[str, Json] = {
    "plain_text_input": {}, "email_text_input": {}, "url_text_input": {},
    "number_input": {"is_decimal_allowed": False},
    "static_select": COLOURS, "multi_static_select": COLOURS, "radio_buttons": COLOURS, "checkboxes": COLOURS,
    "external_select": {}, "multi_external_select": {}, "users_select": {}, "multi_users_select": {},
    "conversations_select": {}, "multi_conversations_select": {}, "channels_select": {},
    "multi_channels_select": {}, "datepicker": {}, "timepicker": {}, "datetimepicker": {}, "file_input": {},
}  # fmt: skip
PRESSABLE = {"button", "overflow"}
STREET = {"text": plain("high street"), "value": "s"}
# How a person gives it a value (what it is, what is done to it), and what the server hears of it.
GIVEN: dict[str, tuple[str, str, object]] = {
    "plain_text_input": ("write", "hello", "hello"),
    "email_text_input": ("write", "a@b.org", "a@b.org"),
    "url_text_input": ("write", "https://b.org", "https://b.org"),
    "number_input": ("write", "12", "12"),
    "static_select": ("pick", "Blue", BLUE),
    "users_select": ("pick", "Tunde Bakare", "U2"),
    "conversations_select": ("pick", "#general", "C1"),
    "channels_select": ("pick", "#parents", "C2"),
    "external_select": ("search", "high street", STREET),
    "radio_buttons": ("tick", "Blue", BLUE),
    "checkboxes": ("tick", "Blue", [BLUE]),
    "multi_static_select": ("unfold", "Blue", [BLUE]),
    "multi_users_select": ("unfold", "Tunde Bakare", ["U2"]),
    "multi_conversations_select": ("unfold", "#general", ["C1"]),
    "multi_channels_select": ("unfold", "#parents", ["C2"]),
    "multi_external_select": ("search several", "high street", [STREET]),
    "datepicker": ("write", "2027-03-28", "2027-03-28"),
    "timepicker": ("write", "09:30", "09:30"),
    "datetimepicker": ("write", "2027-07-01T10:00", 1_814_432_400),
}


def asks(kind: str, block: str = "b", label: str = "Your answer", **more: Any) -> Json:
    element = {"type": kind, "action_id": "a", **ELEMENTS[kind], **more.pop("element", {})}
    return {"type": "input", "block_id": block, "label": plain(label), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "id": "V1",
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


async def draw(page: Page, *blocks: Json, **env: Any) -> None:
    await page.evaluate(DRAW, [list(blocks), env])


async def show(page: Page, view: Json, **env: Any) -> None:
    await page.evaluate(SHOW, [view, env])


async def told(page: Page) -> list[Json]:
    found: list[Json] = await page.evaluate("window.told")
    return found


async def sent(page: Page) -> list[Json]:
    found: list[Json] = await page.evaluate("window.sent")
    return found


async def give(page: Page, how: str, what: str, label: str = "Your answer") -> None:
    """Give an element a value, finding it as a person does: by its label."""
    if how.startswith("search"):
        await page.get_by_role("searchbox", name="Search").fill(what.split(maxsplit=1)[0])
        await page.get_by_role("status").get_by_text("1 found").wait_for()
        how = "pick" if how == "search" else "unfold"
    if how == "write":
        await page.get_by_label(label).fill(what)
        await page.keyboard.press("Tab")
    elif how == "pick":
        await page.get_by_label(label, exact=True).select_option(label=what)
    else:
        group = page.get_by_role("radiogroup", name=label).or_(
            page.get_by_role("group", name=label, exact=True)
        )
        if how == "unfold":
            await group.locator("summary").click()
        await group.get_by_label(what).check()


# Every block and every element


# What the page draws; Slack has more, and this server takes more than the page shows.
DRAWN = {
    "section",
    "header",
    "divider",
    "context",
    "image",
    "actions",
    "input",
    "rich_text",
    "markdown",
    "table",
}


async def test_whatever_the_page_draws_is_drawn_as_slack_takes_it(page: Page) -> None:
    seen: set[str] = set()
    for name, right in RIGHT.items():
        kinds = {block["type"] for block in right}
        if not kinds <= DRAWN or not {each["type"] for each in elements_of(right)} <= PRESSABLE | set(
            ELEMENTS
        ):
            continue
        blocks = [{"block_id": f"b{index}", **block} for index, block in enumerate(right)]
        await draw(page, *blocks)
        assert await page.get_by_text("Slack would refuse").count() == 0, name
        assert await page.locator(".blocks > *").count() == len(blocks), name
        seen |= kinds
    assert seen == DRAWN


async def test_every_element_that_holds_something_is_in_these_tests() -> None:
    assert set(ELEMENTS) == set(HOLDS) - {"rich_text_input"}
    assert set(GIVEN) == set(ELEMENTS) - {"file_input"}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "video"}, "video"),
        ({"type": "actions", "block_id": "b", "elements": [{"type": "workflow_button"}]}, "workflow_button"),
        (asks("plain_text_input") | {"element": {"type": "rich_text_input"}}, "rich_text_input"),
        ({"type": "section"} | {"text": plain(), "accessory": {"type": "toString"}}, "toString"),
        ({"type": "table", "rows": None}, "table"),
    ],
)
async def test_what_the_page_does_not_know_is_shown_as_refused(page: Page, block: Json, words: str) -> None:
    await draw(page, block)
    assert await page.get_by_text(f"Slack would refuse this block: {words}").is_visible()


async def test_a_block_on_the_wrong_surface_is_shown_as_refused(page: Page) -> None:
    await draw(page, {"type": "markdown", "text": "x"}, {"type": "table", "rows": []}, surface="modal")
    assert await page.get_by_text("Slack would refuse").count() == 2


@pytest.mark.parametrize("kind", GIVEN)
async def test_an_element_of_a_message_is_told_at_once(page: Page, kind: str) -> None:
    how, what, held = GIVEN[kind]
    await draw(page, asks(kind))

    await give(page, how, what)

    assert await told(page) == [{"block_id": "b", "action_id": "a", "type": kind, HOLDS[kind][0]: held}]


@pytest.mark.parametrize("kind", GIVEN)
async def test_an_input_of_a_modal_waits_until_it_is_sent(page: Page, kind: str) -> None:
    how, what, held = GIVEN[kind]
    await show(page, modal(asks(kind)))

    await give(page, how, what)
    assert await told(page) == []
    await page.get_by_role("button", name="Send").click()

    assert await sent(page) == [{"b": {"a": {"type": kind, HOLDS[kind][0]: held}}}]


async def test_an_empty_input_is_sent_as_slack_sends_it(page: Page) -> None:
    await show(page, modal(*[asks(kind, kind) for kind in ELEMENTS]))
    await page.get_by_role("button", name="Send").click()
    empty = {kind: {"a": {"type": kind, HOLDS[kind][0]: HOLDS[kind][1]}} for kind in ELEMENTS}
    assert await sent(page) == [empty]


@pytest.mark.parametrize("left", ["initial", "state"])
async def test_what_an_input_holds_is_shown_and_sent(page: Page, left: str) -> None:
    held = {kind: {"a": {"type": kind, HOLDS[kind][0]: GIVEN[kind][2]}} for kind in GIVEN}
    initial = {kind: {HOLDS[kind][2]: GIVEN[kind][2]} if left == "initial" else {} for kind in GIVEN}
    view = modal(*[asks(kind, kind, element=initial[kind]) for kind in GIVEN])

    await show(page, view, values=held if left == "state" else None)
    await page.get_by_role("button", name="Send").click()

    assert await sent(page) == [held]


async def test_files_are_named_to_the_server(page: Page, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    await show(page, modal(asks("file_input", element={"filetypes": ["pdf"]})))

    await page.get_by_label("Your answer").set_input_files(tmp_path / "plan.pdf")
    await page.get_by_role("button", name="Send").click()

    told_of = {
        "name": "plan.pdf",
        "title": "plan.pdf",
        "size": 4,
        "mimetype": "application/pdf",
        "filetype": "pdf",
    }
    assert await sent(page) == [{"b": {"a": {"type": "file_input", "files": [told_of]}}}]


# Pressing


async def test_a_button_tells_its_value(page: Page) -> None:
    button = {
        "type": "button",
        "text": plain("Support :tada:"),
        "action_id": "support",
        "value": "7",
        "style": "primary",
    }
    await draw(page, {"type": "actions", "block_id": "row", "elements": [button]})

    await page.get_by_role("button", name="Support 🎉").press("Enter")

    assert await told(page) == [{"block_id": "row", **button}]


async def test_a_button_that_asks_is_told_only_after_yes(page: Page) -> None:
    confirm = {
        "title": plain("Sure?"),
        "text": plain("It is gone then."),
        "confirm": plain("Take back"),
        "deny": plain("Keep"),
    }
    button = {
        "type": "button",
        "text": plain("Remove"),
        "action_id": "a",
        "style": "danger",
        "confirm": confirm,
    }
    await draw(page, {"type": "section", "block_id": "b", "text": plain(), "accessory": button})

    for answer in ("Keep", "Escape", "Take back"):
        await page.get_by_role("button", name="Remove").click()
        dialog = page.get_by_role("dialog", name="Sure?")
        await dialog.get_by_text("It is gone then.").wait_for()
        await (
            page.keyboard.press("Escape")
            if answer == "Escape"
            else dialog.get_by_role("button", name=answer).click()
        )
        await dialog.wait_for(state="detached")
        if answer == "Take back":  # a dialog closes before it is heard
            await page.wait_for_function("window.told.length === 1")
        assert len(await told(page)) == (answer == "Take back")


async def test_a_menu_that_asks_goes_back_after_no(page: Page) -> None:
    element = {"type": "static_select", "action_id": "a", "placeholder": plain("Colour"), **COLOURS,
               "initial_option": RED, "confirm": {"title": plain("Sure?")}}  # fmt: skip
    await draw(page, {"type": "actions", "block_id": "b", "elements": [element]})

    await page.get_by_label("Colour").select_option(label="Blue")
    await page.get_by_role("button", name="Cancel").click()

    await page.locator("option:checked", has_text="Red").wait_for(state="attached")
    assert await told(page) == []


async def test_the_overflow_works_by_keyboard(page: Page) -> None:
    element = {"type": "overflow", "action_id": "a", **COLOURS}
    await draw(page, {"type": "section", "block_id": "b", "text": plain(), "accessory": element})
    opener = page.get_by_role("button", name="More actions")

    await opener.press("Enter")
    await page.keyboard.press("Escape")
    assert await opener.evaluate("(node) => node === document.activeElement")
    await opener.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await told(page) == [
        {"block_id": "b", "action_id": "a", "type": "overflow", "selected_option": BLUE}
    ]


async def test_a_menu_walked_through_by_keyboard_is_told_once(page: Page) -> None:
    element = {"type": "static_select", "action_id": "a", "placeholder": plain("Colour"), **COLOURS}
    await draw(page, {"type": "actions", "block_id": "b", "elements": [element]})
    await page.get_by_label("Colour").focus()

    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")

    assert [each["selected_option"] for each in await told(page)] == [BLUE]


async def test_dispatching_inputs_of_a_modal_speak_as_they_are_told_to(page: Page) -> None:
    by_letter = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    await show(
        page,
        modal(
            asks("plain_text_input", "enter", "Enter", dispatch_action=True),
            asks("plain_text_input", "letter", "Letter", dispatch_action=True, element=by_letter),
            asks("static_select", "menu", "Menu", dispatch_action=True),
        ),
    )

    await page.get_by_label("Enter").press_sequentially("ab")
    await page.keyboard.press("Enter")
    await page.get_by_label("Letter").press_sequentially("cd")
    await page.get_by_label("Menu").select_option(label="Red")

    heard = [(each["block_id"], each.get("value") or each["selected_option"]) for each in await told(page)]
    assert heard == [("enter", "ab"), ("letter", "c"), ("letter", "cd"), ("menu", RED)]
    assert await sent(page) == []


async def test_no_more_is_chosen_than_allowed(page: Page) -> None:
    await draw(page, asks("multi_static_select", element={"max_selected_items": 1}))
    await give(page, "unfold", "Blue")
    assert await page.get_by_label("Red").is_disabled()
    assert await page.get_by_label("Blue").is_enabled()


async def test_escape_folds_a_list_and_leaves_the_form(page: Page) -> None:
    await show(page, modal(asks("multi_static_select")))
    await page.locator("summary").click()
    await page.get_by_label("Red").check()

    await page.keyboard.press("Escape")

    assert await page.get_by_label("Red").is_hidden()
    assert await page.locator("summary").inner_text() == "Red"
    assert await page.get_by_role("dialog").is_visible()
    assert await page.evaluate("window.closings") == 0


async def test_a_long_list_can_be_narrowed(page: Page) -> None:
    many = [option(f"Group {number}") for number in range(12)]
    await draw(page, asks("multi_static_select", element={"options": many}))
    await page.locator("summary").click()
    await page.get_by_label("Show only").fill("up 11")
    assert await page.get_by_role("checkbox").count() == 1


async def test_a_length_is_counted_and_kept(page: Page) -> None:
    await draw(page, asks("plain_text_input", element={"max_length": 5, "multiline": True}))
    await page.get_by_label("Your answer").press_sequentially("too long")
    assert await page.get_by_label("Your answer").input_value() == "too l"
    assert await page.get_by_text("5 of 5 characters").is_visible()


# Modals


async def test_errors_stand_under_their_fields_and_the_first_has_the_keyboard(page: Page) -> None:
    view = modal(asks("plain_text_input", "one", "One"), asks("radio_buttons", "two", "Two"))
    await show(page, view)

    await show(page, view, errors={"two": "Choose a colour."})

    group = page.get_by_role("radiogroup", name="Two")
    assert await group.get_attribute("aria-invalid") == "true"
    described = await group.get_attribute("aria-describedby")
    assert await page.locator(f"#{described}").inner_text() == "Choose a colour."
    assert await group.get_by_label("Red").evaluate("(node) => node === document.activeElement") is False
    await page.get_by_role("button", name="Send").click()
    assert await group.get_by_label("Red").evaluate("(node) => node === document.activeElement")
    await show(page, view, errors={"one": "Say something.", "two": "Choose a colour."})
    field = page.get_by_label("One")
    assert await field.evaluate("(node) => node === document.activeElement")
    assert await field.get_attribute("aria-invalid") == "true"


async def test_typed_words_and_the_keyboard_survive_an_update(page: Page) -> None:
    asked, other = asks("plain_text_input", "one", "One"), asks("checkboxes", "two", "Two")
    await show(page, modal(asked, other))
    await page.get_by_label("One").press_sequentially("half a sen")
    await page.get_by_label("Blue").check()
    await page.get_by_label("One").focus()
    await page.keyboard.press("ArrowLeft")

    await show(page, modal({"type": "section", "text": plain("New words")}, asked, other))
    await page.keyboard.type("X")

    assert await page.get_by_label("One").input_value() == "half a seXn"
    assert await page.get_by_label("Blue").is_checked()
    assert await page.get_by_text("New words").is_visible()


async def test_another_name_is_another_field(page: Page) -> None:
    await show(page, modal(asks("plain_text_input", "one")))
    await page.get_by_label("Your answer").fill("typed")
    await show(page, modal(asks("plain_text_input", "two")))
    assert await page.get_by_label("Your answer").input_value() == ""


async def test_a_form_below_another_comes_back_as_it_was_left(page: Page) -> None:
    below, above = (
        modal(asks("plain_text_input")),
        modal(asks("plain_text_input"), id="V2", title=plain("Above")),
    )
    await show(page, below, depth=1)
    await page.get_by_label("Your answer").fill("typed below")

    await show(page, above, depth=2)
    assert await page.get_by_label("Your answer").input_value() == ""
    await page.get_by_role("button", name="Back to the form before").click()
    assert await page.evaluate("window.closings") == 1
    await show(page, below, depth=1)

    assert await page.get_by_label("Your answer").input_value() == "typed below"


async def test_escape_closes_and_the_first_field_has_the_keyboard(page: Page) -> None:
    await show(page, modal(asks("plain_text_input"), submit=None))
    assert await page.get_by_label("Your answer").evaluate("(node) => node === document.activeElement")
    assert await page.get_by_role("button", name="Send").count() == 0

    await page.keyboard.press("Escape")

    assert await page.evaluate("window.closings") == 1
    await page.evaluate("async () => (await import('/page/modal.js')).hideModal()")
    assert await page.get_by_role("dialog").count() == 0


async def test_enter_in_a_field_sends_once(page: Page) -> None:
    await show(page, modal(asks("plain_text_input")))
    await page.keyboard.type("hello")
    await page.keyboard.press("Enter")
    assert await sent(page) == [{"b": {"a": {"type": "plain_text_input", "value": "hello"}}}]


# Words

HOSTILE = [
    "<img src=x onerror=\"document.body.dataset.ran=1\">",
    "<script>document.body.dataset.ran=1</script>",
    "<javascript:document.body.dataset.ran=1|press me>",
    "<https://x.example/\"onmouseover=\"document.body.dataset.ran=1|press me>",
    "<!date^1^{date}^javascript:alert(1)|<img src=x onerror=alert(1)>>",
    "<@<img src=x onerror=alert(1)>> &lt;img src=x onerror=alert(1)&gt;",
    "[press](javascript:alert(1)) ![x](https://x.example/a.png)",
    "*" * 200 + "_" * 200 + "<a><a><a>" * 100 + "*x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_stay_words(page: Page, text: str) -> None:
    said, marked = plain(text), {"type": "mrkdwn", "text": text}
    explained = {"text": marked, "description": said, "value": "v"}
    button = {
        "type": "button",
        "text": said,
        "action_id": "a",
        "url": "javascript:document.body.dataset.ran=1",
    }
    blocks: list[Json] = [
        {"type": "section", "text": marked, "fields": [said, marked], "accessory": button},
        {"type": "header", "text": said},
        {"type": "context", "elements": [marked, {"type": "image", "image_url": text, "alt_text": text}]},
        {"type": "image", "image_url": "javascript:alert(1)", "alt_text": text, "title": said},
        {"type": "markdown", "text": text},
        {"type": "table", "rows": [[{"type": "raw_text", "text": text}]]},
        asks("radio_buttons", label=text, hint=marked, element={"options": [explained]}),
        asks("static_select", element={"options": [{"text": said, "value": text}], "placeholder": said}),
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": text}, {"type": "link", "url": text, "text": text},
            {"type": "user", "user_id": text}, {"type": "emoji", "name": text}]}]},
    ]  # fmt: skip
    await draw(page, *blocks)
    await page.locator("#here").get_by_role("button").first.click()
    await show(
        page,
        modal(*[each for each in blocks if each["type"] not in ("markdown", "table")], title=said),
        errors={"b": text},
    )

    assert (
        await page.evaluate(
            "document.querySelectorAll('script, #here a, #here img, dialog a, dialog img').length"
        )
        == 0
    )
    assert await page.evaluate("document.body.dataset.ran") is None


MARKUP = {
    "*bold* _it_ ~no~ `co*d*e`": ["strong|bold", "em|it", "s|no", "code|co*d*e"],
    "2 * 3 * 4 snake_case_name a*b*c": [],
    "*bold _and it_*": ["strong|bold and it", "em|and it"],
    "*<https://a.org/x_y_z|a link>*": ["strong|a link (https://a.org/x_y_z)"],
    "&lt;b&gt; &amp;amp; <@U1> in <#C1> and <!here>": [
        ".block-mention|@Ana Pereira",
        ".block-mention|#general",
        ".block-mention|@here",
    ],
    "one\n&gt; two\n&gt; three\nfour": ["blockquote|two\nthree"],
    "a\n&gt;&gt;&gt;b\nc": ["blockquote|b\nc"],
    "```\n*x* &lt;y&gt;\n```after": ["pre|*x* <y>"],
    ":tada: :wave::skin-tone-4: :no_such_thing:": [],
    "<!date^1814432400^{date_long} at {time}|then>": ["time|Thursday, July 1st, 2027 at 10:00 AM"],
    "<!date^x^{date}|then>": [],
}
SHOWN = {
    "2 * 3 * 4 snake_case_name a*b*c": "2 * 3 * 4 snake_case_name a*b*c",
    ":tada: :wave::skin-tone-4: :no_such_thing:": "🎉 👋🏽 :no_such_thing:",
    "<!date^x^{date}|then>": "then",
    "one\n&gt; two\n&gt; three\nfour": "one\ntwo\nthree\nfour",
}


@pytest.mark.parametrize("text", MARKUP)
async def test_mrkdwn_is_read_as_slack_reads_it(page: Page, text: str) -> None:
    await draw(page, {"type": "section", "text": {"type": "mrkdwn", "text": text}})
    found = "(all) => all.map((node) => node.innerText)"

    for expected in MARKUP[text]:
        selector, _, words = expected.partition("|")
        assert words in await page.locator(f".block-text {selector}").evaluate_all(found)
    styled = await page.locator(
        ".block-text :is(strong, em, s, :not(pre) > code, blockquote, pre, time, .block-mention)"
    ).count()
    assert styled == len(MARKUP[text])
    if text in SHOWN:
        assert await page.locator(".block-text").inner_text() == SHOWN[text]


async def test_markdown_and_rich_text_have_their_lists(page: Page) -> None:
    item = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "one", "style": {"bold": True}}],
    }
    lists = [
        {"type": "rich_text_list", "style": "bullet", "indent": depth, "elements": [item]}
        for depth in (0, 1, 0)
    ]
    await draw(
        page,
        {
            "type": "markdown",
            "text": "# Title\n\n- a\n- [x] **b**\n\n1. c\n\n> q\n\n```\ncode\n```\n---\n*it* [l](https://a.org)",
        },
        {"type": "rich_text", "elements": lists},
    )
    markdown = page.locator(".block-markdown")
    for selector in ("h3", "ul", "ol", "blockquote", "pre", "hr", "li strong", "p em", ".block-linked"):
        assert await markdown.locator(selector).count() == 1, selector
    assert await page.locator(".block-rich > ul").count() == 2
    assert await page.locator(".block-rich > ul > li > ul > li strong").count() == 1


async def test_what_a_screen_reader_hears(page: Page) -> None:
    image = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A bench"}
    await draw(
        page,
        {"type": "header", "text": plain("Ideas")},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Two* here"}, "accessory": image},
        {
            "type": "actions",
            "block_id": "r",
            "elements": [
                {
                    "type": "button",
                    "action_id": "a",
                    "text": plain("Support"),
                    "accessibility_label": "Support idea 2",
                }
            ],
        },
        asks("plain_text_input", hint=plain("Short."), element={"max_length": 9}),
        heard=True,
    )
    lines = await page.locator(".block-heard p").all_inner_texts()
    assert lines == [
        "Heading: Ideas", "Two here", "Image: A bench", "Button: Support idea 2",
        "Text field: Your answer, empty, required, Short., 0 of 9 characters",
    ]  # fmt: skip


# The bot's own drawings

LIVE = Session("s" * 32, "C1", "Support for new parents", SessionState.LIVE, "U1", NOON)
IDEA = Idea(
    "i" * 32, "C1", LIVE.id, 3, IdeaKind.CHANGE, "A bench at every <stop> & shop", "U1", "origin", False
)
PLEDGE = Pledge(
    "p" * 32, "C1", None, "U1", "Open the hall on Sundays", None, "Ask for the key", NOON, "origin"
)
POLL = Poll("o" * 32, "C1", LIVE.id, "Where first?", ("Hall", "Park"), Purpose.ANY, "origin", False)
CARDS: dict[str, Content] = {
    "session": SessionCard(LIVE, Arrivals(12, (1, 2, 3, 4, 2)[: len(MOODS)], ("tired", "glad"))),
    "idea": IdeaCard(IDEA, 4),
    "poll": Tally(POLL, (3, 5)),
    "nudge": NudgeNote(
        FollowUp("f" * 32, PLEDGE.id, "U1", 1, NOON, FollowUpState.PLANNED, None), PLEDGE, True, NOON
    ),
}
FORMS: dict[str, Json] = {
    "start": start_form("C1"), "idea": ideas.form("C1|", ""), "pledge": pledges.form("C1|", ""),
    "poll": polls.form("C1|"), "groups": breakouts.form("C1|"),
    "check-in": checkins.form(LIVE, asks_profile=True),
    "profile": checkins.profile_form("schools", "front line"),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
async def test_the_bots_messages_are_drawn(page: Page, name: str) -> None:
    drawing = drawing_of(CARDS[name], {"U1": "Ana Pereira"}, Manners())
    await draw(page, *drawing.blocks)
    assert await page.get_by_text("Slack would refuse").count() == 0
    assert await page.locator(".blocks > *").count() == len(drawing.blocks)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("width", [360, 1200])
async def test_the_bots_forms_are_drawn_and_fit(page: Page, name: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 740})
    await show(page, FORMS[name] | {"id": "V1"})

    assert await page.get_by_text("Slack would refuse").count() == 0
    assert await page.get_by_role("button", name=FORMS[name]["submit"]["text"]).is_visible()
    assert await page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")
    unnamed = "(all) => all.filter((node) => !node.labels.length && !node.ariaLabel).length"
    assert await page.locator("dialog :is(input, select, textarea)").evaluate_all(unnamed) == 0

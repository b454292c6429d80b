"""Every element that holds something: what the app hears of it at once, or with the form."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from rehearsal.world.state import HOLDS
from tests.page.drawing import (
    BLUE,
    ELEMENTS,
    RED,
    Json,
    asks,
    draw,
    modal,
    option,
    plain,
    sent,
    show,
    told,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

STREET = {"text": plain("high street"), "value": "s"}
BENCHES = [{"type": "text", "text": "More "}, {"type": "text", "text": "benches", "style": {"bold": True}}]
SAID = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": BENCHES}]}
# How a person gives it a value (what it is, what is done to it), and what the server hears of it.
GIVEN: dict[str, tuple[str, str, object]] = {
    "plain_text_input": ("write", "hello", "hello"),
    "email_text_input": ("write", "a@b.org", "a@b.org"),
    "url_text_input": ("write", "https://b.org", "https://b.org"),
    "number_input": ("write", "12", "12"),
    "rich_text_input": ("write", "More *benches*", SAID),
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
HELD = {kind: {"type": kind, HOLDS[kind][0]: held} for kind, (_, _, held) in GIVEN.items()}


async def give(page: Page, kind: str, label: str = "Your answer") -> None:
    """Give an element a value, finding it as a person does: by its label."""
    how, what, _ = GIVEN[kind]
    if how.startswith("search"):
        search = page.get_by_role("searchbox", name=f"Search: {label}", exact=True)
        await search.fill(what.split(maxsplit=1)[0])
        await page.locator(".block-external", has=search).get_by_text("1 found").wait_for()
        how = "pick" if how == "search" else "unfold"
    if how == "write":
        await page.get_by_label(label, exact=True).fill(what)
        await page.keyboard.press("Tab")
    elif how == "pick":
        await page.get_by_label(label, exact=True).select_option(label=what)
    else:
        one = page.get_by_role("radiogroup", name=label)
        group = one.or_(page.get_by_role("group", name=label, exact=True))
        if how == "unfold":
            await group.locator("summary").click()
        await group.get_by_label(what).check()


async def test_every_element_that_holds_something_is_in_these_tests() -> None:
    assert set(ELEMENTS) == set(HOLDS)
    assert set(GIVEN) == set(ELEMENTS) - {"file_input"}


async def test_an_element_of_a_message_is_told_at_once(page: Page) -> None:
    heard: dict[str, list[Json]] = {}
    for kind in GIVEN:
        await page.evaluate("window.told = []")
        await draw(page, asks(kind))
        await give(page, kind)
        heard[kind] = await told(page)

    assert heard == {kind: [{"block_id": "b", "action_id": "a", **held}] for kind, held in HELD.items()}


async def test_inputs_of_a_modal_wait_until_it_is_sent(page: Page) -> None:
    await show(page, modal(*[asks(kind, kind, f"The {kind}") for kind in GIVEN]))

    for kind in GIVEN:
        await give(page, kind, f"The {kind}")
    assert await told(page) == []
    await page.get_by_role("button", name="Send").click()

    assert await sent(page) == [{kind: {"a": held} for kind, held in HELD.items()}]


async def test_an_empty_input_is_sent_as_slack_sends_it(page: Page) -> None:
    await show(page, modal(*[asks(kind, kind) for kind in ELEMENTS]))
    await page.get_by_role("button", name="Send").click()
    empty = {kind: {"a": {"type": kind, HOLDS[kind][0]: HOLDS[kind][1]}} for kind in ELEMENTS}
    assert await sent(page) == [empty]


@pytest.mark.parametrize("left", ["initial", "state"])
async def test_what_an_input_holds_is_shown_and_sent(page: Page, left: str) -> None:
    held = {kind: {"a": state} for kind, state in HELD.items()}
    initial = {kind: {HOLDS[kind][2]: GIVEN[kind][2]} if left == "initial" else {} for kind in GIVEN}
    view = modal(*[asks(kind, kind, element=initial[kind]) for kind in GIVEN])

    await show(page, view, values=held if left == "state" else None)
    await page.get_by_role("button", name="Send").click()

    assert await sent(page) == [held]


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
    await give(page, "multi_static_select")
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

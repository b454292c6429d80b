"""Modals: errors under their fields, words that survive an update, and where the keyboard is."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.page.drawing import IS_ACTIVE, asks, modal, plain, sent, show

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_errors_stand_under_their_fields_and_the_first_has_the_keyboard(page: Page) -> None:
    view = modal(asks("plain_text_input", "one", "One"), asks("radio_buttons", "two", "Two"))
    await show(page, view)

    await show(page, view, errors={"two": "Choose a colour."})

    group = page.get_by_role("radiogroup", name="Two")
    assert await group.get_attribute("aria-invalid") == "true"
    described = await group.get_attribute("aria-describedby")
    assert await page.locator(f"#{described}").inner_text() == "Choose a colour."
    assert await group.get_by_label("Red").evaluate(IS_ACTIVE) is False
    await page.get_by_role("button", name="Send").click()
    assert await group.get_by_label("Red").evaluate(IS_ACTIVE)
    await show(page, view, errors={"one": "Say something.", "two": "Choose a colour."})
    field = page.get_by_label("One")
    assert await field.evaluate(IS_ACTIVE)
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
    assert await page.get_by_label("Your answer").evaluate(IS_ACTIVE)
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

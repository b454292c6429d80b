"""Formatted words and attached files: the two inputs that are more than a field."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.page.drawing import IS_ACTIVE, Json, asks, draw, modal, sent, show, told

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARSE = """async (text) => {
  const { richOf, typedOf } = await import("/page/writing.js");
  const env = surroundings({}), rich = richOf(text, env);
  return [rich?.elements ?? null, typedOf(rich, env)];
}"""


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def section(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def listed(style: str, indent: int, *lines: Json) -> Json:
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": list(lines)}


WRITTEN: dict[str, list[Json] | None] = {
    "": None,
    " \n ": None,
    "plain words": [section(text("plain words"))],
    "one\ntwo": [section(text("one\ntwo"))],
    "*bold* _it_ ~no~ `a*b*c`": [
        section(
            text("bold", bold=True), text(" "), text("it", italic=True), text(" "),
            text("no", strike=True), text(" "), text("a*b*c", code=True),
        )
    ],
    "*both _of_*": [section(text("both ", bold=True), text("of", bold=True, italic=True))],
    "2 * 3 * 4 snake_case_name": [section(text("2 * 3 * 4 snake_case_name"))],
    "• one\n  • two\n1. three": [
        listed("bullet", 0, section(text("one"))), listed("bullet", 1, section(text("two"))),
        listed("ordered", 0, section(text("three"))),
    ],
    "> said\n> so\nI": [
        {"type": "rich_text_quote", "elements": [text("said\nso")]}, section(text("I")),
    ],
    "```\n*x*\n```": [{"type": "rich_text_preformatted", "elements": [text("*x*")]}],
    "see https://a.org :tada: :nothing:": [
        section(text("see "), {"type": "link", "url": "https://a.org"}, text(" "),
                {"type": "emoji", "name": "tada"}, text(" :nothing:"))
    ],
    "@Ana Pereira in #general, @here and @nobody": [
        section({"type": "user", "user_id": "U1"}, text(" in "), {"type": "channel", "channel_id": "C1"},
                text(", "), {"type": "broadcast", "range": "here"}, text(" and @nobody"))
    ],
}  # fmt: skip


async def test_marks_become_a_rich_text_and_marks_again(page: Page) -> None:
    read = {typed: await page.evaluate(PARSE, typed) for typed in WRITTEN}
    assert {typed: rich for typed, (rich, _) in read.items()} == WRITTEN
    assert {typed: again for typed, (_, again) in read.items()} == {typed: typed.strip() for typed in WRITTEN}


async def test_buttons_write_the_marks(page: Page) -> None:
    await show(page, modal(asks("rich_text_input")))
    field = page.get_by_label("Your answer", exact=True)
    await field.fill("benches")
    await field.press("Control+A")
    await page.get_by_role("button", name="Bold").click()
    assert await field.evaluate(IS_ACTIVE)
    await page.get_by_role("button", name="Bulleted list").click()
    assert await field.input_value() == "• *benches*"

    await page.get_by_role("button", name="Send").click()
    value = {"type": "rich_text", "elements": [listed("bullet", 0, section(text("benches", bold=True)))]}
    assert await sent(page) == [{"b": {"a": {"type": "rich_text_input", "rich_text_value": value}}}]


async def test_what_nobody_touched_stays_as_the_app_wrote_it(page: Page) -> None:
    coloured = {"type": "rich_text", "elements": [section({"type": "color", "value": "#ff0000"})]}
    await show(page, modal(asks("rich_text_input", element={"initial_value": coloured})))
    await page.get_by_role("button", name="Send").click()
    assert await sent(page) == [{"b": {"a": {"type": "rich_text_input", "rich_text_value": coloured}}}]


PLAN = {"id": "F1", "name": "plan.pdf", "size": 4}


async def test_a_chosen_file_is_uploaded_shown_and_sent(page: Page, files: Path) -> None:
    await show(page, modal(asks("file_input", element={"filetypes": ["PDF"]})))
    field, status = page.get_by_label("Your answer"), page.get_by_role("status")

    await field.set_input_files([files / "plan.pdf", files / "notes.txt"])

    await expect(status).to_have_text("notes.txt is not one of: PDF.")
    assert await page.locator(".block-files li").all_inner_texts() == ["plan.pdf, 4 bytes\nRemove"]
    await page.get_by_role("button", name="Send").click()
    assert await sent(page) == [{"b": {"a": {"type": "file_input", "files": [PLAN]}}}]


async def test_no_more_files_than_fit_and_one_can_be_taken_away(page: Page, files: Path) -> None:
    await draw(page, asks("file_input", element={"max_files": 1}))
    field, status = page.get_by_label("Your answer"), page.get_by_role("status")
    await field.set_input_files(files / "plan.pdf")
    await expect(status).to_have_text("Uploaded.")
    await field.set_input_files(files / "notes.txt")
    await expect(status).to_have_text("No more than 1 file fits.")

    await page.get_by_role("button", name="Remove plan.pdf").click()

    assert await field.evaluate(IS_ACTIVE)
    assert [each["files"] for each in await told(page)] == [[PLAN], [PLAN], []]

"""Words as Slack shows them, also those that try to be a script, and as they are heard."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.page.drawing import Json, asks, draw, modal, plain, show

pytestmark = pytest.mark.asyncio(loop_scope="session")

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
    "<!date^1814432400^{date_long} at {time}|then>": ["time|Thursday, July 1st, 2027 at 10:00"],
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


DATES = {
    "en-GB": ["Thursday, July 1st, 2027 at 10:00", "yesterday", "tomorrow"],
    "es-ES": ["jueves, 1 de julio de 2027 at 10:00", "ayer", "mañana"],
    "fr": ["jeudi 1 juillet 2027 at 10:00", "hier", "demain"],
}


@pytest.mark.parametrize("locale", DATES)
async def test_a_date_is_in_the_language_of_who_reads(page: Page, locale: str) -> None:
    at, day = 1_814_432_400, 86_400
    dates = {at: "{date_long} at {time}", at - day: "{date_pretty}", at + day: "{ago}"}
    said = " ".join(f"<!date^{stamp}^{form}|then>" for stamp, form in dates.items())
    text = {"type": "mrkdwn", "text": said}
    await draw(page, {"type": "section", "text": text}, locale=locale, now=at * 1000)

    assert await page.locator("time").all_inner_texts() == DATES[locale]


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

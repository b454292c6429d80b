"""Every block as the page draws it: what Slack takes is drawn where Slack takes it, the rest is refused."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page

from rehearsal.rules.blocks import SURFACES
from tests.page import axe
from tests.page.drawing import ELEMENTS, IS_ACTIVE, Json, asks, draw, plain, told
from tests.rehearsal.corpus import RIGHT
from tests.rehearsal.test_newer_blocks import CHART, EXAMPLES, PIE

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Draws each list of blocks by itself and tells how many there are, and what is refused of them.
DRAW_ALL = """async ([drawings, surface]) => {
  const { drawBlocks } = await import("/page/blocks.js");
  const here = document.getElementById("here");
  return drawings.map((blocks) => {
    here.replaceChildren(drawBlocks(blocks, surroundings({ surface })));
    const refused = [...here.querySelectorAll(".block-refused")].map((node) => node.textContent);
    return [here.firstChild.children.length, refused];
  });
}"""


def with_ids(blocks: list[Json]) -> list[Json]:
    """As the server gives them to the page."""
    return [{"block_id": f"b{index}", **block} for index, block in enumerate(blocks)]


async def drawn(page: Page, drawings: list[list[Json]], surface: str = "message") -> list[Any]:
    found: list[Any] = await page.evaluate(DRAW_ALL, [[with_ids(each) for each in drawings], surface])
    return found


async def test_whatever_slack_takes_is_drawn(page: Page) -> None:
    found = await drawn(page, list(RIGHT.values()))
    faults = {name: seen for name, seen in zip(RIGHT, found, strict=True) if seen != [len(RIGHT[name]), []]}
    assert faults == {}


async def test_a_block_is_drawn_on_its_surfaces_and_refused_on_every_other(page: Page) -> None:
    for surface, right in SURFACES.items():
        found = await drawn(page, [[each] for each in EXAMPLES.values()], surface)
        refused = {name for name, (_, faults) in zip(EXAMPLES, found, strict=True) if faults}
        assert refused == set(EXAMPLES) - right, surface


async def test_what_the_page_does_not_know_is_shown_as_refused(page: Page) -> None:
    unknown: dict[str, Json] = {
        "poster": {"type": "poster"},
        "workflow_button": {"type": "actions", "elements": [{"type": "workflow_button"}]},
        "toString": {"type": "section", "text": plain(), "accessory": {"type": "toString"}},
        "table": {"type": "table", "rows": None},
        "data_visualization": CHART | {"chart": {"type": "radar"}},
        "carousel": {"type": "carousel"},
    }
    found = await drawn(page, [[each] for each in unknown.values()])
    assert found == [[1, [f"Slack would refuse this block: {name}"]] for name in unknown]


async def test_everything_together_is_accessible(page: Page) -> None:
    questions = [asks(kind, kind, f"The {kind}") for kind in ELEMENTS]
    for surface, right in SURFACES.items():
        blocks = [each for name, each in EXAMPLES.items() if name in right]
        await draw(page, *with_ids(blocks), *questions, surface=surface)
        assert await axe.violations(page) == [], surface
    await page.emulate_media(color_scheme="light")


async def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    questions = [asks(kind, kind, f"The {kind}") for kind in ELEMENTS]
    await draw(page, *with_ids([each for each in EXAMPLES.values() if each["type"] != "alert"]), *questions)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_chart_is_a_table_of_its_figures(page: Page) -> None:
    await draw(page, CHART)
    rows = page.get_by_role("region", name="Figures: Ideas").get_by_role("row")
    assert [(await row.inner_text()).split() for row in await rows.all()] == [
        ["Month", "Park"],
        ["May", "3"],
        ["June", "-2.5"],
    ]
    assert await page.get_by_role("rowheader").all_inner_texts() == ["May", "June"]
    assert await page.locator("svg rect").count() == 2


async def test_every_kind_of_chart_has_its_picture(page: Page) -> None:
    two = {"type": "pie", "segments": [*PIE["segments"], {"label": "Hall", "value": 1}]}
    shapes = {"pie": "path", "bar": "rect", "line": "polyline", "area": "polygon"}
    for kind, shape in shapes.items():
        chart = two if kind == "pie" else CHART["chart"] | {"type": kind}
        await draw(page, CHART | {"chart": chart})
        assert await page.locator(f"svg {shape}").count() >= 1, kind
        assert "NaN" not in await page.locator("svg").inner_html(), kind


async def test_a_data_table_is_read_page_by_page(page: Page) -> None:
    cells = [[{"type": "raw_text", "text": f"Day {n}"}, {"type": "raw_number", "value": n, "text": f"{n}"}]
             for n in range(5)]  # fmt: skip
    head = [{"type": "raw_text", "text": each} for each in ("Day", "Ideas")]
    await draw(
        page, {"type": "data_table", "caption": "Ideas a day", "rows": [head, *cells], "page_size": 2,
               "row_header_column_index": 0},
    )  # fmt: skip
    after = page.get_by_role("button", name="Next rows")
    assert await page.get_by_role("rowheader").all_inner_texts() == ["Day 0", "Day 1"]
    for _ in range(3):  # once more than there are pages
        await after.press("Enter")
    assert await page.get_by_role("rowheader").all_inner_texts() == ["Day 4"]
    assert await page.get_by_role("status").inner_text() == "Rows 5 to 5 of 5"
    assert await after.evaluate(IS_ACTIVE)


async def test_small_actions_are_told_with_what_the_app_wrote_on_them(page: Page) -> None:
    await draw(page, {**EXAMPLES["context_actions"], "block_id": "row"})
    await page.get_by_role("button", name="Good").first.click()
    await page.get_by_role("button", name="words").click()
    good, away = await told(page)
    assert (good["type"], good["value"], away["type"]) == ("feedback_buttons", "good", "icon_button")


async def test_an_icon_is_there_for_those_the_app_names(page: Page) -> None:
    trash = EXAMPLES["context_actions"]["elements"][1] | {"visible_to_user_ids": ["U2"]}
    await draw(page, EXAMPLES["context_actions"] | {"elements": [trash]})
    assert await page.get_by_role("button").count() == 0


async def test_a_container_folds(page: Page) -> None:
    folded = EXAMPLES["container"] | {"is_collapsible": True, "default_collapsed": True}
    await draw(page, folded)
    assert await page.get_by_text("a talk").is_hidden()
    await page.locator("summary").press("Enter")
    assert await page.get_by_text("a talk").is_visible()

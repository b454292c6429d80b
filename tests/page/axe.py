"""The judge of access: axe-core, which holds what a tab shows against WCAG 2.2 AA and good practice."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests import npm

HERE = Path(__file__).with_name("rules")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE = """([tags, without]) => axe.run(document, {
  runOnly: { type: "tag", values: tags },
  rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  resultTypes: ["violations"],
})"""


IN_OTHER_COLOURS = """() => axe.run(document, {
  runOnly: ["color-contrast"], resultTypes: ["violations"],
})"""


async def violations(page: Page, without: Collection[str] = ()) -> list[str]:
    """Each rule that is broken, with the first place that breaks it; in the dark, what colours can break."""
    await page.emulate_media(color_scheme="light")
    if not await page.evaluate("'axe' in window"):
        await page.evaluate((npm.fetched(HERE) / "axe-core" / "axe.min.js").read_text("utf-8"))
    told: dict[str, Any] = await page.evaluate(JUDGE, [TAGS, list(without)])
    await page.emulate_media(color_scheme="dark")
    in_the_dark: dict[str, Any] = await page.evaluate(IN_OTHER_COLOURS)
    return [_words(each) for each in (*told["violations"], *in_the_dark["violations"])]


def _words(violation: dict[str, Any]) -> str:
    node = violation["nodes"][0]
    return f"{violation['id']} ({len(violation['nodes'])}×): {node['html'][:200]} {node['failureSummary']}"

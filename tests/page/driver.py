"""How people work the rehearsal's page: by keyboard alone or by mouse, each in a tab of their own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1200, "height": 850}
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # what is left of 1280 × 1024 at 400 %
FURTHEST = 150  # presses of Tab, until what somebody looks for is not to be found
TRIES = 10  # to come to what moves while they come

expect.set_options(timeout=20_000)

WIDER = "document.documentElement.scrollWidth > window.innerWidth"
IS_HERE = "node => node === document.activeElement"
IS_SEEN = """node => {
  const { left, width, top, height } = node.getBoundingClientRect();
  const mine = [node, ...(node.labels ?? [])];
  return [0.1, 0.5, 0.9].some((part) => {
    const there = document.elementFromPoint(left + width / 2, top + height * part);
    return there && mine.some((each) => each.contains(there));
  });
}"""
IS_AHEAD = """node => {
  const here = document.activeElement;
  return Boolean(here.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""
STOP = """() => {
  const node = document.activeElement;
  const region = node.closest("dialog, #panes, #panel, #talk, #places, .top, .banner");
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  return node === document.body ? { name: "", region: "body", message: null, visible: true } : {
    name: node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent.slice(0, 40),
    region: (region ?? node).id || (region ?? node).className || (region ?? node).tagName.toLowerCase(),
    message: node.closest("article")?.dataset.ts ?? null,
    // The button inside a date is the browser's own, and so is the ring around it.
    visible: !node.matches(":focus") || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
  };
}"""
LEFT = {"name": "", "region": "body", "message": None, "visible": True}


class Hands(Protocol):
    """A way to work the page."""

    page: Page

    async def press(self, target: Locator) -> None:
        """A button or a link."""

    async def write(self, target: Locator, words: str) -> None:
        """Words into a box."""

    async def tick(self, target: Locator) -> None:
        """One of several radio buttons."""

    async def pick(self, target: Locator, option: str) -> None:
        """An option of a menu."""


@dataclass
class Mouse:
    """Clicks; only words are typed."""

    page: Page

    async def press(self, target: Locator) -> None:
        """Click on it."""
        await target.click()

    async def write(self, target: Locator, words: str) -> None:
        """Click into the box, and type."""
        await target.click()
        await self.page.keyboard.type(words)

    async def tick(self, target: Locator) -> None:
        """Click on it."""
        await target.click()

    async def pick(self, target: Locator, option: str) -> None:
        """A browser's own menu cannot be clicked in a test; choosing is the same event."""
        await target.select_option(label=option)


@dataclass
class Keyboard:
    """Never a click, never a focus that Tab did not bring; every stop on the way must be visible."""

    page: Page

    async def reach(self, target: Locator) -> None:
        """Tab to it, or Shift+Tab when it stands before, and see it; or say what was passed on the way.

        Where the page moved as they came, they go away and back, which brings it into sight again.
        """
        await expect(target).to_be_visible()
        for _ in range(TRIES):
            away = await self._come_to(target)
            if await target.evaluate(IS_SEEN):
                return
            await self.next(away)
        raise AssertionError(f"something covers {target}, or it is out of the window")

    async def _come_to(self, target: Locator) -> str:
        """Until the keyboard is there; the key that leads away again."""
        passed: list[str] = []
        key, away = ("Tab", "Shift+Tab") if await target.evaluate(IS_AHEAD) else ("Shift+Tab", "Tab")
        while not await target.evaluate(IS_HERE):
            stop = await self.next(key)
            passed.append(stop["name"])
            assert stop["visible"], f"no focus is to be seen on {stop}"
            assert len(passed) <= FURTHEST, f"Tab never came to {target}; it passed {passed}"
        return away

    async def next(self, key: str = "Tab") -> dict[str, Any]:
        """Where one more press leads."""
        await self.page.keyboard.press(key)
        stop: dict[str, Any] = await self.page.evaluate(STOP)
        return stop

    async def round(self) -> list[dict[str, Any]]:
        """Every stop from here until Tab comes to where it was before, or leaves the page."""
        stops = [await self.next()]
        while len(stops) <= FURTHEST:
            stop = await self.next()
            if stop in (stops[0], LEFT):
                return stops
            stops.append(stop)
        raise AssertionError(f"Tab never came round; it passed {stops}")

    async def press(self, target: Locator) -> None:
        """Enter on it."""
        await self.reach(target)
        await self.page.keyboard.press("Enter")

    async def write(self, target: Locator, words: str) -> None:
        """Into the box, letter by letter."""
        await self.reach(target)
        await self.page.keyboard.type(words)

    async def tick(self, target: Locator) -> None:
        """Into the group, which is one stop, and along it with the arrows."""
        name = await target.get_attribute("name")
        group = self.page.locator(f"input[name='{name}']")
        chosen = self.page.locator(f"input[name='{name}']:checked")
        await self.reach(chosen if await chosen.count() else group.first)
        await self.page.keyboard.press("Space")
        for _ in range(await group.count()):
            if await target.is_checked():
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came to {target}")

    async def pick(self, target: Locator, option: str) -> None:
        """The first letters of an option choose it."""
        await self.reach(target)
        await self.page.keyboard.type(option)
        await expect(target.locator("option:checked")).to_have_text(option)


@dataclass
class Seat:
    """Somebody at their tab."""

    page: Page
    hands: Hands

    @property
    def channels(self) -> Locator:
        """What unfolds the list of conversations on a phone."""
        return self.page.get_by_role("navigation", name="Parts of the page").get_by_role(
            "button", name="Channels"
        )

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    def message(self, words: str) -> Locator:
        """The message with these words."""
        return self.log.get_by_role("article").filter(has_text=words)

    async def sees(self, words: str) -> Locator:
        """Exactly one message with these words."""
        await expect(self.message(words)).to_have_count(1)
        return self.message(words)

    async def says(self, words: str) -> None:
        """Into the message box, and send: by Enter, or by the button for those who click."""
        await self.hands.write(self.page.get_by_role("textbox", name="Message"), words)
        if isinstance(self.hands, Keyboard):
            await self.page.keyboard.press("Enter")
        else:
            await self.page.get_by_role("button", name="Send", exact=True).click()

    async def presses(self, button: str, on: str) -> None:
        """A button of the message with these words: it reads so, and what is heard begins with it."""
        heard = self.message(on).get_by_role("button", name=re.compile(rf"^{re.escape(button)}"))
        await self.hands.press(heard.filter(has_text=re.compile(rf"^{re.escape(button)}$")))

    async def form(self, title: str) -> Locator:
        """The form that opens by itself, with the keyboard in it."""
        form = self.page.get_by_role("dialog", name=title)
        await expect(form.locator(":focus")).to_have_count(1)
        return form

    def place(self, name: str) -> Locator:
        """A conversation's line in the list, with its unread mark if it has one."""
        places = self.page.get_by_role("navigation", name="Channels and the app")
        return places.get_by_role("button", name=re.compile(rf"^{name}( |$)"))

    async def has_unread(self, place: str, count: int) -> None:
        """The mark in the list; on a phone the list is folded away, and its button has the mark."""
        if await self.channels.is_visible():
            await expect(self.channels).to_have_text(f"Channels {count} unread")
        else:
            await expect(self.place(place)).to_contain_text(f"{count} unread")

    async def has_read_all(self) -> None:
        """No mark anywhere."""
        await expect(self.page.get_by_text("unread", exact=True)).to_have_count(0)

    async def opens(self, place: str) -> None:
        """A conversation of the list, which on a phone is a part of its own."""
        if await self.channels.is_visible():
            await self.hands.press(self.channels)
        await self.hands.press(self.place(place))
        await expect(self.log.or_(self.page.get_by_role("region", name="Home"))).to_be_visible()

    async def opens_panel(self, name: str) -> Locator:
        """The guide, “What if…” and the others; on a phone they are a part of their own."""
        more = self.page.get_by_role("button", name="Guide and more")
        if await more.is_visible():
            await self.hands.press(more)
        opener = self.page.get_by_role("group", name="Panels").get_by_role("button", name=name)
        if await opener.get_attribute("aria-pressed") != "true":
            await self.hands.press(opener)
        panel = self.page.get_by_role("complementary", name=name)
        await expect(panel).to_be_visible()
        return panel


@asynccontextmanager
async def seated(
    browser: Browser, url: str, person: str, place: str, size: ViewportSize = DESK, **more: Any
) -> AsyncIterator[Page]:
    """A tab in which somebody looks at a place; nothing may fail in it, nor ask anybody else for anything."""
    faults: list[str] = []
    page = await browser.new_page(viewport=size, locale="en-GB", reduced_motion="reduce", **more)
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(url) else faults.append(asked.url))
    await page.goto(f"{url}/#person={person}&channel={place}")
    await expect(page.locator("#conversation > *")).to_be_visible()
    yield page
    await page.close()
    assert faults == [], faults

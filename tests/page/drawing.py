"""Drawing blocks and modals on an otherwise empty page, and what a test then sees of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from playwright.async_api import Page, Request

Json = dict[str, Any]
HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "rehearsal" / "page" / "static"
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'none'; require-trusted-types-for 'script'"
SIZE = {"width": 1200, "height": 800}

# What a test sees of the page: what was told, sent and closed.
DRAW = """async ([blocks, env]) => {
  const { drawBlocks } = await import("/page/blocks.js");
  document.getElementById("here").replaceChildren(drawBlocks(blocks, surroundings(env)));
}"""
SHOW = """async ([view, env]) => {
  const { showModal } = await import("/page/modal.js");
  showModal(view, surroundings(env));
}"""
CLEAR = """async () => {
  const { hideModal } = await import("/page/modal.js");
  hideModal();
  document.querySelectorAll("dialog").forEach((each) => each.remove());
  document.getElementById("here").replaceChildren();
  document.activeElement?.blur();
  document.body.style.background = "var(--block-paper)"; // as on the page: what is drawn has none of its own
  Object.assign(window, { told: [], sent: [], closings: 0, asked: [], found: null });
}"""
BEGIN = """window.surroundings = (env) => ({
  surface: "message", values: null, heard: false, zone: "Europe/London", me: "U1", ...env,
  people: [{ id: "U1", name: "Ana Pereira" }, { id: "U2", name: "Tunde Bakare" }],
  channelList: [{ id: "C1", name: "general" }, { id: "C2", name: "parents" }],
  names: (id) => ({ U1: "Ana Pereira", U2: "Tunde Bakare" })[id] ?? id,
  channels: (id) => ({ C1: "general" })[id] ?? id,
  suggest: async (asked) => {
    window.asked.push(asked);
    const street = { text: { type: "plain_text", text: asked.value + " street" }, value: "s" };
    return window.found ?? { options: [street], option_groups: [], missing: "" };
  },
  upload: async ({ name, content }) => ({ id: "F1", name, size: atob(content).length }),
  onAction: (action) => window.told.push(action),
  onSubmit: (values) => { window.sent.push(values); },
  onClose: () => { window.closings += 1; },
});"""


async def _file(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name")
    path = PAGE / name if name else HERE / "blocks.html"
    return web.FileResponse(path, headers={"Content-Security-Policy": POLICY})


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    """The page's files and an empty page to draw on, under a policy as strict as the page's own."""
    app = web.Application()
    app.add_routes([web.get("/", _file), web.get("/page/{name}", _file)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


@dataclass
class Sheet:
    """The page, and what went wrong on it since it was last cleared."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    @classmethod
    async def opened(cls, page: Page, address: str) -> Self:
        """Open it and listen for trouble."""
        sheet = cls(page, address)
        page.on("pageerror", lambda fault: sheet.troubles.append(str(fault)))
        page.on("console", lambda said: sheet.troubles.append(said.text) if said.type == "error" else None)
        page.on("request", sheet.asked)
        page.set_default_timeout(20_000)
        await page.add_init_script(BEGIN)
        await page.goto(address)
        return sheet

    def asked(self, request: Request) -> None:
        """Nobody but this server and the page itself may be asked for anything."""
        if not request.url.startswith((self.address, "data:")):
            self.troubles.append(f"asked {request.url}")

    async def clear(self) -> None:
        """As it was in the beginning."""
        await self.page.set_viewport_size({"width": SIZE["width"], "height": SIZE["height"]})
        await self.page.evaluate(CLEAR)
        self.troubles.clear()


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def option(words: str) -> Json:
    return {"text": plain(words), "value": words.lower()}


def asks(kind: str, block: str = "b", label: str = "Your answer", **more: Any) -> Json:
    """An input block with one element."""
    element = {"type": kind, "action_id": "a", **ELEMENTS[kind], **more.pop("element", {})}
    return {"type": "input", "block_id": block, "label": plain(label), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"id": "V1", "type": "modal", "title": plain("A form"), "submit": plain("Send")}
    return {**view, "blocks": list(blocks), **more}


RED, BLUE, GREEN = option("Red"), option("Blue"), option("Green")
COLOURS = {"options": [RED, BLUE, GREEN]}
ELEMENTS: dict[str, Json] = {
    "plain_text_input": {}, "email_text_input": {}, "url_text_input": {}, "rich_text_input": {},
    "number_input": {"is_decimal_allowed": False},
    "static_select": COLOURS, "multi_static_select": COLOURS, "radio_buttons": COLOURS, "checkboxes": COLOURS,
    "external_select": {}, "multi_external_select": {}, "users_select": {}, "multi_users_select": {},
    "conversations_select": {}, "multi_conversations_select": {}, "channels_select": {},
    "multi_channels_select": {}, "datepicker": {}, "timepicker": {}, "datetimepicker": {}, "file_input": {},
}  # fmt: skip


async def draw(page: Page, *blocks: Json, **env: Any) -> None:
    """Draw blocks as of a message, or of another `surface`."""
    await page.evaluate(DRAW, [list(blocks), env])


async def show(page: Page, view: Json, **env: Any) -> None:
    """Show a modal, or show it anew."""
    await page.evaluate(SHOW, [view, env])


async def told(page: Page) -> list[Json]:
    """What the app was told at once."""
    found: list[Json] = await page.evaluate("window.told")
    return found


async def sent(page: Page) -> list[Json]:
    """What was sent with a form."""
    found: list[Json] = await page.evaluate("window.sent")
    return found


IS_ACTIVE = "(node) => node === document.activeElement"

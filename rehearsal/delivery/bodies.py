"""What somebody sent, as text and as JSON: whatever is wrong with it is a ValueError."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

DEEPEST = 100  # Slack's own objects lie a dozen deep; beyond some hundreds every reader of them breaks


async def text_of(request: web.Request) -> str:
    """The body as text, in the encoding that it names."""
    try:
        return await request.text()
    except LookupError:
        raise ValueError("there is no such encoding") from None


async def form_of(request: web.Request) -> dict[str, str]:
    """The fields of a form; files are none."""
    try:
        fields = await request.post()
    except LookupError:
        raise ValueError("there is no such encoding") from None
    except (AssertionError, RuntimeError):  # aiohttp's words for a multipart body that cannot be read
        raise ValueError("the form cannot be read") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def parsed(text: str) -> Any:
    """JSON, unless it lies too deep, or holds halves of characters or what is no number."""
    try:
        whole = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("too deep") from None
    if "\\ud" in text.lower():  # half a character can be written in JSON, and nowhere else
        json.dumps(whole, ensure_ascii=False).encode()
    if text.count("[") + text.count("{") > DEEPEST and _is_deeper(whole, DEEPEST):
        raise ValueError("too deep")
    return whole


def _no_number(word: str) -> None:
    """Python reads NaN and Infinity; JSON has no such thing, and browsers refuse it."""
    raise ValueError(f"{word} is no JSON")


def _is_deeper(whole: object, levels: int) -> bool:
    if not isinstance(whole, dict | list):
        return False
    inside = whole.values() if isinstance(whole, dict) else whole
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inside)

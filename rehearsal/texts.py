"""Text as Slack stores it, and text as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rehearsal.model import Json

# `&` that does not already begin one of Slack's three entities.
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
# What Slack's markup puts in angle brackets; every other bracket is only a character.
_MARKUP = re.compile(r"<(?:[@#!][^<>]+|(?:https?|mailto|tel|slack)[:][^<>]+)>")
_BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_EMPHASIS = re.compile(r"(?<!\w)([*_~])(?=\S)([^*_~\n]*?\S)\1(?!\w)")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)  # in which nothing is emphasis
_INSIDE_MARKUP = re.compile(r"<([^<>]+)>")

Names = Callable[[str], str]


def escape(text: str) -> str:
    """A person's text as Slack hands it to apps."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The characters a person sees."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stored(text: str) -> str:
    """An app's text as Slack stores it: markup stays, every other special character becomes an entity."""
    pieces: list[str] = []
    at = 0
    for markup in _MARKUP.finditer(text):
        pieces += [stored_plainly(text[at : markup.start()]), markup.group()]
        at = markup.end()
    return "".join([*pieces, stored_plainly(text[at:])])


def stored_plainly(text: str) -> str:
    """The same where there is no markup: entities that are there already stay, the rest become some."""
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def pings(text: str) -> list[str]:
    """Who would be notified by this markup: `channel`, `here`, `everyone` or user ids."""
    return _BROADCAST.findall(text) + _MENTION.findall(text)


def markup_texts(thing: object) -> Iterator[str]:
    """Every text of these blocks in which Slack looks for markup."""
    if isinstance(thing, list):
        for each in thing:
            yield from markup_texts(each)
    elif isinstance(thing, dict):
        if thing.get("type") in ("mrkdwn", "markdown") and isinstance(thing.get("text"), str):
            yield thing["text"]
        if thing.get("type") == "user" and "user_id" in thing:  # inside rich_text
            yield f"<@{thing['user_id']}>"
        if thing.get("type") == "broadcast":
            yield f"<!{thing.get('range')}>"
        for value in thing.values():
            yield from markup_texts(value)


def plain(text: str, names: Names = str) -> str:
    """Slack's markup as a person reads it: names instead of ids, labels instead of links, no asterisks."""

    def shown(match: re.Match[str]) -> str:
        body = match.group(1)
        label = body.partition("|")[2]
        if body.startswith("!date"):
            return label
        if body.startswith("!subteam^"):
            return "@" + (label.removeprefix("@") or names(body.removeprefix("!subteam^")))
        if body.startswith("!"):
            return "@" + (label or body[1:])
        if body[0] in "@#":
            return body[0] + names(body[1:].partition("|")[0])
        return label or body

    pieces = _CODE.split(_INSIDE_MARKUP.sub(shown, text))  # each second one is code
    return unescape("".join(each if at % 2 else _EMPHASIS.sub(r"\2", each) for at, each in enumerate(pieces)))


def readable(blocks: list[Json], names: Names = str) -> str:
    """Everything a person can read in these blocks, one line per text, in order."""
    return "\n".join(line for block in blocks for line in _lines(block, names) if line)


def _lines(thing: object, names: Names) -> Iterator[str]:
    if isinstance(thing, list):
        for each in thing:
            yield from _lines(each, names)
        return
    if not isinstance(thing, dict):
        return
    if thing.get("type") == "rich_text_section":
        yield "".join(_rich(piece, names) for piece in _list(thing.get("elements")))
        return
    if thing.get("type") in ("plain_text", "mrkdwn", "markdown", "raw_text", "raw_number"):
        yield _text(thing, names)
        return
    yield from _inside(thing, names)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(thing: Json, names: Names) -> str:
    text = str(thing.get("text", ""))
    return unescape(text) if thing["type"] in ("plain_text", "raw_text", "raw_number") else plain(text, names)


# The parts of a block in the order the eye meets them; what is not named here is not text.
_READING_ORDER = (
    "title", "rich_text_title", "subtitle", "label", "text", "fields", "alt_text", "body", "placeholder",
    "element", "elements", "accessory", "options", "option_groups", "initial_value", "hint", "description",
    "caption", "rows", "tasks", "details", "output", "child_blocks", "actions",
    "chart", "segments", "series", "name", "data",
)  # fmt: skip


_BARE = {"alt_text", "caption", "initial_value", "label", "name", "title"}  # not in an object of their own


def _inside(thing: Json, names: Names) -> Iterator[str]:
    for part in _READING_ORDER:
        value = thing.get(part)
        if value is None:  # as most are; a driver reads a whole screen at each step
            continue
        if isinstance(value, str) and part in _BARE:
            yield value
        else:
            yield from _lines(value, names)


def _rich(piece: object, names: Names) -> str:
    """One piece of rich text; what lacks its words has none to read."""
    try:
        return _worded(piece, names) if isinstance(piece, dict) else ""
    except (KeyError, TypeError):
        return ""


def _worded(piece: Json, names: Names) -> str:
    kinds: dict[str, Callable[[], str]] = {
        "text": lambda: str(piece["text"]),
        "link": lambda: str(piece.get("text", piece["url"])),
        "user": lambda: "@" + names(piece["user_id"]),
        "channel": lambda: "#" + names(piece["channel_id"]),
        "usergroup": lambda: "@" + names(piece["usergroup_id"]),
        "emoji": lambda: f":{piece['name']}:",
        "broadcast": lambda: "@" + str(piece["range"]),
    }
    return kinds.get(piece.get("type", ""), str)()

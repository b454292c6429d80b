"""What Slack's own editor writes, piece by piece: the fields are those of Slack's published types."""

from __future__ import annotations

from rehearsal.rules import limits
from rehearsal.rules.check import (
    Rule,
    anything,
    array,
    boolean,
    by_type,
    integer,
    number,
    obj,
    one_of,
    string,
)

_STYLES = (
    *("bold", "italic", "strike", "underline", "code"),
    *("highlight", "client_highlight", "unlink"),
)
_STYLE = obj(dict.fromkeys(_STYLES, boolean))


def _piece(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    fields = {"type": anything, "style": _STYLE, **required, **(optional or {})}
    return obj(fields, required=tuple(required))


_TEXT = {"text": _piece({"text": string()})}
_LINK = {"link": _piece({"url": string(limits.URL, 1)}, {"text": string(), "unsafe": boolean})}
_PIECES: dict[str, Rule] = {
    **_TEXT,
    **_LINK,
    "broadcast": _piece({"range": one_of("here", "channel", "everyone")}),
    "color": _piece({"value": string(least=1)}),
    "channel": _piece({"channel_id": string(least=1)}),
    "date": _piece({"timestamp": number, "format": string(least=1)}, {"url": string(), "fallback": string()}),
    "emoji": _piece(
        {"name": string(least=1)},
        {"unicode": string(), "url": string(), "skin_tone": integer(1, 6)},
    ),
    "team": _piece({"team_id": string(least=1)}),
    "user": _piece({"user_id": string(least=1)}),
    "usergroup": _piece({"usergroup_id": string(least=1)}),
}
_BORDER = {"border": integer(0, 1)}


def _part(pieces: Rule, more: dict[str, Rule] | None = None, required: tuple[str, ...] = ()) -> Rule:
    fields = {"type": anything, "elements": array(pieces, least=0), **(more or {})}
    return obj(fields, required=("elements", *required))


_SECTION = _part(by_type(_PIECES))
_LIST_FIELDS: dict[str, Rule] = {
    "style": one_of("bullet", "ordered"),
    "indent": integer(0, limits.LIST_INDENT),
    "offset": integer(0, limits.LIST_OFFSET),
    **_BORDER,
}
PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_list": _part(by_type({"rich_text_section": _SECTION}), _LIST_FIELDS, ("style",)),
    "rich_text_quote": _part(by_type(_PIECES), _BORDER),
    "rich_text_preformatted": _part(by_type(_TEXT | _LINK), {**_BORDER, "language": string()}),
}

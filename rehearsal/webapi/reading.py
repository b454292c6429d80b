"""An app's HTTP request: its arguments, from wherever Slack accepts them."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from rehearsal.delivery.bodies import form_of, parsed, text_of
from rehearsal.model import Json
from rehearsal.refusals import SlackError

# Arguments that are objects, and how Slack complains when a string of theirs is no JSON.
_OBJECTS = {
    "blocks": "invalid_blocks_format",
    "files": "invalid_arguments",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "message": "invalid_arguments",
    "unfurled_attachments": "invalid_attachments",
}


# What Slack reads; of plain text it takes no argument, and does not mind it.
_JSON = "application/json"
_TYPES = {_JSON, "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}


async def arguments(request: web.Request, *, json: bool = True) -> Json:
    """Query, form, multipart and JSON together, as Slack takes them; nothing sent as null counts.

    Without `json`, what comes as JSON is not read: many methods take none.
    """
    _refuse_strange_bodies(request)
    given: Json = dict(request.query)
    is_json = request.content_type == _JSON
    try:
        if is_json:
            body = await text_of(request)
            given |= _from_json(body) if json else {}
        elif request.method == "POST":
            given |= await form_of(request)
    except ValueError:
        raise SlackError("invalid_json" if is_json else "invalid_form_data") from None
    return {name: _decoded(name, value) for name, value in given.items() if value is not None}


_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


async def token_of(request: web.Request) -> str:
    """The token of a call: in the header, or as a field of a form. In JSON, Slack reads none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        return token if scheme.lower() == "bearer" else ""
    if request.method != "POST" or request.content_type not in _FORMS:
        return ""
    try:
        return (await form_of(request)).get("token", "")
    except ValueError:
        return ""


def _refuse_strange_bodies(request: web.Request) -> None:
    """Clients that send no body name any type, or none."""
    if request.method != "POST" or not request.can_read_body:
        return
    if "Content-Type" not in request.headers:
        raise SlackError("missing_post_type")
    if request.content_type not in _TYPES:
        raise SlackError("invalid_post_type")


def _from_json(body: str) -> Json:
    if not body.strip():  # slack_sdk's synchronous client sends an empty JSON body
        return {}
    whole = parsed(body)
    if not isinstance(whole, dict):
        raise SlackError("json_not_object")
    return whole


def _decoded(name: str, value: object) -> object:
    if name not in _OBJECTS or not isinstance(value, str):
        return value
    try:
        return parsed(value)
    except ValueError:
        raise SlackError(_OBJECTS[name], pointer=f"/{name}") from None


def _boolean(value: object) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, bool):
        return value
    return words[str(value).lower()]


def _number(value: object) -> int:
    return int(str(value))  # True is no number here: its name does not parse as one


def _string(value: object) -> str:
    if isinstance(value, bool | dict | list):
        raise TypeError
    return str(value)


_READERS: dict[str, Callable[[object], object]] = {"boolean": _boolean, "number": _number, "string": _string}


def typed(name: str, value: object, kind: str) -> object:
    """An argument in the type Slack documents for it."""
    reader = _READERS.get(kind)
    if reader is None or name in _OBJECTS:
        return value
    try:
        return reader(value)
    except (TypeError, ValueError, KeyError):
        words = f"[ERROR] must provide a {kind} [json-pointer:/{name}]"
        raise SlackError("invalid_arguments", [words], pointer=f"/{name}") from None

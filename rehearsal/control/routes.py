"""`/_rehearsal/…`: how tests, stories and people's own tools drive the workspace. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from rehearsal.acts.attaching import Uploads
from rehearsal.acts.order import Order
from rehearsal.acts.precise import Precise
from rehearsal.control.crowds import Crowds
from rehearsal.control.people import People
from rehearsal.control.screen import Screens
from rehearsal.control.trouble import Trouble
from rehearsal.control.world import World
from rehearsal.delivery.bodies import parsed, text_of
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

Carry = Callable[[Order], Awaitable[Json]]


def routes(slack: Slack, crowds: Crowds) -> list[web.RouteDef]:
    """The addresses. A malformed order is answered with 400 and words."""
    uploads = Uploads(slack)
    people, world, trouble = People(slack), World(slack), Trouble(slack)
    orders: list[Carry] = [people.deed, people.deeds, people.sees, people.messages, people.modal, people.home]
    orders += [world.wait, world.reset, world.person, world.channel, world.stranger, Precise(slack).precise]
    orders += [uploads.upload, trouble.disturb, trouble.undisturb, trouble.rates, trouble.token]
    orders += [trouble.sockets, trouble.ticket, trouble.redeliver]
    looks: list[Carry] = [world.clock, world.log, world.violations, world.people, world.channels]
    looks += [Screens(slack).screen, trouble.troubles, trouble.methods]
    posted = [web.post(f"/_rehearsal/{carry.__name__}", _posted(carry)) for carry in orders]
    asked = [web.get(f"/_rehearsal/{carry.__name__}", _asked(carry)) for carry in looks]
    files = [web.get(f"/files-pri/{{file}}{way}/{{name}}", uploads.fetch) for way in ("", "/download")]
    crowd = [
        web.post("/_rehearsal/crowd", _posted(crowds.fill)),
        web.get("/_rehearsal/crowd", _asked(crowds.tell)),
    ]
    return [*posted, *asked, *files, *crowd, web.post("/_rehearsal/clock", _posted(world.move))]


def _posted(handle: Carry) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        # Browsers send JSON across sites only after asking, and they are refused when they ask.
        if request.content_type != "application/json":
            return _refused("the control API takes application/json")
        try:
            whole = parsed(await text_of(request) or "{}")
        except ValueError:
            return _refused("the body is not JSON")
        return await _carried_out(handle, whole)

    return answer


def _asked(handle: Carry) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return await _carried_out(handle, dict(request.query))

    return answer


async def _carried_out(handle: Carry, whole: object) -> web.Response:
    if not isinstance(whole, dict):
        return _refused("the body must be a JSON object")
    try:
        return web.json_response(await handle(Order(whole)))
    except BadDeed as refusal:
        return _refused(str(refusal))


def _refused(words: str) -> web.Response:
    return web.json_response({"error": words}, status=400)

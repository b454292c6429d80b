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


def routes(slack: Slack, crowds: Crowds, team: str = "") -> list[web.RouteDef]:
    """The addresses, below the `team` if one is named. A malformed order is answered with 400 and words."""
    below = f"/_rehearsal/{team}/" if team else "/_rehearsal/"
    uploads = Uploads(slack)
    people, world, trouble = People(slack), World(slack), Trouble(slack)
    orders: list[Carry] = [people.deed, people.deeds, people.sees, people.messages, people.modal, people.home]
    orders += [
        world.wait,
        world.reset,
        world.guide,
        world.person,
        world.channel,
        world.stranger,
        Precise(slack).precise,
    ]
    orders += [uploads.upload, trouble.disturb, trouble.undisturb, trouble.rates, trouble.token]
    orders += [trouble.sockets, trouble.ticket, trouble.redeliver]
    screens = Screens(slack)
    orders += [screens.reload]
    looks: list[Carry] = [world.clock, world.log, world.violations, world.people, world.channels]
    looks += [screens.screen, trouble.troubles, trouble.methods]
    posted = [web.post(f"{below}{carry.__name__}", _posted(carry)) for carry in orders]
    asked = [web.get(f"{below}{carry.__name__}", _asked(carry)) for carry in looks]
    crowd = [
        web.post(f"{below}crowd", _posted(crowds.fill)),
        web.get(f"{below}crowd", _asked(crowds.tell)),
    ]
    return [*posted, *asked, *crowd, web.post(f"{below}clock", _posted(world.move))]


def files(slack: Slack) -> list[web.RouteDef]:
    """Where the app fetches what people attached in this workspace."""
    place, fetch = f"/files-pri/{slack.team_id}-{{file}}", Uploads(slack).fetch
    return [web.get(f"{place}/{{name}}", fetch), web.get(f"{place}/download/{{name}}", fetch)]


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

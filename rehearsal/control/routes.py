"""`/_rehearsal/…`: how tests, stories and people's own tools drive the workspace. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Orders:
    """What may be ordered (POST) and asked (GET) of one workspace, by name."""

    posted: dict[str, Carry]
    asked: dict[str, Carry]


def orders(slack: Slack, crowds: Crowds) -> Orders:
    """All that the control API can do in this workspace."""
    uploads = Uploads(slack)
    people, world, trouble = People(slack), World(slack), Trouble(slack)
    acts: list[Carry] = [people.deed, people.deeds, people.sees, people.messages, people.modal, people.home]
    acts += [world.wait, world.reset, world.guide, world.person, world.channel, world.stranger]
    acts += [Precise(slack).precise]
    acts += [uploads.upload, trouble.disturb, trouble.undisturb, trouble.rates, trouble.token]
    screens = Screens(slack)
    acts += [trouble.sockets, trouble.ticket, trouble.redeliver, screens.reload, screens.leave]
    looks: list[Carry] = [world.clock, world.log, world.violations, world.people, world.channels]
    looks += [screens.screen, trouble.troubles, trouble.methods]
    return Orders(
        {carry.__name__: carry for carry in acts} | {"crowd": crowds.fill, "clock": world.move},
        {carry.__name__: carry for carry in looks} | {"crowd": crowds.tell},
    )


def routes(first: Orders, teams: Mapping[str, Orders]) -> list[web.RouteDef]:
    """The addresses: each team's orders below its name, and the first team's without one, too.

    A malformed order is answered with 400 and words. Four patterns hold them all: a route for each would
    take as long as the rest of a rehearsal's start.
    """

    def whose(request: web.Request) -> Orders:
        orders = teams.get(request.match_info["team"]) if "team" in request.match_info else first
        if orders is None:
            raise web.HTTPNotFound
        return orders

    async def post(request: web.Request) -> web.Response:
        orders = whose(request)
        return await _posted(_named(request, orders.posted, orders.asked), request)

    async def get(request: web.Request) -> web.Response:
        orders = whose(request)
        return await _carried_out(_named(request, orders.asked, orders.posted), dict(request.query))

    places = ("/_rehearsal/{order}", "/_rehearsal/{team}/{order}")
    return [*(web.post(each, post) for each in places), *(web.get(each, get) for each in places)]


def files(slack: Slack) -> list[web.RouteDef]:
    """Where the app fetches what people attached in this workspace, and brings what it shares with them."""
    place, uploads = f"/files-pri/{slack.team_id}-{{file}}", Uploads(slack)
    return [
        web.get(f"{place}/{{name}}", uploads.fetch),
        web.get(f"{place}/download/{{name}}", uploads.fetch),
        web.post(f"/upload/v1/{slack.team_id}-{{file}}", uploads.receive),
        web.get(f"/_files/{slack.team_id}-{{file}}/{{person}}", uploads.show),
    ]


def _named(request: web.Request, known: Mapping[str, Carry], other: Mapping[str, Carry]) -> Carry:
    """What was asked for, among what is `known` to this method of HTTP; `other` is known to the other one."""
    name = request.match_info["order"]
    if name in known:
        return known[name]
    if name in other:
        raise web.HTTPMethodNotAllowed(request.method, ["GET" if request.method == "POST" else "POST"])
    raise web.HTTPNotFound


async def _posted(handle: Carry, request: web.Request) -> web.Response:
    # Browsers send JSON across sites only after asking, and they are refused when they ask.
    if request.content_type != "application/json":
        return _refused("the control API takes application/json")
    try:
        whole = parsed(await text_of(request) or "{}")
    except ValueError:
        return _refused("the body is not JSON")
    return await _carried_out(handle, whole)


async def _carried_out(handle: Carry, whole: object) -> web.Response:
    if not isinstance(whole, dict):
        return _refused("the body must be a JSON object")
    try:
        return web.json_response(await handle(Order(whole)))
    except BadDeed as refusal:
        return _refused(str(refusal))


def _refused(words: str) -> web.Response:
    return web.json_response({"error": words}, status=400)

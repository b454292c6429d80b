"""A line to a rehearsal of this process: the control API without HTTP between it and the driver."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from rehearsal.acts.order import Order
from rehearsal.control.routes import Carry, orders
from rehearsal.delivery.bodies import parsed
from rehearsal.driver.sights import Impossible
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.server import Rehearsal

_TURNS = (
    8  # of the loop, that an answer over HTTP takes: what was begun meanwhile goes on as it would in life
)


class Beside:
    """The first workspace of a rehearsal, ordered by the same functions, in JSON both ways.

    A scene is about the bot, and orders ten things for each that the bot calls: half of its time went into
    HTTP that no bot ever sees. The tests of the rehearsal itself, the story and the page order by HTTP.
    """

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._known = orders(rehearsal.slack, rehearsal.crowds)

    async def post(self, name: str, /, **order: object) -> Json:
        """Have something done."""
        return await _carried_out(self._known.posted[name], parsed(json.dumps(order)))

    async def get(self, name: str, /, **query: object) -> Json:
        """Look something up; what is None is not asked for."""
        asked = {key: str(value) for key, value in query.items() if value is not None}
        return await _carried_out(self._known.asked[name], asked)

    async def close(self) -> None:
        """There is nothing to hang up."""


async def _carried_out(carry: Carry, order: Json) -> Json:
    try:
        answer: Json = json.loads(json.dumps(await carry(Order(order))))
    except BadDeed as refusal:
        raise Impossible(str(refusal)) from None
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    return answer


class Calm(Beside):
    """The same line for people who do nothing before the bot has answered what they did last.

    However slow the machine is, they never press a button of an older answer that looks like the one to come.
    """

    def __init__(self, rehearsal: Rehearsal, answered: Callable[[], Awaitable[None]]) -> None:
        super().__init__(rehearsal)
        self._answered = answered

    async def post(self, name: str, /, **order: object) -> Json:
        """Have something done, and wait for what the bot says of it."""
        done = await super().post(name, **order)
        if name == "deed":
            await self._answered()
        return done

"""The app's doors, for all workspaces of a rehearsal: a token, or an address, says which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiohttp import web

from rehearsal.slack import Slack
from rehearsal.webapi.api import WebApi
from rehearsal.webapi.reading import token_of
from rehearsal.webapi.response_urls import ResponseUrlDoor


class Doors:
    """What fits nowhere is answered, and noted, by the first workspace."""

    def __init__(self, workspaces: Sequence[Slack]) -> None:
        self._workspaces = workspaces
        self._apis = [WebApi(each) for each in workspaces]
        self._answers = [ResponseUrlDoor(each) for each in workspaces]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """`/api/<method>`: the workspace whose bot token it is."""
        token = await token_of(request)
        return await self._apis[self._first(lambda each: each.bot_token == token)].handle(request)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """`/_response/<name>`: the workspace in which the act was."""
        name = request.match_info["name"]
        return await self._answers[self._first(lambda each: each.response_urls.knows(name))].handle(request)

    def _first(self, fits: Callable[[Slack], bool]) -> int:
        return next((number for number, each in enumerate(self._workspaces) if fits(each)), 0)

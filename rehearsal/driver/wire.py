"""The driver's line to the control API."""

from __future__ import annotations

import json
from typing import Protocol

import aiohttp

from rehearsal.driver.sights import Impossible
from rehearsal.model import Json

# Longer than the server waits for anything, so that its answer is always the one that is heard.
PATIENCE = aiohttp.ClientTimeout(total=120)


class Line(Protocol):
    """How orders reach a workspace and answers come back."""

    async def post(self, name: str, /, **order: object) -> Json:
        """Have something done."""

    async def get(self, name: str, /, **query: object) -> Json:
        """Look something up; what is None is not asked for."""

    async def close(self) -> None:
        """Hang up."""


class Wire:
    """Orders go as JSON; a refusal comes back as `Impossible` with the server's words."""

    def __init__(self, url: str, team: str = "") -> None:
        self._url = f"{url.rstrip('/')}/_rehearsal/{team + '/' if team else ''}"
        # A crowd waits for things at the same time: no limit on connections.
        connector = aiohttp.TCPConnector(limit=0)
        self._session = aiohttp.ClientSession(connector=connector, timeout=PATIENCE)

    async def post(self, name: str, /, **order: object) -> Json:
        """Have something done."""
        async with self._session.post(self._url + name, json=order) as response:
            return await _answer(response)

    async def get(self, name: str, /, **query: object) -> Json:
        """Look something up; what is None is not asked for."""
        params = {key: str(value) for key, value in query.items() if value is not None}
        async with self._session.get(self._url + name, params=params) as response:
            return await _answer(response)

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()


async def _answer(response: aiohttp.ClientResponse) -> Json:
    text = await response.text()
    try:
        answer: Json = json.loads(text)
    except ValueError:
        raise Impossible(f"{response.status}: {text[:500]}") from None
    if response.status != 200:
        raise Impossible(str(answer.get("error")))
    return answer

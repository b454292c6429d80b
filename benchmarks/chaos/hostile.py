"""A Slack on this machine that does its worst, and keeps the ground truth: what stands where, and how often.

By its seed: which call meets what. Its clock is an hour apart from everybody else's.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random
from typing import Any

from aiohttp import web

from benchmarks.chaos.fate import TEAM
from benchmarks.chaos.moods import CALM, LOOKS, POSTS, STORM, Json, Mood, Stores
from benchmarks.slack import arguments

LATE = 1.2  # seconds of the machine's until what is stored late is stored
PAGE = 4  # messages of a history at once, however many are asked for
_STORMS = 0.012  # in so many of the posts one breaks out
_STORM_LASTS = 0.5
_SLOWEST = 0.03

_NAME = re.compile(r"nudge-\d+")  # of a question: its words are its name

Clock = Callable[[], datetime]


class Hostile:
    """One Slack, for one run."""

    def __init__(self, chance: Random, clock: Clock) -> None:
        self.url = ""
        self.is_calm = False
        self.met: Counter[str] = Counter()  # what posts have met
        self._chance = chance
        self._clock = clock
        self._storm_until = 0.0
        self._late = 0
        self._ts = 0
        self._channels: defaultdict[str, list[Json]] = defaultdict(list)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> Hostile:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"
        return self

    async def __aexit__(self, *_fault: object) -> None:
        await self._runner.cleanup()

    async def is_still(self) -> None:
        """Wait until nothing is to be stored late any more."""
        await asyncio.sleep(LATE if self._late else 0)

    def stands(self) -> dict[str, list[str]]:
        """The times of the messages in which each question stands here, by its name."""
        found: dict[str, list[str]] = {}
        for message in (each for messages in self._channels.values() for each in messages):
            for name in sorted(set(_NAME.findall(json.dumps(message)))):
                found.setdefault(name, []).append(message["ts"])
        return found

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, given = request.match_info["method"], await arguments(request)
        date = {"Date": format_datetime(self._clock().astimezone(UTC), usegmt=True)}
        if method == "chat.postMessage":
            return await self._post(request, given, date)
        mood = self._chosen(LOOKS) if method.startswith("conversations.") else CALM
        await self._takes_time()
        return await mood.answer(request, {"ok": True, **self._answer(method, given)}, date)

    async def _post(self, request: web.Request, given: Json, date: Mapping[str, str]) -> web.StreamResponse:
        mood = self._mood()
        self.met[mood.name] += 1
        await self._takes_time()
        answer: Json = {"ok": True, "channel": _conversation(given["channel"])}
        if mood.stores is Stores.NOW:
            answer["ts"] = self._store(given)
        elif mood.stores is Stores.LATE:
            self._late += 1
            asyncio.get_running_loop().call_later(LATE, self._store_late, given)
        await self._takes_time()
        return await mood.answer(request, answer, date)

    def _mood(self) -> Mood:
        now = asyncio.get_running_loop().time()
        if not self.is_calm and now >= self._storm_until and self._chance.random() < _STORMS:
            self._storm_until = now + _STORM_LASTS
        return self._chosen(STORM if now < self._storm_until else POSTS)

    def _chosen(self, moods: tuple[Mood, ...]) -> Mood:
        if self.is_calm:
            return CALM
        return self._chance.choices(moods, [mood.weight for mood in moods])[0]

    async def _takes_time(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, _SLOWEST))

    def _store(self, given: Json) -> str:
        self._ts = max(self._ts + 1, int(self._clock().timestamp() * 1_000_000))
        ts = f"{self._ts // 1_000_000}.{self._ts % 1_000_000:06}"
        self._channels[_conversation(given["channel"])].append({**given, "ts": ts})
        return ts

    def _store_late(self, given: Json) -> None:
        self._store(given)
        self._late -= 1

    def _answer(self, method: str, given: Json) -> Json:
        match method:
            case "auth.test":
                me = {"team": "Chaos", "team_id": TEAM, "user_id": "U0CHAOS", "user": "alongside"}
                return {**me, "bot_id": "B0CHAOS"}
            case "users.info":
                return {"user": {"id": given["user"], "locale": "en-GB", "tz": "Europe/London"}}
            case "conversations.open":
                return {"channel": {"id": _conversation(given["users"])}}
            case "conversations.history":
                return self._history(given)
        return {}

    def _history(self, given: Json) -> Json:
        """The newest first, page by page, and no further back than was asked for."""
        since, begin = float(given.get("oldest") or 0), int(given.get("cursor") or 0)
        newer = [each for each in self._channels[given["channel"]] if float(each["ts"]) > since][::-1]
        left: dict[str, Any] = {"next_cursor": str(begin + PAGE)} if len(newer) > begin + PAGE else {}
        hidden = set() if str(given.get("include_all_metadata")) in {"1", "True", "true"} else {"metadata"}
        page = [
            {key: part for key, part in each.items() if key not in hidden}
            for each in newer[begin : begin + PAGE]
        ]
        return {"messages": page, "response_metadata": left}


def _conversation(person: str) -> str:
    """The one that a person has with the bot."""
    return person if person.startswith("D") else f"D{person[1:]}"

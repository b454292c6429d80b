"""The one place through which every call to Slack goes, and what Slack's own library leaves undone there.

- While Slack wants to be left alone, there is no call: it raises Resting, and the call was surely not made.
- An answer that cannot be read is one kind of fault, whatever the library makes of it: Slack may have done
  what was asked.
- A call is sent to one address once: the library would follow a redirection and post a second time.
- Slack's clock is read off each answer, and so is whether it takes our token.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from coproduction.ports import Clock
from handlers.slack.access import Access
from handlers.slack.lastmoment import required
from handlers.slack.proxies import proxy_to
from handlers.slack.rests import Rests
from handlers.slack.slack_errors import (
    NEVER_LEFT,
    NO_ACCESS,
    SLACK_IS_AWAY,
    Resting,
    Unreadable,
    asks_for_a_rest,
    error_of,
    is_of_one_conversation,
    retry_after,
)

# Slack counts these for each conversation by itself: one a second in each.
_BY_CONVERSATION = {"chat.postMessage"}


class Client(AsyncWebClient):
    """Calls Slack with one workspace's token, and never repeats a call: that would double a message."""

    def __init__(
        self, token: str, base_url: str, clock: Clock, session: aiohttp.ClientSession | None = None
    ) -> None:
        super().__init__(token=token, base_url=base_url, session=session, retry_handlers=[])
        self.proxy = proxy_to(base_url)
        self.rests = Rests(clock)
        self.access = Access(clock)
        self._heard: tuple[datetime, float] | None = None

    def time_there(self) -> datetime | None:
        """What time it is by Slack's clock, as its newest answer tells; None before the first."""
        if self._heard is None:
            return None
        said, at = self._heard
        return said + timedelta(seconds=asyncio.get_running_loop().time() - at)

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """Call a method, unless it rests: then Resting says for how much longer."""
        lanes = _lanes(api_method, given)
        await self.rests.require(*lanes)
        try:
            with required(partial(self.rests.require_now, *lanes)):
                answer = await super().api_call(api_method, **given)
        except SlackApiError as refusal:
            if error_of(refusal) in NO_ACCESS:
                self.access.refused(error_of(refusal))
            if asks_for_a_rest(refusal):
                lane = lanes[0] if is_of_one_conversation(refusal) else api_method
                await self.rests.begin(lane, retry_after(refusal))
            raise
        self.access.taken()
        return answer

    async def is_let_in(self) -> bool:
        """Whether Slack takes our token, as far as is known; once it was refused, Slack is asked at times."""
        if self.access.is_time_to_ask():
            with suppress(SlackApiError, *SLACK_IS_AWAY):
                await self.auth_test()
        return not self.access.is_refused

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        once = {**req_args, "allow_redirects": False}
        try:
            answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=once)
        except aiohttp.ClientOSError as fault:  # the library takes a rest for trouble on the wire
            if isinstance(fault.__cause__, Resting):
                raise fault.__cause__ from None
            raise
        except (SlackApiError, *NEVER_LEFT, *SLACK_IS_AWAY):
            raise
        except Exception as fault:  # bad UTF-8, an unknown alphabet, …: whatever the library stumbled over
            raise Unreadable(type(fault).__name__) from fault
        self._read_clock(answer["headers"])
        if not isinstance(answer["data"], dict):
            raise Unreadable(type(answer["data"]).__name__)
        return answer

    def _read_clock(self, headers: Mapping[str, str]) -> None:
        try:
            said = parsedate_to_datetime(headers.get("Date") or "")
        except ValueError:
            return
        if said.tzinfo:
            self._heard = said.astimezone(UTC), asyncio.get_running_loop().time()


def _lanes(method: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Where this call may have to wait, the narrowest first."""
    if method not in _BY_CONVERSATION:
        return (method,)
    arguments = given.get("json") or given.get("params") or given.get("data") or {}
    return f"{method} {arguments.get('channel', '')}", method

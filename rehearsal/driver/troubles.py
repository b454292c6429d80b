"""The part of a room's driver that orders trouble."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rehearsal.driver.wire import Line
from rehearsal.model import Json


class Troubles(ABC):
    """What may go wrong between a workspace and an app, on order."""

    @property
    @abstractmethod
    def wire(self) -> Line:
        """The line to the workspace."""

    async def disturb(
        self,
        method: str,
        *,
        what: str,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 1,
        lasting: bool = False,
    ) -> None:
        """Let the next calls of a method (`*` for any) go wrong, all of them if it is `lasting`.

        A call that is `held` is not run before `undisturb`: meanwhile people act (`wait_for(kind="held")`).
        A `response_url` is disturbed by that name, as if it were a method.
        For `envelope` (or one kind: `events_api`, `slash_commands`, `interactive`) there is `duplicate`,
        `reorder` (they arrive last first, after the one that follows them), `lost_ack` and `late_ack`.
        """
        order = {"what": what, "times": times, "retry_after": retry_after, "seconds": seconds}
        await self.wire.post("disturb", method=method, lasting=lasting, **order)

    async def troubles(self) -> list[Json]:
        """What was ordered with `disturb` and has not come to its end."""
        found: list[Json] = (await self.wire.get("troubles"))["troubles"]
        return found

    async def undisturb(self) -> None:
        """Call off all trouble that was ordered; messages, people and the clock stay as they are."""
        await self.wire.post("undisturb")

    async def rates(self, *, on: bool) -> None:
        """Hold the app to Slack's rate limits, or let it call as often as it likes."""
        await self.wire.post("rates", on=on)

    async def refuse_token(self, error: str = "token_revoked") -> None:
        """Refuse the bot's token with this error, until `undisturb` or an empty error."""
        await self.wire.post("token", error=error)

    async def drop_sockets(self, how: str = "tcp") -> int:
        """Break the app's sockets (`tcp`), or tell them to go (`refresh_requested`, `warning`, …)."""
        return int((await self.wire.post("sockets", how=how))["dropped"])

    async def dead_ticket(self, times: int = 1) -> None:
        """The next addresses for a socket will not open one."""
        await self.wire.post("ticket", times=times)

    async def redeliver(self, event_id: str) -> bool:
        """Send an event again; whether it was acknowledged."""
        return bool((await self.wire.post("redeliver", event_id=event_id))["acked"])

"""One look tells where anything is due, and each workspace is attended to by itself.

A workspace in which Slack answers slowly, or not at all, keeps none of the others waiting.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping

from bot.ticker import Ticker

Work = Callable[[], Awaitable[None]]


class Attendance:
    """Wakes the work of those workspaces that `due` names; `tidy` is what is done after each such look."""

    def __init__(
        self,
        due: Callable[[Collection[str]], Awaitable[Collection[str]]],
        works: Mapping[str, Work],
        tidy: Work,
    ) -> None:
        self._due = due
        self._tidy = tidy
        self._look = Ticker(self._look_around)
        self._each = {workspace: Ticker(work) for workspace, work in works.items()}

    def begin(self) -> None:
        """Start working."""
        for ticker in (self._look, *self._each.values()):
            ticker.begin()

    def wake(self) -> None:
        """Something is due or owed, somewhere."""
        self._look.wake()

    def tick(self) -> None:
        """Time has passed."""
        for ticker in self._each.values():
            ticker.watch()
        self._look.tick()

    async def finish(self) -> None:
        """Let the work that runs come to its end, and begin no more."""
        for ticker in (self._look, *self._each.values()):
            ticker.stop()
        for ticker in (self._look, *self._each.values()):
            await ticker.finish()

    async def _look_around(self) -> None:
        for workspace in await self._due(self._each.keys()):
            self._each[workspace].wake()
        await self._tidy()

"""The workspaces in which the app is installed: a desk for each act, found by its team."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.dispatch.answering import Answering
from handlers.sending.live_cards import CardWriter
from handlers.sending.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Workspace:
    """What serves one installed workspace."""

    desk: Desk
    outbox: Outbox
    cards: CardWriter
    answering: Answering

    async def words_are_said(self) -> None:
        """Wait until whoever acted has been answered, and Slack is asked about nobody any more."""
        await self.answering.background.done()
        await self.desk.directory.rests()


class Workspaces:
    """Each installed workspace by the id of its team."""

    def __init__(self, installed: Iterable[Workspace]) -> None:
        self._by_team = {each.desk.workspace: each for each in installed}

    def of(self, team: str | None) -> Workspace | None:
        """The workspace of this team; None where the app is not installed."""
        return self._by_team.get(team or "")

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_team.values())

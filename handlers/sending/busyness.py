"""Whether Slack has no time for posts at all, or only rests in one conversation."""

from datetime import timedelta

from coproduction.messages import MessageState, Outcome
from handlers.slack.rests import Rests
from handlers.slack.slack_errors import TOO_BUSY

_MOST = timedelta(seconds=30)  # that all conversations rest because some do
_POST = "chat.postMessage"


class Busyness:
    """What Slack has refused since it last took a post, because it was too busy.

    It counts posts for each conversation by itself. Where it refuses two of them in a row, it means all; and
    each post that it refuses has to be looked for before it is sent again, of which Slack allows fifty a
    minute. So all of them rest, and then one is tried at a time until one is taken.
    """

    def __init__(self, rests: Rests) -> None:
        self._rests = rests
        self._refused: set[str] = set()

    async def heard(self, lane: str, outcome: Outcome | None) -> None:
        """What became of a post in this conversation."""
        if outcome and outcome.state is MessageState.SENT:
            self._refused.clear()
        elif outcome and outcome.reason in TOO_BUSY:
            self._refused.add(lane)
            if self.is_everywhere:
                await self._rests.begin(_POST, min(outcome.wait, _MOST))

    @property
    def is_everywhere(self) -> bool:
        """Whether one message at a time is to be tried, to see whether Slack has time again."""
        return len(self._refused) > 1

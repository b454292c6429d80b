"""Do not disturb: until when somebody's Slack is to make no sound, asked before they get what can wait."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.ports import Clock
from handlers.slack.calls import Slack
from handlers.slack.singlefile import SingleFile
from handlers.slack.slack_errors import NOT_GRANTED, SLACK_IS_AWAY, error_of

FRESH: Final = timedelta(minutes=5)
AGAIN_AFTER: Final = timedelta(days=1)  # until a workspace that did not grant the permission is asked again
NEWEST: Final = 1_000  # people of whom we remember it: a morning's, and then the next ones
FREE: Final = 25  # calls a minute that go side by side: Slack takes about 50, and may ask for a rest then

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Window:
    """From when until when it is quiet, and how long we believe it."""

    begins: datetime
    ends: datetime
    fresh_until: datetime


class Quiet:
    """What people of one workspace have told Slack."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._known: dict[str, _Window] = {}
        self._refused_until: datetime | None = None
        self._file = SingleFile(FREE)

    async def until(self, person: str) -> datetime | None:
        """When their quiet time ends; None when there is none now, or Slack does not say so soon.

        It is never a reason to send nothing at all: what cannot be asked is taken for no.
        """
        now = self._clock()
        known = self._known.get(person)
        if known is None or known.fresh_until <= now:
            known = await self._ask(person, now)
        return known.ends if known and known.begins <= now < known.ends else None

    async def _ask(self, person: str, now: datetime) -> _Window | None:
        if self._refused_until and now < self._refused_until:
            return None
        try:
            async with asyncio.timeout(self._slack.patience.soon), self._file.turn():
                told = await self._slack.do_not_disturb(person)
        except SlackApiError as refusal:
            self._refused(error_of(refusal), now)
            return None
        except SLACK_IS_AWAY:
            return None
        return self._keep(person, told, now)

    def _refused(self, error: str, now: datetime) -> None:
        if error in NOT_GRANTED:
            if self._refused_until is None:
                log.info("do_not_disturb_is_not_told", reason=error, then="reminders are sent all the same")
            self._refused_until = now + AGAIN_AFTER

    def _keep(self, person: str, told: Mapping[str, Any], now: datetime) -> _Window:
        begins, ends = quiet_time(told, now)
        while len(self._known) >= NEWEST:
            del self._known[next(iter(self._known))]
        self._known[person] = _Window(begins, ends, now + FRESH)
        return self._known[person]


def quiet_time(told: Mapping[str, Any], now: datetime) -> tuple[datetime, datetime]:
    """From when until when it is quiet, by what Slack says; no time at all when it says nothing of use.

    Of a snooze it tells most apps nothing but its hours; where it does, that counts.
    """
    snoozed = _moment(told.get("snooze_endtime")) if told.get("snooze_enabled") is True else None
    if snoozed and snoozed > now:
        return now, snoozed
    begins, ends = _moment(told.get("next_dnd_start_ts")), _moment(told.get("next_dnd_end_ts"))
    if told.get("dnd_enabled") is not True or begins is None or ends is None:
        return now, now
    return begins, ends


def _moment(stamp: object) -> datetime | None:
    """A moment as Slack writes it; None where it is none."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return None
    try:
        return datetime.fromtimestamp(stamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None

"""The part of the control API that turns the world: the record, the clock and fate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearsal.acts import fate
from rehearsal.acts.order import Order
from rehearsal.control.skipping import USUAL_DAYS, Skipping
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.followers import NOTHING, Follower


class World:
    """Everything that is not a deed of one person."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._skipping = Skipping(slack)

    # The record

    async def log(self, order: Order) -> Json:
        """What happened, of a kind, after a number."""
        wanted = {name: str(value) for name, value in order.whole.items() if name not in ("kind", "since")}
        kind, since = order.maybe("kind"), int(order.number("since", 0))
        return {"seq": self._slack.log.seq, "entries": self._slack.log.entries(kind, since, **wanted)}

    async def wait(self, order: Order) -> Json:
        """The next entry that fits, when there is one."""
        wanted: Json = order.mapping("fits")

        def fits(entry: Json) -> bool:
            return all(entry.get(name) == value for name, value in wanted.items())

        since = int(order.number("since", 0))
        return {"entry": await self._slack.log.wait_for(fits, since, order.wait("timeout", 5))}

    async def violations(self, _order: Order) -> Json:
        """Every rule the app broke."""
        return {"violations": self._slack.log.violations()}

    async def reset(self, order: Order) -> Json:
        """The first day again; with `grid`, in an organisation (or, when it is false, out of it)."""
        self._skipping.stop()
        self._slack.reset(grid=order.flag("grid") if "grid" in order.whole else None)
        return {"seq": self._slack.log.seq}

    async def guide(self, _order: Order) -> Json:
        """What was done so far was to show something: the steps on the page are counted from here on."""
        self._slack.log.add("guide", what="begins")
        return {"seq": self._slack.log.seq}

    # Time

    async def clock(self, order: Order) -> Json:
        """The time; with `after`, when the offset is no longer that.

        An app that says which question it `answers` (at first 0) is answered as well when there is a newer
        one, and then says when something is `due` with it next: a moment, or `never`.
        """
        if "after" in order.whole:
            await self._slack.clock.moved_from(_follower(order), order.wait("wait", 0))
        return self._time()

    async def move(self, order: Order) -> Json:
        """Another time; with `until`, that of the next `direct message`. A new order ends a skip."""
        until = order.maybe("until")
        if until:
            days, saying = order.number("within_days", USUAL_DAYS), order.maybe("saying") or ""
            return await self._skipping.until(until, days, saying)
        self._skipping.stop()
        if to := order.maybe("to"):
            self._slack.clock.move_to(_moment(to))
        else:
            self._slack.clock.move(_seconds(order.number("forward", 0)))
        self._slack.log.add("clock", offset=self._slack.clock.offset)
        return self._time()

    def _time(self) -> Json:
        clock = self._slack.clock
        return {"now": clock.now().isoformat(), "offset": clock.offset, "question": clock.question}

    # Fate

    async def person(self, order: Order) -> Json:
        """Somebody changes."""
        return fate.change_person(self._slack, order.string("person"), order.mapping("changes"))

    async def channel(self, order: Order) -> Json:
        """A channel comes, goes or changes its members."""
        name, what = order.string("channel"), order.string("what")
        if what == "create":
            members = [str(each) for each in order.items("members")]
            return fate.new_channel(self._slack, name, order.maybe("kind") or "public", members)
        return fate.change_channel(self._slack, name, what, order.maybe("person") or "")

    async def stranger(self, order: Order) -> Json:
        """Somebody of a connected organisation comes."""
        team = order.maybe("team") or "T0CONNECTED"
        return fate.new_stranger(self._slack, order.string("name"), team, order.string("channel"))

    async def people(self, _order: Order) -> Json:
        """Everybody."""
        return {"people": [dict(vars(person)) for person in self._slack.workspace.people.values()]}

    async def channels(self, _order: Order) -> Json:
        """Every conversation."""
        return {"channels": [dict(vars(channel)) for channel in self._slack.workspace.channels.values()]}


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise BadDeed(f"{words!r} is not a moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _follower(order: Order) -> Follower:
    follower = Follower(order.number("after", 0))
    if "answers" in order.whole:
        follower.answers = int(order.number("answers", 0))
    if due := order.maybe("due"):
        follower.due = NOTHING if due == "never" else _moment(due)
    return follower


def _seconds(number: float) -> timedelta:
    try:
        return timedelta(seconds=number)
    except OverflowError:
        raise BadDeed("that is too far away") from None

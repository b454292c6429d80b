"""The part of the control API that orders trouble: on calls, envelopes, sockets and the token."""

from __future__ import annotations

from rehearsal.acts.order import Order
from rehearsal.happenings.disturbances import RESPONSE_URL, Disturbance
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.webapi.methods.call import REFERENCE
from rehearsal.webapi.methods.table import METHODS

GOODBYES = ("refresh_requested", "warning", "too_many_websockets", "link_disabled")


class Trouble:
    """Everything an app must be able to live with."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def disturb(self, order: Order) -> Json:
        """Trouble for the next calls of a method, or the next envelopes of a kind."""
        trouble = Disturbance(
            order.string("what"),
            times=int(order.number("times", 1)),
            retry_after=int(order.number("retry_after", 1)),
            seconds=order.number("seconds", 1),
            lasting=order.flag("lasting"),
        )
        method = order.string("method")
        self._slack.disturbances.order(method, trouble)
        self._slack.log.add("fate", what="disturb", target=method, trouble=trouble.what, times=trouble.times)
        return {}

    async def troubles(self, _order: Order) -> Json:
        """What was ordered and has not come to its end."""
        return {
            "troubles": self._slack.disturbances.waiting(),
            "token": self._slack.disturbances.dead_token,
            "dead_tickets": self._slack.tickets.dead_next,
            "rates": self._slack.rates.on,
        }

    async def methods(self, _order: Order) -> Json:
        """What an app may call here, and the errors Slack's own list has for each."""
        errors = {name: REFERENCE[name]["errors"] for name in METHODS} | {RESPONSE_URL: ["expired_url"]}
        return {"errors": errors, "common_errors": REFERENCE[""]["common_errors"]}

    async def undisturb(self, _order: Order) -> Json:
        """No more of the trouble that was ordered; what it did stays done."""
        self._slack.disturbances.clear()
        self._slack.tickets.spare_all()
        self._slack.log.add("fate", what="undisturb")
        return {}

    async def rates(self, order: Order) -> Json:
        """Rate limits on or off; every app begins rested."""
        self._slack.rates.on = order.flag("on")
        self._slack.rates.clear()
        self._slack.log.add("fate", what="rates", on=self._slack.rates.on)
        return {"on": self._slack.rates.on}

    async def token(self, order: Order) -> Json:
        """The bot's token is refused from now on, or good again."""
        error = order.maybe("error") or ""
        self._slack.disturbances.refuse_token(error)
        if error == "token_revoked":
            self._slack.events.token_revoked()
        self._slack.log.add("fate", what="token", error=error)
        return {}

    async def sockets(self, order: Order) -> Json:
        """The app's sockets break, or are told to go."""
        how = order.string("how")
        if how == "tcp":
            return {"dropped": self._slack.sockets.cut()}
        if how not in GOODBYES:
            raise BadDeed(f"sockets can go by tcp or by a disconnect frame, not by {how!r}")
        return {"dropped": await self._slack.sockets.disconnect(how)}

    async def ticket(self, order: Order) -> Json:
        """The next tickets will be dead."""
        times = int(order.number("times", 1))
        self._slack.tickets.kill_next(times)
        self._slack.log.add("fate", what="ticket", times=times)
        return {}

    async def redeliver(self, order: Order) -> Json:
        """An event once more."""
        ack = await self._slack.delivery.redeliver(order.string("event_id"))
        if ack is None:
            raise BadDeed("no such event was sent")
        return {"acked": ack.acked, "ms": ack.ms, "missing": ack.missing}

"""The part of the control API that moves people and tells what they see."""

from __future__ import annotations

import asyncio

from rehearsal.acts import deeds, finding, looking
from rehearsal.acts.order import Order
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack


class People:
    """Deeds, one or many, and looking over people's shoulders; waiting is by event."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def deed(self, order: Order) -> Json:
        """One deed."""
        return await deeds.do(self._slack, order.whole)

    async def deeds(self, order: Order) -> Json:
        """Many at once; one that cannot be done does not stop the others."""
        return {"deeds": await asyncio.gather(*[self._one(each) for each in order.objects("deeds")])}

    async def _one(self, order: Json) -> Json:
        try:
            return await deeds.do(self._slack, order)
        except BadDeed as refusal:
            return {"refused": str(refusal), "acked": False}

    async def sees(self, order: Order) -> Json:
        """The newest message the person can see that says something."""
        flags = int(order.number("flags", 0))
        watcher = looking.Watcher(
            self._slack,
            finding.person(self._slack, order.string("person")),
            looking.Pattern(order.string("text"), regex=order.flag("regex"), flags=flags),
            order.maybe("channel"),
            order.flag("private"),
        )
        return {"message": await self._slack.bell.until(watcher.look, order.wait("timeout", 0))}

    async def messages(self, order: Order) -> Json:
        """All the person can see."""
        who = finding.person(self._slack, order.string("person"))
        return {"messages": looking.messages(self._slack, who, order.maybe("channel"))}

    async def modal(self, order: Order) -> Json:
        """Waits for a modal with this title (any, without one) that says this, on top of the screen."""
        slack, title, words = self._slack, order.maybe("title"), order.maybe("text") or ""
        who = finding.person(slack, order.string("person")).id
        pattern = looking.Pattern(words, regex=order.flag("regex"))

        def look() -> Json | None:
            top = slack.modals.top(who)
            shown = looking.view(slack, top) if top and title in (None, finding.title_of(top)) else None
            return shown if shown and pattern.is_in(shown["text"]) else None

        found = await slack.bell.until(look, order.wait("timeout", 0))
        return {"view": found, "stack": [finding.title_of(view) for view in slack.modals.stack(who)]}

    async def home(self, order: Order) -> Json:
        """Waits for the person's App Home to say something."""
        slack, words = self._slack, order.maybe("text") or ""
        who = finding.person(slack, order.string("person")).id
        pattern = looking.Pattern(words, regex=order.flag("regex"))

        def look() -> Json | None:
            home = looking.view(slack, slack.workspace.homes.get(who))
            return home if home and pattern.is_in(home["text"]) else None

        found = await slack.bell.until(look, order.wait("timeout", 0))
        return {"view": found, "now": looking.view(slack, slack.workspace.homes.get(who))}

"""Lists that are too long for their place: opened page by page, and what is pressed in a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coproduction.errors import Refusal
from coproduction.words import Text
from handlers import ids, listids
from handlers.blocks import longlists as blocks
from handlers.blocks.kit import Drawing, View
from handlers.desk import Desk
from handlers.dispatch.audience import permitted, require
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, LongList, Noun, OnClick
from handlers.edge.reply import Reply

_OLD = Text("This button is from an older version of me. Please use the newest message.")


@dataclass(frozen=True, slots=True)
class _Lists:
    """All lists by name, and all that can be pressed in their pages."""

    lists: Mapping[str, LongList]
    clicks: Mapping[str, OnClick]

    async def turn(self, desk: Desk, click: Click) -> Reply:
        """Open a list, or another page of it; each list asks who may see it."""
        name, _, subject = click.value.partition(":")
        found = self.lists.get(name)
        about = f"{name}:{found.kept(click, subject)}" if found and found.kept else click.value
        return Reply(view=await self._page(desk, click, about, ids.last(click.action)))

    async def press(self, desk: Desk, click: Click) -> Reply:
        """Whatever is pressed in a page: what it opens, or the page as it is after it."""
        place, own = ids.read_inside(click.action)
        listener = self.clicks.get(ids.base(own))
        if listener is None:
            raise Refusal(_OLD)
        reply = await permitted(desk, replace(click, action=own), listener)
        if reply.view:
            return reply
        view = await self._page(desk, click, click.subject, ids.position(f"/{place}"), reply.words)
        return replace(reply, view=view, words=None)

    async def _page(
        self, desk: Desk, click: Click, about: str, number: int, told: Drawing | None = None
    ) -> View:
        name, _, subject = about.partition(":")
        found = self.lists.get(name)
        if found is None:
            raise Refusal(_OLD)
        await require(desk, click, found.audience, found.doing)
        lines = await found.lines(desk, click, subject)
        say = await desk.voice(click.person)
        back = found.back(say, subject) if found.back else None
        private = ids.private(click.channel, about)
        return blocks.page(say, found.title, lines, number, about, private, told=told, back=back)


def noun(nouns: Iterable[Noun]) -> Noun:
    """What opens the lists of all these."""
    every = list(nouns)
    lists = {each.name: each for noun in every for each in noun.lists}
    known = _Lists(lists, {each.id: each for noun in every for each in noun.clicks})
    return Noun(
        clicks=(
            OnClick(listids.SEE_ALL, Audience.EVERYONE, known.turn),
            OnClick(listids.IN_LIST, Audience.EVERYONE, known.press),
        )
    )

"""Modals on people's screens: one stack per person, never more than three high."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsal.model import Json, View
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.world.bell import Bell
from rehearsal.world.drawing import drawn, escaped
from rehearsal.world.ids import Ids
from rehearsal.world.state import of_here, state_of, still_there


@dataclass
class Modals:
    """The app opens, pushes and updates; only people close."""

    ids: Ids
    bell: Bell
    homes: dict[str, View]  # by person
    _stacks: dict[str, list[View]] = field(default_factory=dict)

    def stack(self, person: str) -> list[View]:
        """This person's modals, the visible one last."""
        return self._stacks.setdefault(person, [])

    def top(self, person: str) -> View | None:
        """The modal this person is looking at."""
        stack = self.stack(person)
        return stack[-1] if stack else None

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """A modal that is still on somebody's screen."""
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                    return view
        return None

    def open(self, person: str, body: Json, channel: str | None = None) -> View:
        """A new modal in place of whatever was open; `channel` is where its person was."""
        self._refuse_double(body)
        view = new_view(person, body, self.ids, channel)
        self._stacks[person] = [view]
        self.bell.ring()
        return view

    def push(self, person: str, body: Json) -> View:
        """A modal on top of the open ones."""
        self._refuse_double(body)
        stack = self.stack(person)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= limits.MODALS_ON_A_SCREEN:
            raise SlackError("push_limit_reached")
        below = stack[-1]
        view = new_view(person, body, self.ids, below.channel)
        view.root_id, view.previous_id = below.root_id, below.id
        stack.append(view)
        self.bell.ring()
        return view

    def update(self, view: View, body: Json) -> View:
        """New content; what its inputs held stays where block_id and action_id stayed."""
        self._refuse_double(body, view)
        change(view, body, self.ids)
        self.bell.ring()
        return view

    def publish(self, person: str, body: Json) -> View:
        """The App Home of this person, new or with new content."""
        home = self.homes.get(person)
        self._refuse_double(body, home)
        if home is None:
            home = self.homes[person] = new_view(person, body, self.ids)
        else:
            change(home, body, self.ids)
        self.bell.ring()
        return home

    def close_top(self, person: str) -> None:
        """The visible modal goes; the one below it shows again."""
        if self.stack(person):
            self.stack(person).pop()
            self.bell.ring()

    def clear(self, person: str) -> None:
        """All modals go."""
        self._stacks[person] = []
        self.bell.ring()

    def _refuse_double(self, body: Json, itself: View | None = None) -> None:
        """No two views of a workspace, Homes included, go by the same external_id."""
        name = body.get("external_id")
        shown = (view for views in (self.homes.values(), *self._stacks.values()) for view in views)
        if name and any(each.body.get("external_id") == name for each in shown if each is not itself):
            raise SlackError("duplicate_external_id")


def new_view(person: str, body: Json, ids: Ids, channel: str | None = None) -> View:
    """A view that nobody has touched yet."""
    name = ids.next("V")
    shown = _drawn(body, ids)
    entries = of_here(shown["blocks"], channel) if channel else {}
    return View(name, person, shown, ids.next("hash."), root_id=name, channel=channel, entries=entries)


def change(view: View, body: Json, ids: Ids) -> None:
    """New content for a view that is already on a screen: what its inputs hold, touched or not, stays where
    block_id and action_id stay, whatever they would begin with.
    """
    held = state_of(view.blocks, view.entries)
    view.body = _drawn(body, ids)
    view.hash = ids.next("hash.")
    stayed = still_there(view.blocks, held)
    here = of_here(view.blocks, view.channel) if view.channel else {}
    view.entries = {name: here.get(name, {}) | stayed.get(name, {}) for name in here | stayed}
    view.errors = {}


def _drawn(body: Json, ids: Ids) -> Json:
    around = {name: escaped(value) for name, value in body.items() if name != "blocks"}
    return {**around, "blocks": drawn(body["blocks"], ids)}

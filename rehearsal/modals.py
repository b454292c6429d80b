"""Modals on people's screens: one stack per person, never more than three high."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsal.bell import Bell
from rehearsal.drawing import with_ids
from rehearsal.ids import Ids
from rehearsal.model import Json, View
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.state import still_there


@dataclass
class Modals:
    """The app opens, pushes and updates; only people close."""

    ids: Ids
    bell: Bell
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

    def open(self, person: str, body: Json) -> View:
        """A new modal in place of whatever was open."""
        self._refuse_double(body)
        view = self._new(person, body)
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
        view = self._new(person, body, onto=stack[-1])
        stack.append(view)
        self.bell.ring()
        return view

    def update(self, view: View, body: Json) -> View:
        """New content; what was entered stays where block_id and action_id stayed."""
        self._refuse_double(body, view)
        change(view, body, self.ids)
        self.bell.ring()
        return view

    def close_top(self, person: str) -> None:
        """The visible modal goes; the one below it shows again."""
        if self.stack(person):
            self.stack(person).pop()
            self.bell.ring()

    def clear(self, person: str) -> None:
        """All modals go."""
        self._stacks[person] = []
        self.bell.ring()

    def _new(self, person: str, body: Json, onto: View | None = None) -> View:
        view = new_view(person, body, self.ids)
        if onto is not None:
            view.root_id, view.previous_id = onto.root_id, onto.id
        return view

    def _refuse_double(self, body: Json, itself: View | None = None) -> None:
        other = self.find(external_id=body.get("external_id") or "")
        if other is not None and other is not itself:
            raise SlackError("duplicate_external_id")


def new_view(person: str, body: Json, ids: Ids) -> View:
    """A view that nobody has touched yet."""
    name = ids.next("V")
    drawn = {**body, "blocks": with_ids(body["blocks"], ids)}
    return View(name, person, drawn, hash=ids.next("hash."), root_id=name)


def change(view: View, body: Json, ids: Ids) -> None:
    """New content for a view that is already on a screen."""
    view.body = {**body, "blocks": with_ids(body["blocks"], ids)}
    view.hash = ids.next("hash.")
    view.entries = still_there(view.blocks, view.entries)
    view.errors = {}

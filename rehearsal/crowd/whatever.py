"""Whatever form a button opens: filled in and sent, or its buttons pressed for a while and closed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rehearsal.acts.suggesting import LEAST_TYPED
from rehearsal.crowd.filling import Filler, a_button
from rehearsal.crowd.habits import Fill
from rehearsal.crowd.hands import TRIES, Before, Hands, NoForm
from rehearsal.model import Json, View
from rehearsal.refusals import BadDeed


async def fill_in(hands: Hands, fill: Fill, rule: Json, before: Before) -> bool:
    """Whether what came was taken. Where no form came, the press was all there was to do."""
    try:
        view = await hands.opened(rule, before)
    except NoForm:
        return True
    for _ in range(TRIES):  # an app may answer a form with the next one
        if view is None:
            return True
        if "submit" not in view.body:
            return await _press_some(hands, fill, view)
        sent = await hands.precisely(
            "submit", view=view.id, values=await _filler(hands, fill, view).values(view)
        )
        if not hands.taken(sent):
            raise BadDeed("nobody took the form")
        if sent["closed"]:
            return True
        if sent["errors"]:
            raise BadDeed(f"the form came back: {' '.join(sent['errors'].values())}")
        view = hands.top()
    raise BadDeed("the form came back")


async def _press_some(hands: Hands, fill: Fill, view: View) -> bool:
    """Some of the buttons, as the form changes under them; whether the app took each."""
    shown: View | None = view
    for _ in range(hands.dice.randint(*fill.presses)):
        button = a_button(shown, hands.dice) if shown else None
        if shown is None or button is None:
            break
        await hands.pauses()
        as_it_was = shown.hash
        if not hands.taken(await hands.precisely("press", view=shown.id, **button)):
            raise BadDeed("nobody took the press")
        shown = await hands.changed(shown, as_it_was)
    await hands.puts_form_away()
    return True


def _filler(hands: Hands, fill: Fill, view: View) -> Filler:
    gathering = hands.gathering
    return Filler(
        gathering.slack, hands.person, gathering.channel, hands.dice, fill, _suggestions(hands, view)
    )


def _suggestions(hands: Hands, view: View) -> Callable[[Json, str], Awaitable[list[Json]]]:
    async def suggests(block: Json, words: str) -> list[Json]:
        """What the app offers for the first letters of these words."""
        element = block["element"]
        where = {"view": view.id, "block_id": block["block_id"], "action_id": element["action_id"]}
        typed = words[: max(1, element.get("min_query_length", LEAST_TYPED))]
        found = await hands.precisely("suggest", value=typed, **where)
        groups: list[Json] = found["option_groups"] or [{"options": found["options"]}]
        return [option for group in groups for option in group["options"]]

    return suggests

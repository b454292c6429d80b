"""Deeds by ids instead of by visible words: what a page knows when somebody presses, fills in or replies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

from rehearsal.acts import composing, finding, forms, inviting, mending, pressing, suggesting, talking
from rehearsal.acts.deed import Deed
from rehearsal.acts.finding import Place, Spot
from rehearsal.acts.order import Order
from rehearsal.acts.values import an_object, value
from rehearsal.model import Json, Message, Person, View
from rehearsal.refusals import BadDeed
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.slack import Slack
from rehearsal.world.ids import NAMED_BY_SLACK
from rehearsal.world.state import HOLDS


class _NotThere(BadDeed):
    """The place has no such element, or has it no more."""


class Precise:
    """`{"person": …, "deed": "press", …}`; recorded and answered like any other deed."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def precise(self, order: Order) -> Json:
        """One deed."""
        name = order.string("deed")
        if name not in DEEDS:
            raise BadDeed(f"unknown deed {name!r}; precisely, people can: {', '.join(DEEDS)}")
        person = finding.person(self._slack, order.string("person"))
        result = (await DEEDS[name](self._slack, person, order)).as_json()
        details = {key: value for key, value in order.whole.items() if key not in ("person", "deed")}
        self._slack.log.add("deed", person=person.id, deed=name, details=details, **result)
        return result


async def press(slack: Slack, person: Person, order: Order) -> Deed:
    """Press a button, or choose: `message` or `view`, `block_id`, `action_id`, and what was chosen.

    In a view, `values` is what stands in its inputs: the app is told of all that with each press.
    """
    _bring(slack, person, order)
    spot = _spot(_place(slack, person, order), order.string("block_id"), order.string("action_id"))
    if buttons := pressing.buttons_of(spot.element):
        return await pressing.press(slack, person, spot, _pressed(buttons, order))
    held = _keep(slack, person, spot, order.whole)
    if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
        return Deed()
    return await pressing.press(slack, person, spot, held)


def _pressed(buttons: list[Json], order: Order) -> Json:
    """Of an element with two buttons, `value` says which."""
    if len(buttons) == 1:
        return buttons[0]
    for each in buttons:
        if each["value"] == order.maybe("value"):
            return each
    raise BadDeed(f"there is no button with the value {order.maybe('value')!r}")


async def fill(slack: Slack, person: Person, order: Order) -> Deed:
    """Put `values` (block_id, action_id, what was chosen) into a view, and tell nobody."""
    place = _place(slack, person, order)
    for block_id, action_id, given in _values(order):
        _keep(slack, person, _spot(place, block_id, action_id), given)
    return Deed()


def _bring(slack: Slack, person: Person, order: Order) -> None:
    """The same of the `values` that come with another deed, if any do: whoever did it may have looked at
    fields that the app has just taken away, so those are left out.
    """
    if "values" not in order.whole:
        return
    place = _place(slack, person, order)
    for block_id, action_id, given in _values(order):
        with suppress(_NotThere):
            _keep(slack, person, _spot(place, block_id, action_id), given)


def _values(order: Order) -> Iterator[tuple[str, str, Json]]:
    for block_id, actions in order.mapping("values").items():
        for action_id, given in an_object(actions, "a block's values").items():
            yield block_id, action_id, an_object(given, "a value")


async def submit(slack: Slack, person: Person, order: Order) -> Deed:
    """Send the visible modal, with these `values` if there are any.

    `button` is the words that were pressed: if others stand there by now, somebody pressed twice and the app
    has answered the first press, and what they have not seen is not sent.
    """
    top = _top(slack, person, order)
    pressed = order.maybe("button")
    if pressed is not None and pressed != (top.body.get("submit") or {}).get("text"):
        raise BadDeed(f"the form has changed since {pressed!r} was pressed; look at it, and press again")
    _bring(slack, person, order)
    return await forms.submits(slack, person)


async def close(slack: Slack, person: Person, order: Order) -> Deed:
    """Close the visible modal; who asked for it is told of what stood in its inputs (`values`)."""
    _top(slack, person, order)
    _bring(slack, person, order)
    return await forms.closes(slack, person)


async def suggest(slack: Slack, person: Person, order: Order) -> Deed:
    """Type `value` into a menu that asks the app: what it then shows."""
    spot = _spot(_place(slack, person, order), order.string("block_id"), order.string("action_id"))
    if spot.element["type"] not in suggesting.EXTERNAL:
        raise BadDeed(f"a {spot.element['type']} does not ask the app")
    return await suggesting.look_up(slack, person, spot, order.maybe("value") or "")


async def shortcut(slack: Slack, person: Person, order: Order) -> Deed:
    """Choose a line of a message's menu, by `callback_id`."""
    wanted, message = order.string("callback_id"), _message(slack, person, order)
    if not any(each.callback_id == wanted and each.kind == "message" for each in slack.manifest.shortcuts):
        raise BadDeed(f"no message shortcut has the callback_id {wanted!r}")
    return await talking.choose_shortcut(slack, person, message, wanted)


async def react(slack: Slack, person: Person, order: Order) -> Deed:
    """Put an emoji under a message, or take it away if it is this person's already."""
    message, emoji = _message(slack, person, order), order.string("emoji")
    added = person.id not in message.reactions.get(emoji, [])
    return await talking.react(slack, person, emoji, message, added=added)


async def say(slack: Slack, person: Person, order: Order) -> Deed:
    """Write in a channel, or under a message of it (`message`)."""
    text = order.string("text")
    if "message" not in order.whole:
        return await talking.types(slack, person, text, order.string("channel"))
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    if command not in ("", inviting.COMMAND):
        raise BadDeed(f"{command} is not supported in threads. Sorry!")
    above = _message(slack, person, order)
    if slack.workspace.channels[above.channel].archived:
        raise BadDeed("the channel is archived; nobody can write there")
    if command:
        return await talking.types(slack, person, text, above.channel)
    thread = above.thread_ts or above.ts
    return await talking.say(slack, composing.written(slack, person, above.channel, text, thread))


async def edit(slack: Slack, person: Person, order: Order) -> Deed:
    """Write `text` in the place of one's own message."""
    return await mending.edit(slack, person, _message(slack, person, order), order.string("text"))


async def delete(slack: Slack, person: Person, order: Order) -> Deed:
    """Take a message away: one's own; an admin may take away anybody's."""
    return await mending.delete(slack, person, _message(slack, person, order))


DEEDS: dict[str, Callable[[Slack, Person, Order], Awaitable[Deed]]] = {
    each.__name__: each for each in (press, fill, submit, close, suggest, shortcut, react, say, edit, delete)
}


# Finding


def _message(slack: Slack, person: Person, order: Order) -> Message:
    about = Order(order.mapping("message"))
    found = slack.workspace.message(about.string("channel"), about.string("ts"))
    if found is None or not slack.workspace.sees(person.id, found):
        raise BadDeed(f"{person.real_name} sees no such message")
    return found


def _top(slack: Slack, person: Person, order: Order) -> View:
    top = slack.modals.top(person.id)
    if top is None or top.id != order.string("view"):
        raise BadDeed(f"{person.real_name} does not have this modal in front")
    return top


def _place(slack: Slack, person: Person, order: Order) -> Place:
    if "message" in order.whole:
        message = _message(slack, person, order)
        return Place(message.blocks, "", message=message)
    home = slack.workspace.homes.get(person.id)
    if home is not None and home.id == order.string("view"):
        return finding.of_view(slack, home)
    return finding.of_view(slack, _top(slack, person, order))


def _spot(place: Place, block_id: str, action_id: str) -> Spot:
    called = [
        Spot(place, block, element)
        for block in flat(place.blocks)
        for element in elements_of([block])
        if element.get("action_id") == action_id
    ]
    for spot in called:
        if spot.block.get("block_id") == block_id:
            return spot
    # While somebody presses, the app may edit the message: blocks that it gave no id then have other ids.
    if place.message is not None and block_id.startswith(NAMED_BY_SLACK) and len(called) == 1:
        return called[0]
    raise _NotThere(f"this is not there any more; look again ({action_id!r} in a block {block_id!r})")


def _keep(slack: Slack, person: Person, spot: Spot, given: Json) -> Json:
    """What the element holds from now on."""
    held = value(slack, person, suggesting.as_seen(slack, person, spot), given)
    if spot.element["type"] in HOLDS:
        entries = spot.place.entries(person)
        entries.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = held
        slack.bell.ring()
    return held

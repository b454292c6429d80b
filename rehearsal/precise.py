"""Deeds by ids instead of by visible words: what a page knows when somebody presses, fills in or replies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from rehearsal import finding, forms, inputs, payloads, pressing, talking
from rehearsal.deed import PRESS_FAILED, Deed
from rehearsal.finding import Place, Spot
from rehearsal.model import Json, Message, Person, View
from rehearsal.order import Order
from rehearsal.refusals import BadDeed
from rehearsal.rules.blocks import elements_of
from rehearsal.slack import Slack
from rehearsal.state import HOLDS
from rehearsal.texts import escape


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
    """Press a button, or choose: `message` or `view`, `block_id`, `action_id`, and what was chosen."""
    spot = _spot(_place(slack, person, order), order.string("block_id"), order.string("action_id"))
    if spot.element["type"] == "button":
        copied = ("type", "text", "value", "style")
        known = {name: spot.element[name] for name in copied if name in spot.element}
        return await pressing.press(slack, person, spot, known)
    value = _keep(slack, person, spot, order.whole)
    if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
        return Deed()
    return await pressing.press(slack, person, spot, value)


async def fill(slack: Slack, person: Person, order: Order) -> Deed:
    """Put `values` (block_id, action_id, what was chosen) into a view, and tell nobody."""
    place = _place(slack, person, order)
    for block_id, actions in order.mapping("values").items():
        for action_id, given in _object(actions, "a block's values").items():
            _keep(slack, person, _spot(place, block_id, action_id), _object(given, "a value"))
    return Deed()


async def submit(slack: Slack, person: Person, order: Order) -> Deed:
    """Send the visible modal, with these `values` if there are any."""
    _top(slack, person, order)
    if "values" in order.whole:
        await fill(slack, person, order)
    return await forms.submits(slack, person)


async def close(slack: Slack, person: Person, order: Order) -> Deed:
    """Close the visible modal."""
    _top(slack, person, order)
    return await forms.closes(slack, person)


async def shortcut(slack: Slack, person: Person, order: Order) -> Deed:
    """Choose a line of a message's menu, by `callback_id`."""
    wanted, message = order.string("callback_id"), _message(slack, person, order)
    if not any(each.callback_id == wanted and each.kind == "message" for each in slack.manifest.shortcuts):
        raise BadDeed(f"no message shortcut has the callback_id {wanted!r}")
    slack.workspace.channels[message.channel].known_to_app = True
    payload = payloads.message_shortcut(slack, person, message, wanted)
    return Deed.of(await slack.delivery.send("interactive", payload, answerable=False), PRESS_FAILED)


async def react(slack: Slack, person: Person, order: Order) -> Deed:
    """Put an emoji under a message, or take it away if it is this person's already."""
    message, emoji = _message(slack, person, order), order.string("emoji")
    added = person.id not in message.reactions.get(emoji, [])
    return await talking._react(slack, person, emoji, message, added=added)


async def say(slack: Slack, person: Person, order: Order) -> Deed:
    """Write in a channel, or under a message of it (`message`)."""
    text = order.string("text")
    if "message" not in order.whole:
        return await talking.types(slack, person, text, order.string("channel"))
    if text.startswith("/"):
        raise BadDeed(f"{text.split()[0]} is not supported in threads. Sorry!")
    above = _message(slack, person, order)
    if slack.workspace.channels[above.channel].archived:
        raise BadDeed("the channel is archived; nobody can write there")
    words = talking._with_mentions(slack, escape(text), labelled=False)
    reply = Message(slack.workspace.next_ts(), above.channel, person.id, words)
    reply.thread_ts = above.thread_ts or above.ts
    slack.workspace.keep(reply)
    slack.bell.ring()
    return await Deed.told_by(slack.events.posted(reply), reply.ts)


DEEDS: dict[str, Callable[[Slack, Person, Order], Awaitable[Deed]]] = {
    each.__name__: each for each in (press, fill, submit, close, shortcut, react, say)
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
    for block in place.blocks:
        for element in elements_of([block]) if block.get("block_id") == block_id else ():
            if element.get("action_id") == action_id:
                return Spot(place, block, element)
    raise BadDeed(f"there is nothing called {action_id!r} in a block {block_id!r}")


# Values


def _object(given: object, what: str) -> Json:
    if not isinstance(given, dict):
        raise BadDeed(f"{what} must be an object")
    return given


def _keep(slack: Slack, person: Person, spot: Spot, given: Json) -> Json:
    """What the element holds from now on."""
    value = _value(slack, spot.element, given)
    if spot.element["type"] in HOLDS:
        entries = spot.place.entries(person)
        entries.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = value
        slack.bell.ring()
    return value


def _value(slack: Slack, element: Json, given: Json) -> Json:
    kind = element["type"]
    field = "selected_option" if kind == "overflow" else HOLDS[kind][0] if kind in HOLDS else ""
    if field not in given:
        raise BadDeed(f"a {kind} is given {field or 'nothing'}")
    wanted = given[field]
    if wanted is not None and field == "selected_option":
        return {"type": kind, field: _option(element, wanted)}
    if field == "selected_options" and isinstance(wanted, list):
        return {"type": kind, field: [_option(element, each) for each in wanted]}
    if field == "rich_text_value":
        return {"type": kind, field: wanted and _object(wanted, field)}
    if field == "selected_date_time" and isinstance(wanted, int):
        wanted = datetime.fromtimestamp(wanted, UTC).isoformat()
    if wanted is None:
        return {"type": kind, field: None}
    return inputs.held(slack, element, wanted)


def _option(element: Json, wanted: object) -> Json:
    """The option of this value: two may read the same, but no two have the same value."""
    value = _object(wanted, "an option").get("value")
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    for option in (option for group in groups for option in group["options"]):
        if option.get("value") == value:
            return dict(option)
    raise BadDeed(f"there is no option with the value {value!r}")

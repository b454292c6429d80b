"""Pressing buttons and choosing from menus, wherever they stand."""

from __future__ import annotations

from rehearsal.acts import finding, payloads, suggesting
from rehearsal.acts.deed import PRESS_FAILED, Deed
from rehearsal.acts.finding import Spot, label_of, option_named
from rehearsal.acts.inputs import held
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.state import HOLDS

_CHOICES = {"overflow", *HOLDS} - {"plain_text_input", "email_text_input", "url_text_input", "number_input"}


async def clicks(
    slack: Slack, person: Person, text: str, on: str | None = None, channel: str | None = None
) -> Deed:
    """Press a button by what is written on it. A question before it is answered with yes."""

    def is_it(element: Json) -> bool:
        return any(label_of(each) == text for each in buttons_of(element))

    spot = finding.spot(slack, person, on, channel, is_it, f"button {text!r}")
    pressed = next(each for each in buttons_of(spot.element) if label_of(each) == text)
    return await press(slack, person, spot, pressed)


def buttons_of(element: Json) -> list[Json]:
    """What the app hears when one of an element's buttons is pressed: what it wrote on it itself."""
    match element["type"]:
        case "button" | "icon_button":
            return [{name: element[name] for name in ("type", "text", "value", "style") if name in element}]
        case "feedback_buttons" as kind:
            sides = (element["positive_button"], element["negative_button"])
            return [{"type": kind, "text": each["text"], "value": each["value"]} for each in sides]
        case _:
            return []


async def chooses(
    slack: Slack, person: Person, option: str, on: str | None = None, channel: str | None = None,
    menu: str | None = None,
) -> Deed:  # fmt: skip
    """Choose from a menu, radio buttons, checkboxes or a picker; `menu` is what it says while empty."""

    def offers(element: Json) -> bool:
        if element["type"] not in _CHOICES or (menu is not None and label_of(element) != menu):
            return False
        has_options = "options" in element or "option_groups" in element
        return option_named(element, option) is not None if has_options else menu is not None

    spot = finding.spot(slack, person, on, channel, offers, f"menu with {option!r}")
    return await choose(slack, person, spot, option)


async def choose(slack: Slack, person: Person, spot: Spot, wanted: object) -> Deed:
    """Give an element a value; the app hears of it unless the element waits for a submit."""
    if spot.element["type"] in suggesting.EXTERNAL:
        found = await suggesting.look_up_all(slack, person, spot, wanted)
        if found.warning:
            return found.without_options()
    value = held(slack, person, suggesting.as_seen(slack, person, spot), wanted)
    if spot.element["type"] in HOLDS:
        entries = spot.place.entries(person)
        entries.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = value
        slack.bell.ring()
    if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
        return Deed()
    return await press(slack, person, spot, value)


async def press(slack: Slack, person: Person, spot: Spot, about: Json) -> Deed:
    """Tell the app that something was pressed."""
    if not slack.manifest.interactive:
        raise BadDeed("the manifest has interactivity switched off")
    action = about | {
        "action_id": spot.element["action_id"],
        "block_id": spot.block["block_id"],
        "action_ts": slack.workspace.next_ts(),
    }
    if spot.place.view is not None:
        payload = payloads.actions_in_view(slack, person, spot.place.view, action)
    elif spot.place.message is not None:
        payload = payloads.actions_in_message(slack, person, spot.place.message, action)
    else:
        raise BadDeed("there is nothing to press")
    return Deed.of(await slack.delivery.send("interactive", payload, answerable=False), PRESS_FAILED)

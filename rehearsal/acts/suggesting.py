"""Menus whose options the app gives: what somebody types goes to it, and its answer is what they see."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from rehearsal.acts import payloads
from rehearsal.acts.deed import Deed
from rehearsal.acts.finding import Spot
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.rules.check import Fault
from rehearsal.rules.parts import suggestions
from rehearsal.slack import Slack
from rehearsal.world.drawing import escaped
from rehearsal.world.menus import Key

EXTERNAL = ("external_select", "multi_external_select")
LEAST_TYPED = 3  # characters before Slack asks the app, where the element does not say
NOTHING_FOUND = "No results found"  # also what Slack shows when the app is late or wrong


@dataclass
class Suggested(Deed):
    """What the app offered; `words` stand in the menu when that is nothing."""

    options: list[Json] = field(default_factory=list)
    option_groups: list[Json] = field(default_factory=list)
    words: str = ""

    def without_options(self) -> Deed:
        """What became of it, for whoever only chooses."""
        return Deed(**{each.name: getattr(self, each.name) for each in fields(Deed)})


def as_seen(slack: Slack, person: Person, spot: Spot) -> Json:
    """The element with all options that this person was offered in it, and those it came with."""
    element = spot.element
    if element["type"] not in EXTERNAL:
        return element
    came_with = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    return element | {"options": [*came_with, *slack.menus.of(_key(person, spot))]}


async def look_up(slack: Slack, person: Person, spot: Spot, typed: str) -> Suggested:
    """Type into a menu; the app is asked for what fits."""
    least = spot.element.get("min_query_length", LEAST_TYPED)
    if len(typed) < least:
        raise BadDeed(f"Slack asks the app only from {least} characters on, not for {typed!r}")
    if not slack.manifest.interactive:
        raise BadDeed("the manifest has interactivity switched off")
    payload = payloads.suggestion(slack, person, spot.place, _about(spot) | {"value": typed})
    ack = await slack.delivery.send("interactive", payload, answerable=True)
    deed = Suggested(**vars(Deed.of(ack, NOTHING_FOUND)))
    if ack.acked:
        _read(slack, deed, ack.payload or {"options": []})
    groups = deed.option_groups or [{"options": deed.options}]
    found = [option for group in groups for option in group["options"]]
    slack.menus.add(_key(person, spot), found)
    deed.words = "" if found else NOTHING_FOUND
    return deed


async def look_up_all(slack: Slack, person: Person, spot: Spot, wanted: object) -> Suggested:
    """Type each thing somebody wants to choose; the answer is the last one's, or the first that failed."""
    deed = Suggested()
    for each in wanted if isinstance(wanted, list) else [] if wanted is None else [wanted]:
        deed = await look_up(slack, person, spot, str(each))
        if deed.warning:
            break
    return deed


def _about(spot: Spot) -> Json:
    return {"block_id": spot.block["block_id"], "action_id": spot.element["action_id"]}


def _key(person: Person, spot: Spot) -> Key:
    place = spot.place.view.id if spot.place.view else spot.place.message.ts if spot.place.message else ""
    return person.id, place, spot.block["block_id"], spot.element["action_id"]


def _read(slack: Slack, deed: Suggested, answer: Json) -> None:
    """What the app offered, if Slack would take it; else that is the app's mistake, and nobody sees it."""
    if faults := suggestions(answer, ""):
        _violated(slack, answer, faults)
        deed.warning = NOTHING_FOUND
        return
    deed.options = escaped(answer.get("options", []))
    deed.option_groups = escaped(answer.get("option_groups", []))


def _violated(slack: Slack, answer: Json, faults: list[Fault]) -> None:
    words = "the answer to a menu's search: " + "; ".join(str(each) for each in faults[:3])
    slack.log.violation("invalid_options", words, method="ack", pointer=faults[0].pointer, arguments=answer)

"""Filling in, sending and closing modals."""

from __future__ import annotations

from rehearsal.acts import payloads
from rehearsal.acts.deed import MODAL_FAILED, Deed
from rehearsal.acts.finding import Spot, label_of, of_view
from rehearsal.acts.inputs import complaint
from rehearsal.acts.pressing import choose
from rehearsal.model import Json, Person, View
from rehearsal.refusals import BadDeed, SlackError
from rehearsal.rules.blocks import elements_of
from rehearsal.rules.views import check_view
from rehearsal.slack import Slack
from rehearsal.texts import unescape
from rehearsal.webapi import posting
from rehearsal.world.state import HOLDS, value_of


async def fills(slack: Slack, person: Person, values: Json) -> Deed:
    """Fill in the visible modal by visible labels. The first un-acked part is what is reported."""
    outcome = Deed()
    for label, wanted in values.items():
        deed = await choose(slack, person, _input(slack, _top(slack, person), label), wanted)
        if deed.told and outcome.acked:
            outcome = deed
    return outcome


def _top(slack: Slack, person: Person) -> View:
    view = slack.modals.top(person.id)
    if view is None:
        raise BadDeed(f"{person.real_name} has no modal open")
    return view


def _input(slack: Slack, view: View, label: str) -> Spot:
    seen: list[str] = []
    for block in view.blocks:
        for element in elements_of([block]):
            if element["type"] not in HOLDS:
                continue
            names = _labels(block, element)
            if label in names:
                return Spot(of_view(slack, view), block, element)
            seen += names[:1]
    raise BadDeed(f"{view.title!r} has no input labelled {label!r}; it has: {', '.join(seen) or 'none'}")


def _labels(block: Json, element: Json) -> list[str]:
    """What stands by an input: its label, or the text beside it, or what is written in it while empty."""
    beside = block.get("label") or block.get("text") or {}
    return [name for name in (unescape(str(beside.get("text", ""))), label_of(element)) if name]


def labels(view: View) -> list[str]:
    """The inputs of a view as a person would call them."""
    return [_labels(block, each)[0] for block in view.blocks for each in elements_of([block])
            if each["type"] in HOLDS and _labels(block, each)]  # fmt: skip


async def submits(slack: Slack, person: Person) -> Deed:
    """Send the visible modal. What the client itself refuses never reaches the app."""
    view = _top(slack, person)
    if "submit" not in view.body:
        raise BadDeed(f"{view.title!r} has no button to send it with")
    view.errors = _own_complaints(view)
    if view.errors:
        slack.bell.ring()
        return Deed(errors=_by_label(view))
    payload = payloads.submission(slack, person, view)
    _names_channels(slack, view)
    ack = await slack.delivery.send("interactive", payload, answerable=True)
    if not ack.acked:
        return Deed.of(ack, MODAL_FAILED)
    deed = Deed.of(ack)
    try:
        _obey(slack, person, view, ack.payload or {})
    except SlackError as refusal:
        words = "; ".join(refusal.messages) or f"the answer to a modal: {refusal.code}"
        slack.log.violation(refusal.code, words, method="ack", pointer=refusal.pointer, arguments=ack.payload)
        deed.warning = MODAL_FAILED
    deed.errors = _by_label(view)
    deed.closed = view not in slack.modals.stack(person.id)
    return deed


def _names_channels(slack: Slack, view: View) -> None:
    """The app hears of a conversation that is chosen in its form, also of one that it is not in."""
    for block in view.blocks:
        for element in elements_of([block]):
            if element["type"] == "conversations_select":
                chosen = value_of(block["block_id"], element, view.entries)["selected_conversation"]
                if room := slack.workspace.channels.get(chosen or ""):
                    room.known_to_app = True


def _own_complaints(view: View) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] == "input":
            words = complaint(block, value_of(block["block_id"], block["element"], view.entries))
            if words:
                found[block["block_id"]] = words
    return found


def _by_label(view: View) -> dict[str, str]:
    names = {block["block_id"]: _labels(block, block["element"])[0]
             for block in view.blocks if block["type"] == "input"}  # fmt: skip
    return {names[block_id]: words for block_id, words in view.errors.items()}


def _obey(slack: Slack, person: Person, view: View, answer: Json) -> None:
    """What the app's answer does to the modals. An empty one closes the visible one."""
    match answer.get("response_action"):
        case None if not answer:
            slack.modals.close_top(person.id)
        case None:
            raise SlackError("invalid_response_action", ["[ERROR] missing required field: response_action"])
        case "clear":
            slack.modals.clear(person.id)
        case "update":
            slack.modals.update(view, _next(slack, answer))
        case "push":
            slack.modals.push(person.id, _next(slack, answer))
        case "errors":
            view.errors = _known_errors(view, answer.get("errors"))
            slack.bell.ring()
        case other:
            raise SlackError("invalid_response_action", [f"[ERROR] unknown response_action {other!r}"])


def _next(slack: Slack, answer: Json) -> Json:
    body = check_view(answer.get("view"), "modal")
    posting.warn_of_two_primaries(slack, body["blocks"], "ack")
    return body


def _known_errors(view: View, errors: object) -> dict[str, str]:
    """Errors stand under input blocks, named by block_id; Slack drops a modal answer that says otherwise."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: errors"], pointer="/errors")
    unknown = sorted(set(errors) - inputs)
    if unknown:
        words = f"[ERROR] no input block is called {unknown[0]} [json-pointer:/errors/{unknown[0]}]"
        raise SlackError("invalid_arguments", [words], pointer=f"/errors/{unknown[0]}")
    silent = next((block_id for block_id, words in errors.items() if not words or words != str(words)), None)
    if silent is not None:
        words = f"[ERROR] must say what is wrong [json-pointer:/errors/{silent}]"
        raise SlackError("invalid_arguments", [words], pointer=f"/errors/{silent}")
    return dict(errors)


async def closes(slack: Slack, person: Person) -> Deed:
    """Close the visible modal without sending it; the app hears of it only if it asked to."""
    view = _top(slack, person)
    cleared = bool(view.body.get("clear_on_close"))
    gone = list(slack.modals.stack(person.id)) if cleared else [view]
    if cleared:
        slack.modals.clear(person.id)
    else:
        slack.modals.close_top(person.id)
    deed = Deed(closed=True)
    for each in reversed(gone):
        if each.body.get("notify_on_close"):
            payload = payloads.closed(slack, person, each, cleared=cleared)
            ack = await slack.delivery.send("interactive", payload, answerable=False)
            deed = Deed.of(ack)
            deed.closed = True
    return deed

"""views.*: the app opens and changes modals, and publishes App Home."""

from __future__ import annotations

from rehearsal.model import Json, View
from rehearsal.refusals import SlackError
from rehearsal.rules.views import check_view, refused
from rehearsal.webapi import posting
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.world.permits import Trigger
from rehearsal.world.shapes import view_json


def _trigger(call: Call) -> Trigger:
    name = call.string("trigger_id") or call.string("interactivity_pointer")
    if not name:
        raise refused("missing required field: trigger_id", "/trigger_id")
    return call.slack.triggers.use(name)


def _checked(call: Call, kind: str) -> Json:
    body = check_view(call.given["view"], kind)
    posting.warn_of_two_primaries(call.slack, body["blocks"], call.method)
    return body


def _shown(call: Call, view: View) -> Json:
    return {"view": view_json(view, call.slack.team_id)}


def open_(call: Call) -> Json:
    """views.open: the view is checked before the trigger is spent."""
    body = _checked(call, "modal")
    trigger = _trigger(call)
    return _shown(call, call.slack.modals.open(trigger.person, body, trigger.channel))


def push(call: Call) -> Json:
    """views.push: only with a trigger that came from a modal."""
    body = _checked(call, "modal")
    trigger = _trigger(call)
    if trigger.view_id is None:
        raise SlackError("invalid_trigger_id", pointer="/trigger_id", blame=True)
    return _shown(call, call.slack.modals.push(trigger.person, body))


def update(call: Call) -> Json:
    """views.update: by id or external_id; with a hash it loses against a newer change."""
    body = _checked(call, "modal")
    view_id, external_id = call.string("view_id"), call.string("external_id")
    if not view_id and not external_id:
        raise refused("missing required field: view_id", "/view_id")
    view = call.slack.modals.find(view_id, external_id)
    if view is None:
        raise SlackError("not_found", pointer="/view_id")
    _fresh(call, view)
    return _shown(call, call.slack.modals.update(view, body))


def publish(call: Call) -> Json:
    """views.publish: one person's App Home."""
    if not call.slack.manifest.home:
        raise SlackError("not_enabled")
    body = _checked(call, "home")
    person = call.person("user_id").id
    if (home := call.slack.workspace.homes.get(person)) is not None:
        _fresh(call, home)
    return _shown(call, call.slack.modals.publish(person, body))


def _fresh(call: Call, view: View) -> None:
    if call.string("hash") not in ("", view.hash):
        raise SlackError("hash_conflict", pointer="/hash")


METHODS: dict[str, Handler] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}

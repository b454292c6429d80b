"""Values as a page gives them: what was chosen by its id or value, and not by what it reads."""

from __future__ import annotations

from datetime import UTC, datetime

from rehearsal.acts import inputs
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.state import HOLDS


def an_object(given: object, what: str) -> Json:
    """What must be an object."""
    if not isinstance(given, dict):
        raise BadDeed(f"{what} must be an object")
    return given


def value(slack: Slack, person: Person, element: Json, given: Json) -> Json:
    """What the element holds after it was given this."""
    kind = element["type"]
    field = "selected_option" if kind == "overflow" else HOLDS[kind][0] if kind in HOLDS else ""
    if field not in given:
        raise BadDeed(f"a {kind} is given {field or 'nothing'}")
    wanted = given[field]
    if wanted is not None and field == "selected_option":
        return {"type": kind, field: _option(element, wanted)}
    if field == "selected_options" and isinstance(wanted, list):
        return {"type": kind, field: [_option(element, each) for each in wanted]}
    if field == "rich_text_value" and wanted is not None:
        wanted = an_object(wanted, field)
    if field == "selected_date_time" and isinstance(wanted, int):
        wanted = datetime.fromtimestamp(wanted, UTC).isoformat()
    if wanted is None:
        return {"type": kind, field: None}
    return inputs.held(slack, person, element, wanted)


def _option(element: Json, wanted: object) -> Json:
    """The option of this value: two may read the same, but no two have the same value."""
    value = an_object(wanted, "an option").get("value")
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    for option in (option for group in groups for option in group["options"]):
        if option.get("value") == value:
            return dict(option)
    raise BadDeed(f"there is no option with the value {value!r}")

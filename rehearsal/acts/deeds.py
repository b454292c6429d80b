"""Everything a person can do: one table, used by tests, by stories and by whoever drives from outside."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable

from rehearsal.acts import finding, forms, mending, pressing, talking
from rehearsal.acts.deed import Deed
from rehearsal.model import Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

DEEDS: dict[str, Callable[..., Awaitable[Deed]]] = {
    "types": talking.types,
    "edits": mending.edits,
    "deletes": mending.deletes,
    "reacts": talking.reacts,
    "unreacts": talking.unreacts,
    "shortcut": talking.shortcut,
    "global_shortcut": talking.global_shortcut,
    "opens_home": talking.opens_home,
    "clicks": pressing.clicks,
    "chooses": pressing.chooses,
    "fills": forms.fills,
    "submits": forms.submits,
    "closes": forms.closes,
}

# A deed's own signature says which words it takes; these are the only kinds there are.
_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "str | None": (str, type(None)), "Json": (dict,)}


async def do(slack: Slack, order: Json) -> Json:
    """`{"person": …, "deed": …, …}` done, and what became of it."""
    details = dict(order)
    name = details.pop("deed", None)
    if not isinstance(name, str) or name not in DEEDS:
        raise BadDeed(f"unknown deed {name!r}; people can do: {', '.join(DEEDS)}")
    person = finding.person(slack, str(details.pop("person", "")))
    _check(name, details)
    deed = await DEEDS[name](slack, person, **details)
    result = deed.as_json()
    slack.log.add("deed", person=person.id, deed=name, details=details, **result)
    return result


def _check(name: str, details: Json) -> None:
    parameters = list(inspect.signature(DEEDS[name]).parameters.values())[2:]
    known = {parameter.name: parameter for parameter in parameters}
    if unknown := sorted(set(details) - set(known)):
        raise BadDeed(f"{name} does not take {', '.join(unknown)}")
    for parameter in parameters:
        if parameter.name not in details:
            if parameter.default is inspect.Parameter.empty:
                raise BadDeed(f"{name} needs {parameter.name}")
        elif not isinstance(details[parameter.name], _TYPES[parameter.annotation]):
            raise BadDeed(f"{name}: {parameter.name} must be {parameter.annotation}")

"""The fields of a form: what people write, choose and tick."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time

from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, plain
from handlers.blocks.text import clip, on_one_line
from handlers.voice import Voice


def text_input(
    field: str,
    label: str,
    *,
    most: int,
    hint: str = "",
    multiline: bool = False,
    optional: bool = False,
    initial: str = "",
) -> Block:
    """A field to write in, at most `most` characters."""
    element: Block = {"type": "plain_text_input", "action_id": ids.ANSWER, "multiline": multiline}
    element["max_length"] = most
    if initial:
        element["initial_value"] = clip(initial, most)
    return _input(field, label, element, hint=hint, optional=optional)


def text_boxes(
    say: Voice,
    labels: Mapping[str, Text],
    hints: Mapping[str, Text],
    had: Mapping[str, str],
    *,
    most: int,
    optional: bool = False,
) -> list[Block]:
    """Fields for several lines under these labels, each with its hint and with what it `had` before."""
    return [
        text_input(
            field,
            say(label),
            most=most,
            hint=say(hints[field]),
            multiline=True,
            optional=optional,
            initial=had.get(field, ""),
        )
        for field, label in labels.items()
    ]


def choice(
    say: Voice,
    field: str,
    label: str,
    options: Mapping[str, str],
    *,
    initial: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A few options (value to words), all in sight: radio buttons up to ten, a menu above."""
    drawn = [_option(value, words) for value, words in options.items()]
    kind = "radio_buttons" if len(drawn) < 10 else "static_select"
    element: Block = {"type": kind, "action_id": ids.ANSWER, "options": drawn}
    if kind == "static_select":
        element["placeholder"] = plain(say("Choose one"))
    if initial in options:
        element["initial_option"] = _option(initial, options[initial])
    return _input(field, label, element, hint=hint, optional=optional)


def dispatched(field: Block, action: str) -> Block:
    """The same field, of which a choice is told at once under this id, so that the form can follow it."""
    return {**field, "dispatch_action": True, "element": {**field["element"], "action_id": action}}


def people_input(
    say: Voice,
    field: str,
    label: str,
    *,
    hint: str = "",
    optional: bool = True,
    initial: Sequence[str] = (),
) -> Block:
    """Several people of the workspace; some of them may be chosen already."""
    placeholder = plain(say("Choose people"))
    element: Block = {"type": "multi_users_select", "action_id": ids.ANSWER, "placeholder": placeholder}
    if initial:
        element["initial_users"] = list(initial)
    return _input(field, label, element, hint=hint, optional=optional)


def channel_input(say: Voice, field: str, label: str, *, hint: str = "") -> Block:
    """One channel of the workspace, which may be private, and no conversation of a few people."""
    element: Block = {"type": "conversations_select", "action_id": ids.ANSWER}
    element["placeholder"] = plain(say("Choose a channel"))
    element["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
    return _input(field, label, element, hint=hint)


def person_input(
    say: Voice, field: str, label: str, *, hint: str = "", optional: bool = False, initial: str = ""
) -> Block:
    """One person of the workspace, who may be chosen already."""
    placeholder = plain(say("Choose somebody"))
    element: Block = {"type": "users_select", "action_id": ids.ANSWER, "placeholder": placeholder}
    if initial:
        element["initial_user"] = initial
    return _input(field, label, element, hint=hint, optional=optional)


def ticks(field: str, label: str, options: Mapping[str, tuple[str, str]], ticked: Collection[str]) -> Block:
    """At most ten boxes to tick (value to words, and to what stands below them); these are ticked already."""
    drawn = {
        value: {**_option(value, words), "description": plain(below, 75)}
        for value, (words, below) in options.items()
    }
    element: Block = {"type": "checkboxes", "action_id": ids.ANSWER, "options": list(drawn.values())}
    if initial := [option for value, option in drawn.items() if value in ticked]:
        element["initial_options"] = initial
    return _input(field, label, element, optional=True)


def boxes(
    field: str,
    label: str,
    options: Mapping[str, str],
    ticked: Collection[str],
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """At most ten boxes to tick (value to words), one of them unless `optional`; these are ticked already."""
    drawn = {value: _option(value, words) for value, words in options.items()}
    element: Block = {"type": "checkboxes", "action_id": ids.ANSWER, "options": list(drawn.values())}
    if initial := [option for value, option in drawn.items() if value in ticked]:
        element["initial_options"] = initial
    return _input(field, label, element, hint=hint, optional=optional)


def menu(
    say: Voice,
    field: str,
    label: str,
    options: Mapping[str, str],
    *,
    initial: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """One of a few options (value to words) in a menu, which takes one line however many they are."""
    drawn = [_option(value, words) for value, words in options.items()]
    element: Block = {"type": "static_select", "action_id": ids.ANSWER, "options": drawn}
    element["placeholder"] = plain(say("Choose one"))
    if initial in options:
        element["initial_option"] = _option(initial, options[initial])
    return _input(field, label, element, hint=hint, optional=optional)


def grouped(
    say: Voice, field: str, label: str, groups: Mapping[str, Mapping[str, str]], *, several: bool = False
) -> Block:
    """One option (value to words) of lists that each have a name; or, with `several`, any number of them."""
    lists = [
        {"label": plain(name, 75), "options": [_option(value, words) for value, words in options.items()]}
        for name, options in groups.items()
    ]
    kind = "multi_static_select" if several else "static_select"
    placeholder = plain(say("Choose people") if several else say("Choose somebody"))
    element = {"type": kind, "action_id": ids.ANSWER, "placeholder": placeholder, "option_groups": lists}
    return _input(field, label, element, optional=several)


def any_of(
    field: str,
    label: str,
    placeholder: str,
    options: Mapping[str, str],
    *,
    chosen: Collection[str] = (),
    hint: str = "",
) -> Block:
    """Any number of at most a hundred options (value to words) in a menu; some may be chosen already."""
    drawn = {value: _option(value, words) for value, words in options.items()}
    element: Block = {"type": "multi_static_select", "action_id": ids.ANSWER, "options": list(drawn.values())}
    element["placeholder"] = plain(placeholder)
    if initial := [option for value, option in drawn.items() if value in chosen]:
        element["initial_options"] = initial
    return _input(field, label, element, hint=hint, optional=True)


def date_input(
    say: Voice,
    field: str,
    label: str,
    *,
    hint: str = "",
    initial: date | None = None,
    optional: bool = True,
) -> Block:
    """A calendar; it may be left open if it is optional."""
    element = {"type": "datepicker", "action_id": ids.ANSWER, "placeholder": plain(say("Choose a day"))}
    if initial:
        element["initial_date"] = initial.isoformat()
    return _input(field, label, element, hint=hint, optional=optional)


def time_input(say: Voice, field: str, label: str, *, hint: str = "", initial: time | None = None) -> Block:
    """An hour and minute of a day, in steps of Slack's choosing; any can be typed."""
    element = {"type": "timepicker", "action_id": ids.ANSWER, "placeholder": plain(say("Choose a time"))}
    if initial:
        element["initial_time"] = initial.isoformat("minutes")
    return _input(field, label, element, hint=hint)


def _input(field: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    drawn: Block = {"type": "input", "block_id": field, "label": plain(label), "element": element}
    if hint:
        drawn["hint"] = plain(hint)
    if optional:
        drawn["optional"] = True
    return drawn


def _option(value: str, words: str) -> Block:
    return {"text": plain(on_one_line(words), 75), "value": value}

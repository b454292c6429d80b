"""A planned session for those who lead: the plan with its agenda, and what is planned in a list."""

from collections.abc import Sequence

from coproduction.planforms import LONG
from coproduction.planned import Planned
from coproduction.service.upcoming import Upcoming
from coproduction.words import Text, Value, and_listed, several
from handlers import ids, listids
from handlers.blocks import chairs, longlists
from handlers.blocks.agendas import minutes_taken, rows
from handlers.blocks.aloud import told_apart
from handlers.blocks.announcing import how_many
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    divider,
    header,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.planforms import HOLIDAY
from handlers.blocks.sessions import BOT_NAME
from handlers.blocks.starting import start_now
from handlers.blocks.stuck import WHAT_TO_CHANGE
from handlers.blocks.takingpart import see_needs
from handlers.blocks.text import brief, local, moment
from handlers.blocks.tryouts import try_out
from handlers.voice import Voice

LISTED = 8
_EMPTY = Text("There are no steps yet. Add the first one, or begin another plan with one of my agendas.")
_TWICE = Text("The clocks go back that night, so this hour comes twice. I mean the first one.")
_LONG = Text("This is longer than two hours. People tire: a break helps, or two sessions.")

_CHAIRS = Text("*Who should be in the room*")
_CAN_START = Text("It can start now: press “Start it now”, or type {/start} alone in its channel.")
_NOBODY_KNOWS = Text("Nobody has been told yet. When it is ready, press Announce.")
_WAITS = Text(
    "*Nobody can read the invitation yet:* it waits, because I cannot write in {channel}. "
    "I post it as soon as I can."
)
_WITH_YOU = Text("Leading with you: {people}")
_LED_BY = Text("Leading it: {people}")
_NOBODY_STARTED = Text("Its time is over, and nobody has started it.")
_MISSED = Text(
    "*Its time is over, and nobody has started it.* You can give it a new time: press “Change title, time, "
    "rules”. Or cancel it."
)
_SHUT = Text("*It cannot begin there:* I cannot write in {channel}.")
_ONLY_THEY_KNOW = Text("Only those who lead with you know of it yet. When it is ready, press Announce.")


def plan(
    say: Voice,
    shown: Upcoming,
    note: Text | None = None,
    aside: str = "",
    zone: str | None = None,
    reader: str = "",
) -> View:
    """A plan with all that can be done with it, for who lives in this `zone`.

    `aside` is a step that was taken out, to be put back. `reader` is who planned it, where nothing is said.
    """
    planned = shown.planned
    blocks = [
        *(paragraphs(say(note)) if note else []),
        *([actions(button(say("Put it back"), ids.PUT_STEP_BACK, aside))] if aside else []),
        *([section(say(_MISSED))] if planned.is_missed else []),
        *_about(say, shown, zone, reader or planned.planned_by),
        divider(),
        *(rows(say, planned.agenda) or [section(say(_EMPTY))]),
        section(f"*{say(minutes_taken(planned))}*"),
        _buttons(say, planned, can_start=shown.can_start),
        divider(),
        *([section("\n".join([say(_CHAIRS), *chairs.rows(say, shown.chairs)]))] if shown.chairs else []),
        context(_told(say, shown)),
    ]
    return notice(say, say("The plan"), blocks, ids.private(planned.channel, planned.id))


def _about(say: Voice, shown: Upcoming, zone: str | None, reader: str) -> list[Block]:
    """What it is, when, for what, and with whom."""
    planned = shown.planned
    return [
        *paragraphs(say("“{title}”", title=planned.title)),
        section("\n".join(_when(say, planned, zone))),
        *([context(say(HOLIDAY))] if shown.is_holiday else []),
        *([context(say(_LONG))] if planned.minutes > LONG else []),
        *([context(say(_TWICE))] if planned.on_the_wall.comes_twice(planned.where) else []),
        *([*paragraphs(planned.purpose)] if planned.purpose else []),
        *([context(_leading(say, shown, reader))] if planned.led_with(reader) else []),
    ]


def _when(say: Voice, planned: Planned, zone: str | None) -> list[str]:
    meant = local(say, planned.starts_at.astimezone(planned.where))
    lasts = several(planned.minutes, "It takes {n} minute.", "It takes {n} minutes.")
    yours = say("For you that is {time}.", time=moment(say, planned.starts_at))
    return [
        say("*{when}* in {zone}. {lasts}", when=meant, zone=planned.zone, lasts=lasts),
        *([] if zone == planned.zone else [yours]),
        say("It is in {channel}.", channel=f"<#{planned.channel}>"),
    ]


def _leading(say: Voice, shown: Upcoming, reader: str) -> str:
    """Who leads it with who reads this, who of them may not yet, and who is not there."""
    others = shown.planned.led_with(reader)
    leads = reader == shown.planned.planned_by or reader in shown.planned.helpers
    told = say(_WITH_YOU if leads else _LED_BY, people=_mentions(others))
    role = several(
        len(shown.learning),
        "{people} is no facilitator yet: an admin can add them with {/facilitators}.",
        "{people} are no facilitators yet: an admin can add them with {/facilitators}.",
    )
    away = several(
        len(shown.outside),
        "{people} is not in {channel}: please add them there.",
        "{people} are not in {channel}: please add them there.",
        channel=f"<#{shown.planned.channel}>",
    )
    more = [
        say(words.filled(people=_mentions(them)))
        for words, them in ((role, shown.learning), (away, shown.outside))
        if them
    ]
    return " ".join([f"{told}.", *more])


def _mentions(people: Sequence[str]) -> Value:
    """Several people as a list is said."""
    return and_listed([f"<@{each}>" for each in people])


def _buttons(say: Voice, planned: Planned, *, can_start: bool) -> Block:
    announce = button(
        say("Announce"), ids.ANNOUNCE, planned.id, style="primary", aloud=say("Announce the session")
    )
    return actions(
        button(say("Add a step"), ids.ADD_STEP, planned.id),
        change_it(say, planned),
        *([start_now(say, planned)] if can_start else []),
        *([] if planned.is_announced else [announce]),
        *([try_out(say, planned)] if planned.agenda else []),
        *([button(say("Save the agenda"), ids.NAME_AGENDA, planned.id)] if planned.agenda else []),
        *([see_needs(say, planned.id)] if planned.is_announced else []),
        button(say("Raising hands: on or off"), ids.PLAN_HANDS, planned.id),
        chairs.way(say, planned),
        cancel_it(say, planned),
    )


def change_it(say: Voice, planned: Planned) -> Block:
    """The button that opens the form of a plan."""
    return button(say("Change title, time, rules"), ids.CHANGE_PLANNED, planned.id)


def cancel_it(say: Voice, planned: Planned) -> Block:
    """The button that asks why it is cancelled."""
    return button(say("Cancel the session"), ids.CALL_OFF, planned.id)


def _told(say: Voice, shown: Upcoming) -> str:
    if shown.planned.is_announced:
        return f"{_announced(say, shown)} {say(how_many(shown.numbers))}"
    start = say("From an hour before its time, {/start} in its channel starts it.")
    told = say(_ONLY_THEY_KNOW if shown.planned.helpers else _NOBODY_KNOWS)
    return f"{_shut(say, shown, _SHUT)} {told}" if shown.obstacle else f"{told} {start}"


def _announced(say: Voice, shown: Upcoming) -> str:
    """That it is announced; what its invitation waits for, as long as nobody can read it, or it itself."""
    if shown.obstacle:
        return _shut_there(say, shown)
    return say("Its invitation is on its way.") if shown.is_unposted else say("It is announced.")


def _shut_there(say: Voice, shown: Upcoming) -> str:
    return _shut(say, shown, _WAITS if shown.is_unposted else _SHUT)


def _shut(say: Voice, shown: Upcoming, words: Text) -> str:
    """That nothing can be written in its channel, and what has to be changed there."""
    told = say(words.filled(channel=f"<#{shown.planned.channel}>"))
    change = WHAT_TO_CHANGE[shown.obstacle].filled(bot=BOT_NAME) if shown.obstacle else None
    return f"{told} {say(change)}" if change else told


def listed(say: Voice, found: Sequence[Upcoming]) -> Drawing:
    """What is planned in a channel, and the way to plan more."""
    another = actions(button(say("Plan another session"), ids.NEW_PLAN))
    shown = told_apart(some_planned(say, found, channel=found[0].planned.channel if found else ""))
    return Drawing.of(say, [header(say("Planned sessions")), *shown, another])


def some_planned(say: Voice, found: Sequence[Upcoming], most: int = LISTED, channel: str = "") -> list[Block]:
    """The next planned sessions of a channel, or all that concern somebody, each with the way to its plan."""
    left = len(found) - most
    label = several(left, "And {n} more session is planned", "And {n} more sessions are planned")
    more = [longlists.more(say, label, listids.PLANNED, channel)] if left > 0 else []
    return [*(block for line in each_planned(say, found[:most]) for block in line), *more]


def each_planned(say: Voice, found: Sequence[Upcoming]) -> list[list[Block]]:
    """Each of these planned sessions, with the way to its plan."""
    return [_planned(say, each, number) for number, each in enumerate(found, start=1)]


def _planned(say: Voice, shown: Upcoming, number: int) -> list[Block]:
    planned = shown.planned
    where = say("In {channel}.", channel=f"<#{planned.channel}>")
    how = how_many(shown.numbers) if planned.is_announced else Text("It is not announced yet.")
    how = _NOBODY_STARTED if planned.is_missed else how
    label, aloud = say("Open the plan"), say("Open the plan: {title}", title=brief(planned.title, 50))
    return [
        *paragraphs(say("Planned: {title}", title=planned.title)),
        section(f"{moment(say, planned.starts_at)}. {where} {say(how)}"),
        *([context(_shut_there(say, shown))] if shown.obstacle else []),
        *([context(say(_CAN_START))] if shown.can_start else []),
        actions(
            *([start_now(say, planned, number)] if shown.can_start else []),
            button(label, ids.at(ids.OPEN_PLAN, number), planned.id, aloud=aloud),
        ),
    ]

"""A planned session for those who lead: its form, the plan with its agenda, and what is planned in a list."""

from collections.abc import Sequence
from datetime import time

from coproduction.agendatemplates import FIRST, TEMPLATES, USUAL_LENGTH
from coproduction.hours import WallTime
from coproduction.planforms import LEAST, LINK_LENGTH, LONG, MOST, PURPOSE_LENGTH
from coproduction.planned import REASON_LENGTH, Planned
from coproduction.service.planned import Beginning, Overtaken, Upcoming
from coproduction.sessions import TITLE_LENGTH
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.agendas import back, rows
from handlers.blocks.announcing import how_many
from handlers.blocks.fields import date_input, menu, people_input, text_input, time_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.now import told_apart
from handlers.blocks.starting import start_now
from handlers.blocks.takingpart import see_needs
from handlers.blocks.text import brief, local, moment
from handlers.blocks.tryouts import try_out
from handlers.voice import Voice

LISTED = 8
RULES_LENGTH = 3_000  # more than fits, so that words say what is too long
_USUAL_HOUR = time(18, 0)
_EMPTY = Text("There are no steps yet. Add the first one, or begin another plan with one of my agendas.")
_TWICE = Text("The clocks go back that night, so this hour comes twice. I mean the first one.")
_LONG = Text("This is longer than two hours. People tire: a break helps, or two sessions.")

_CAN_START = Text("It can start now: press “Start it now”, or type {/start} alone in its channel.")
_EMPTY_FIELD = Text("nothing")
_FIELDS = {
    "title": Text("Title"),
    "purpose": Text("What will be different"),
    "wall": Text("Day and time"),
    "minutes": Text("Minutes"),
    "link": Text("Link to the video call"),
    "helpers": Text("Who leads with you?"),
    "rules": Text("Ground rules"),
}
_NOBODY_KNOWS = Text("Nobody has been told yet. When it is ready, press Announce.")
_ONLY_THEY_KNOW = Text("Only those who lead with you know of it yet. When it is ready, press Announce.")
_QUIET = Text("It is cancelled for good. Nobody was told of it yet.")
_ONLY_LED = Text("It is cancelled for good. Those who lead it read your reason. Nobody else knew of it.")


def new_form(say: Voice, channel: str, begin: Beginning, title: str = "", at: WallTime | None = None) -> View:
    """The form of a new plan; `title` and `at` are what was typed."""
    agendas = {
        **{name: say(each.title) for name, each in TEMPLATES.items()},
        **{each.id: each.name for each in begin.templates},
    }
    chosen = menu(say, "template", say("Which agenda do you begin with?"), agendas, initial=FIRST)
    hint = say(
        "In minutes, {least} to {most}. If you leave this out: {usual}, or what fits the agenda.",
        least=LEAST,
        most=MOST,
        usual=USUAL_LENGTH,
    )
    fields = [
        *_what(say, title, ""),
        date_input(say, "day", say("Day"), initial=at.day if at else None, optional=False),
        time_input(
            say, "hour", say("Time"), hint=_in(say, begin.zone), initial=at.hour if at else _USUAL_HOUR
        ),
        text_input("minutes", say("How long?"), most=20, hint=hint, optional=True),
        chosen,
        *_who(say, (), ""),
    ]
    private = ids.private(channel)
    return modal(say, say("Plan a session"), ids.NEW_PLAN_FORM, say("Next"), private, fields)


def change_form(say: Voice, planned: Planned) -> View:
    """The form of what was filled in before."""
    at = planned.on_the_wall
    rules = "\n".join(say.of(rule) for rule in planned.ground_rules)
    hint = say("In minutes, {least} to {most}.", least=LEAST, most=MOST)
    fields = [
        *_what(say, planned.title, planned.purpose or ""),
        date_input(say, "day", say("Day"), initial=at.day, optional=False),
        time_input(say, "hour", say("Time"), hint=_in(say, planned.zone), initial=at.hour),
        text_input("minutes", say("How long?"), most=20, hint=hint, initial=str(planned.minutes)),
        *_who(say, planned.helpers, planned.link or ""),
        text_input(
            "rules",
            say("Ground rules, one on each line"),
            most=RULES_LENGTH,
            multiline=True,
            optional=True,
            initial=rules,
        ),
        back(say, planned),
    ]
    private = ids.private(planned.channel, f"{planned.id}:{planned.stamp}")
    return modal(say, say("Change the plan"), ids.CHANGE_PLANNED_FORM, say("Save"), private, fields)


def overtaken_form(say: Voice, no: Overtaken) -> View:
    """The form again, with which fields somebody else has changed meanwhile, and to what."""
    told = [
        block
        for name in no.theirs
        for block in _changed(say, _FIELDS[name], _said(say, no.planned, name), is_people=name == "helpers")
    ]
    words = [*paragraphs(say(no.words)), section(say("They changed:")), *told]
    form = change_form(say, no.merged)
    private = ids.private(no.planned.channel, f"{no.planned.id}:{no.planned.stamp}")
    fields = [_filled_anew(block, no.planned.changes) for block in form["blocks"]]
    return {**form, "private_metadata": private, "blocks": [*words, *fields]}


def _changed(say: Voice, field: Text, now: str, *, is_people: bool) -> list[Block]:
    line = say("{field}: {now}", field=field, now=now)
    return [section(line)] if is_people else paragraphs(line)


def _filled_anew(block: Block, number: int) -> Block:
    """The same field under another action_id: Slack keeps what stood in one that it knows."""
    if block["type"] != "input":
        return block
    return {**block, "element": {**block["element"], "action_id": ids.at(ids.ANSWER, number)}}


def _said(say: Voice, planned: Planned, field: str) -> str:
    """What a field holds, in words."""
    if field == "wall":
        return local(say, planned.starts_at.astimezone(planned.where))
    if field == "rules":
        return " ".join(say.of(rule) for rule in planned.ground_rules) or say(_EMPTY_FIELD)
    if field == "helpers":
        return " ".join(f"<@{each}>" for each in planned.helpers) or say(_EMPTY_FIELD)
    return str(getattr(planned, field) or "") or say(_EMPTY_FIELD)


def _what(say: Voice, title: str, purpose: str) -> list[Block]:
    sentence = say("What will be different because we met?")
    hint = say("One sentence. Everybody can read it.")
    return [
        text_input("title", say("What is the session about?"), most=TITLE_LENGTH, initial=title),
        text_input("purpose", sentence, most=PURPOSE_LENGTH, hint=hint, optional=True, initial=purpose),
    ]


def _who(say: Voice, helpers: Sequence[str], link: str) -> list[Block]:
    pair = say("Two work well: one professional, one with lived experience. I tell them at once.")
    secure = say("It begins with https://")
    return [
        people_input(say, "helpers", say("Who leads with you?"), hint=pair, initial=helpers),
        text_input(
            "link",
            say("Link to the video call"),
            most=LINK_LENGTH,
            hint=secure,
            optional=True,
            initial=link,
        ),
    ]


def _in(say: Voice, zone: str) -> str:
    return say("As a clock in {zone} shows it.", zone=zone)


def plan(say: Voice, shown: Upcoming, note: Text | None = None, aside: str = "") -> View:
    """A plan with all that can be done with it. `aside` is a step that was taken out, to be put back."""
    planned = shown.planned
    blocks = [
        *(paragraphs(say(note)) if note else []),
        *([actions(button(say("Put it back"), ids.PUT_STEP_BACK, aside))] if aside else []),
        *paragraphs(say("“{title}”", title=planned.title)),
        section("\n".join(_when(say, planned))),
        *([context(say(_LONG))] if planned.minutes > LONG else []),
        *([context(say(_TWICE))] if planned.on_the_wall.comes_twice(planned.where) else []),
        *([*paragraphs(planned.purpose)] if planned.purpose else []),
        *([context(_helpers(say, planned))] if planned.helpers else []),
        divider(),
        *(rows(say, planned.agenda) or [section(say(_EMPTY))]),
        section(f"*{say(_sum(planned))}*"),
        _buttons(say, planned, can_start=shown.can_start),
        divider(),
        context(_told(say, shown)),
    ]
    return notice(say, say("The plan"), blocks, ids.private(planned.channel, planned.id))


def _when(say: Voice, planned: Planned) -> list[str]:
    meant = local(say, planned.starts_at.astimezone(planned.where))
    lasts = several(planned.minutes, "It takes {n} minute.", "It takes {n} minutes.")
    return [
        say("*{when}* in {zone}. {lasts}", when=meant, zone=planned.zone, lasts=lasts),
        say("For you that is {time}.", time=moment(say, planned.starts_at)),
        say("It is in {channel}.", channel=f"<#{planned.channel}>"),
    ]


def _helpers(say: Voice, planned: Planned) -> str:
    people = " ".join(f"<@{each}>" for each in planned.helpers)
    role = say("Who is no facilitator yet: an admin can add them with {/facilitators}.")
    return f"{say('Leading with you: {people}', people=people)}. {role}"


def _sum(planned: Planned) -> Text:
    """The minutes of all steps against the length."""
    taken = several(planned.minutes - planned.free, "The steps take {n} minute", "The steps take {n} minutes")
    if planned.free < 0:
        over = several(-planned.free, "{n} minute too many", "{n} minutes too many")
        return Text("{taken} of {minutes}: {over}.", taken=taken, minutes=planned.minutes, over=over)
    left = several(planned.free, "{n} minute is free", "{n} minutes are free")
    return Text("{taken} of {minutes}: {left}.", taken=taken, minutes=planned.minutes, left=left)


def _buttons(say: Voice, planned: Planned, *, can_start: bool) -> Block:
    announce = button(
        say("Announce"), ids.ANNOUNCE, planned.id, style="primary", aloud=say("Announce the session")
    )
    return actions(
        button(say("Add a step"), ids.ADD_STEP, planned.id),
        button(say("Change title, time, rules"), ids.CHANGE_PLANNED, planned.id),
        *([start_now(say, planned)] if can_start else []),
        *([] if planned.is_announced else [announce]),
        *([try_out(say, planned)] if planned.agenda else []),
        *([button(say("Save the agenda"), ids.NAME_AGENDA, planned.id)] if planned.agenda else []),
        *([see_needs(say, planned.id)] if planned.is_announced else []),
        button(say("Raising hands: on or off"), ids.PLAN_HANDS, planned.id),
        button(say("Cancel the session"), ids.CALL_OFF, planned.id),
    )


def _told(say: Voice, shown: Upcoming) -> str:
    if shown.planned.is_announced:
        return f"{say('It is announced.')} {say(how_many(shown.numbers))}"
    start = say("From an hour before its time, {/start} in its channel starts it.")
    return f"{say(_ONLY_THEY_KNOW if shown.planned.helpers else _NOBODY_KNOWS)} {start}"


def cancel_form(say: Voice, planned: Planned) -> View:
    """The form in which a facilitator says why a session is cancelled."""
    told = say("It is cancelled for good. I tell everybody who has answered, with your reason.")
    quiet = say(_ONLY_LED if planned.helpers else _QUIET)
    reason = text_input("reason", say("Why?"), most=REASON_LENGTH, multiline=True)
    blocks = [
        *paragraphs(say("“{title}”", title=planned.title)),
        section(told if planned.is_announced else quiet),
        reason,
        back(say, planned),
    ]
    private = ids.private(planned.channel, planned.id)
    title, yes, no = say("Cancel the session?"), say("Yes, cancel it"), say("Go back")
    return modal(say, title, ids.CALL_OFF_FORM, yes, private, blocks, close=no)


def listed(say: Voice, found: Sequence[Upcoming]) -> Drawing:
    """What is planned in a channel, and the way to plan more."""
    another = actions(button(say("Plan another session"), ids.NEW_PLAN))
    shown = told_apart(each_planned(say, found))
    return Drawing.of(say, [header(say("Planned sessions")), *shown, another])


def each_planned(say: Voice, found: Sequence[Upcoming], most: int = LISTED) -> list[Block]:
    """The next planned sessions, each with the way to its plan."""
    blocks: list[Block] = []
    for number, each in enumerate(found[:most], start=1):
        planned = each.planned
        where = say("In {channel}.", channel=f"<#{planned.channel}>")
        how = how_many(each.numbers) if planned.is_announced else Text("It is not announced yet.")
        label, aloud = say("Open the plan"), say("Open the plan: {title}", title=brief(planned.title, 50))
        blocks += [
            *paragraphs(say("Planned: {title}", title=planned.title)),
            section(f"{moment(say, planned.starts_at)}. {where} {say(how)}"),
            *([context(say(_CAN_START))] if each.can_start else []),
            actions(
                *([start_now(say, planned, number)] if each.can_start else []),
                button(label, ids.at(ids.OPEN_PLAN, number), planned.id, aloud=aloud),
            ),
        ]
    more = several(
        len(found) - most, "And {n} more session is planned.", "And {n} more sessions are planned."
    )
    return [*blocks, *([context(say(more))] if len(found) > most else [])]

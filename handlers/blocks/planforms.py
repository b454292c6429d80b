"""The forms of a planned session: planned, changed, changed by two, and cancelled."""

from collections.abc import Sequence
from datetime import time

from coproduction.agendatemplates import FIRST, TEMPLATES, USUAL_LENGTH
from coproduction.hours import WallTime
from coproduction.planforms import LEAST, MOST, PURPOSE_LENGTH
from coproduction.planned import REASON_LENGTH, Planned
from coproduction.service.nextsession import Proposed
from coproduction.service.planned import Beginning, Overtaken
from coproduction.sessions import TITLE_LENGTH
from coproduction.words import Text
from handlers import ids
from handlers.blocks.agendas import back
from handlers.blocks.fields import channel_input, date_input, menu, people_input, text_input, time_input
from handlers.blocks.kit import Block, View, context, modal, paragraphs, section
from handlers.blocks.text import local
from handlers.blocks.videocalls import link_input
from handlers.voice import Voice

RULES_LENGTH = 3_000  # more than fits, so that words say what is too long
_USUAL_HOUR = time(18, 0)
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
HOLIDAY = Text("That day is a public holiday. Can people come? If not, please choose another day.")
_QUIET = Text("It is cancelled for good. Nobody was told of it yet.")
_LONG_PAST = Text("It is cancelled for good. Its time is long past, so nobody is told.")
_ONLY_LED = Text("It is cancelled for good. Those who lead it read your reason. Nobody else knew of it.")


def new_form(say: Voice, channel: str, begin: Beginning, title: str = "", at: WallTime | None = None) -> View:
    """The form of a new plan; `title` and `at` are what was typed. Without a `channel` it asks for one."""
    fields = [
        *([] if channel else [_room(say)]),
        *_what(say, title, ""),
        *_when(say, begin, at),
        *_agenda(say, begin, FIRST),
        *_who(say, (), ""),
    ]
    return _new(say, channel, fields)


def _room(say: Voice) -> Block:
    """Where people meet, where the form was opened in no channel."""
    hint = say("The channel of your programme. Is it private? Then add me there before you press Next.")
    return channel_input(say, "channel", say("In which channel?"), hint=hint)


def next_form(say: Voice, begin: Beginning, found: Proposed) -> View:
    """The same for the session after one, filled in; what is planned there already is named."""
    ahead = found.ahead
    told = Text("“{title}” is planned here already. If you save this, it is one more.")
    minutes = str(found.minutes or "")
    fields = [
        *(paragraphs(say(told, title=ahead.title)) if ahead else []),
        context(say("Four weeks on, with the same people. It opens with the pledges and what waits.")),
        *([context(say(HOLIDAY))] if found.is_holiday else []),
        *_what(say, found.title, found.purpose),
        *_when(say, begin, found.at, minutes),
        *_agenda(say, begin, found.template),
        *_who(say, found.helpers, found.link),
    ]
    return _new(say, found.channel, fields)


def _new(say: Voice, channel: str, fields: Sequence[Block]) -> View:
    where = [context(say("It is in {channel}.", channel=f"<#{channel}>"))] if channel else []
    private = ids.private(channel)
    return modal(say, say("Plan a session"), ids.NEW_PLAN_FORM, say("Next"), private, [*where, *fields])


def _when(say: Voice, begin: Beginning, at: WallTime | None, minutes: str = "") -> list[Block]:
    hint = say(
        "In minutes, {least} to {most}. If you leave this out: {usual}, or what fits the agenda.",
        least=LEAST,
        most=MOST,
        usual=USUAL_LENGTH,
    )
    hour = at.hour if at else _USUAL_HOUR
    return [
        date_input(say, "day", say("Day"), initial=at.day if at else None, optional=False),
        time_input(say, "hour", say("Time"), hint=_in(say, begin.zone), initial=hour),
        text_input("minutes", say("How long?"), most=20, hint=hint, optional=True, initial=minutes),
    ]


def _agenda(say: Voice, begin: Beginning, initial: str) -> list[Block]:
    agendas = {
        **{name: say(each.title) for name, each in TEMPLATES.items()},
        **{each.id: each.name for each in begin.templates},
    }
    return [menu(say, "template", say("Which agenda do you begin with?"), agendas, initial=initial)]


def change_form(say: Voice, planned: Planned, reader: str = "") -> View:
    """The form of what was filled in before, for who planned it, or another `reader`."""
    at = planned.on_the_wall
    rules = "\n".join(say.of(rule) for rule in planned.ground_rules)
    hint = say("In minutes, {least} to {most}.", least=LEAST, most=MOST)
    fields = [
        *_what(say, planned.title, planned.purpose or ""),
        date_input(say, "day", say("Day"), initial=at.day, optional=False),
        time_input(say, "hour", say("Time"), hint=_in(say, planned.zone), initial=at.hour),
        text_input("minutes", say("How long?"), most=20, hint=hint, initial=str(planned.minutes)),
        *_who(say, planned.led_with(reader or planned.planned_by), planned.link or ""),
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


def overtaken_form(say: Voice, no: Overtaken, reader: str = "") -> View:
    """The form again, with which fields somebody else has changed meanwhile, and to what."""
    told = [
        block
        for name in no.theirs
        for block in _changed(
            say, _FIELDS[name], _said(say, no.planned, name, reader), is_people=name == "helpers"
        )
    ]
    words = [*paragraphs(say(no.words)), section(say("They changed:")), *told]
    form = change_form(say, no.merged, reader)
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


def _said(say: Voice, planned: Planned, field: str, reader: str) -> str:
    """What a field holds, in words."""
    if field == "wall":
        return local(say, planned.starts_at.astimezone(planned.where))
    if field == "rules":
        return " ".join(say.of(rule) for rule in planned.ground_rules) or say(_EMPTY_FIELD)
    if field == "helpers":
        others = planned.led_with(reader or planned.planned_by)
        return " ".join(f"<@{each}>" for each in others) or say(_EMPTY_FIELD)
    return str(getattr(planned, field) or "") or say(_EMPTY_FIELD)


def _what(say: Voice, title: str, purpose: str) -> list[Block]:
    sentence = say("What will be different because we met?")
    hint = say("One sentence. Everybody can read it.")
    return [
        text_input("title", say("What is the session about?"), most=TITLE_LENGTH, initial=title),
        text_input("purpose", sentence, most=PURPOSE_LENGTH, hint=hint, optional=True, initial=purpose),
    ]


def _who(say: Voice, helpers: Sequence[str], link: str) -> list[Block]:
    pair = say(
        "Two work well: one professional, one with lived experience. I tell them in private, within a week "
        "and before it begins."
    )
    return [
        people_input(say, "helpers", say("Who leads with you?"), hint=pair, initial=helpers),
        link_input(say, link),
    ]


def _in(say: Voice, zone: str) -> str:
    return say("As a clock in {zone} shows it.", zone=zone)


def cancel_form(say: Voice, planned: Planned, *, tells: bool) -> View:
    """The form in which a facilitator says why a session is cancelled; `tells` those whom it concerns."""
    told = say("It is cancelled for good. I tell everybody who has answered, with your reason.")
    quiet = say(_ONLY_LED if planned.helpers else _QUIET)
    known = told if planned.is_announced else quiet
    reason = text_input("reason", say("Why?"), most=REASON_LENGTH, multiline=True)
    blocks = [
        *paragraphs(say("“{title}”", title=planned.title)),
        section(known if tells else say(_LONG_PAST)),
        reason,
        back(say, planned),
    ]
    private = ids.private(planned.channel, planned.id)
    title, yes, no = say("Cancel the session?"), say("Yes, cancel it"), say("Go back")
    return modal(say, title, ids.CALL_OFF_FORM, yes, private, blocks, close=no)

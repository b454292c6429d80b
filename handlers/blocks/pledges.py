"""The form of a pledge, and what a person is told after making one."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coproduction.hours import ASK_AT
from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH, Pledge
from coproduction.service.pledges import Made
from coproduction.words import Text, Value, and_listed, day
from handlers import ids
from handlers.blocks.fields import date_input, not_watched, text_input
from handlers.blocks.kit import Block, View, asks, button, modal
from handlers.voice import Voice


def form(say: Voice, private: str, what: str = "", where: Sequence[Block] = ()) -> View:
    """What, by when, first step; `where` asks for which session it is, when that is not clear."""
    send, fields = say("I will do this"), [*where, *_fields(say, what)]
    return modal(say, say("Your pledge"), ids.PLEDGE_FORM, send, private, fields)


def change_form(say: Voice, pledge: Pledge) -> View:
    """The same fields with what stands in them now."""
    private = ids.private(pledge.channel, pledge.id)
    fields = _fields(say, pledge.what, pledge.by, pledge.first_step or "")
    return modal(say, say("Change your pledge"), ids.CHANGE_PLEDGE_FORM, say("Save"), private, fields)


def change_button(say: Voice, pledge: Pledge, about: str, number: int = 1) -> Block:
    """Opens the form that changes a pledge; `about` tells it from others, as `number` does in its message."""
    aloud = say("Change the pledge: {pledge}", pledge=about)
    return button(say("Change the pledge"), ids.at(ids.CHANGE_PLEDGE, number), pledge.id, aloud=aloud)


def let_go_button(say: Voice, pledge: Pledge, about: str, number: int) -> Block:
    """Lets a pledge go, which Slack asks about first."""
    sure = asks(
        say,
        say("Let it go?"),
        say("That is fine, and I ask for no reason. You have ten minutes to take it up again."),
        say("Yes, let it go"),
    )
    aloud = say("Let it go: {pledge}", pledge=about)
    return button(say("Let it go"), ids.at(ids.LET_GO, number), pledge.id, aloud=aloud, confirm=sure)


def take_up_button(say: Voice, pledge: Pledge, about: str, number: int) -> Block:
    """The way back, for ten minutes."""
    aloud = say("Take it up again: {pledge}", pledge=about)
    return button(say("Take it up again"), ids.at(ids.TAKE_UP, number), pledge.id, aloud=aloud)


def _fields(say: Voice, what: str = "", by: date | None = None, first_step: str = "") -> list[Block]:
    small = say(
        "One thing, in your own words. Small is fine. "
        "I show your words only to you; the report shows only numbers."
    )
    asked = say(
        "I will ask you 2 days before, on a weekday at 10:00. "
        "If that is too soon, I ask on the next weekday: for today, that is after your date. "
        "No date? I ask after 2, 6 and 12 weeks. Only you see it."
    )
    thing, step = say("What will you do differently?"), say("What is your first step?")
    return [
        text_input("what", thing, most=WHAT_LENGTH, multiline=True, initial=what, hint=small),
        date_input(say, "by", say("By when?"), hint=asked, initial=by),
        text_input("first_step", step, most=FIRST_STEP_LENGTH, optional=True, initial=first_step),
        not_watched(say),
    ]


def made(say: Voice, pledge: Made) -> str:
    """What a person is told after pledging: when they will hear from the bot, if they want to."""
    saved = say("Thank you. I have saved your pledge: “{pledge}”.", pledge=pledge.pledge.what)
    if not pledge.asked_at:
        return saved
    if not pledge.wants_reminders:
        return f"{saved} {say('You asked for no reminders, so I will not ask you about it.')}"
    when = and_listed(_local_day(at, pledge.zone) for at in pledge.asked_at)
    asks = (
        Text("Your date is close, so I will ask you afterwards how it went: privately, on {when} at {time}.")
        if pledge.is_asked_after
        else Text("I will ask you privately how it is going, on {when} at {time}.")
    )
    told = say(asks, when=when, time=ASK_AT.isoformat("minutes"))
    return f"{saved} {told} {say('To stop reminders, type {/stop}.')}"


def _local_day(at: datetime, zone: str) -> Value:
    return day(at.astimezone(ZoneInfo(zone)).date())

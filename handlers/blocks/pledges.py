"""The form of a pledge, and what a person is told after making one."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH
from coproduction.service.pledges import Made
from coproduction.words import Value, and_listed, day
from handlers import ids
from handlers.blocks.kit import Block, View, date_input, modal, text_input
from handlers.voice import Voice


def form(say: Voice, private: str, what: str = "", where: Sequence[Block] = ()) -> View:
    """What, by when, first step; `where` asks for which session it is, when that is not clear."""
    small = say(
        "One thing, in your own words. Small is fine. "
        "I show your words only to you; the report shows only numbers."
    )
    asked = say(
        "I will ask you in private about two days before. "
        "If you leave this empty, I will ask after 2, 6 and 12 weeks."
    )
    thing, step = say("What will you do differently?"), say("What is your first step?")
    blocks = [
        *where,
        text_input("what", thing, most=WHAT_LENGTH, multiline=True, initial=what, hint=small),
        date_input(say, "by", say("By when?"), hint=asked),
        text_input("first_step", step, most=FIRST_STEP_LENGTH, optional=True),
    ]
    return modal(say, say("Your pledge"), ids.PLEDGE_FORM, say("I will do this"), private, blocks)


def made(say: Voice, pledge: Made) -> str:
    """What a person is told after pledging: when they will hear from the bot, if they want to."""
    saved = say("Thank you. I have saved your pledge: “{pledge}”.", pledge=pledge.pledge.what)
    if not pledge.wants_reminders:
        return f"{saved} {say('You asked for no reminders, so I will not ask you about it.')}"
    when = and_listed(_local_day(at, pledge.zone) for at in pledge.asked_at)
    asks = say("I will ask you privately how it is going on {when}.", when=when)
    return f"{saved} {asks} {say('To stop reminders, type {/stop}.')}"


def _local_day(at: datetime, zone: str) -> Value:
    return day(at.astimezone(ZoneInfo(zone)).date())

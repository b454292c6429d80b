"""The form of a pledge, and what a person is told after making one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH
from coproduction.service.pledges import Made
from handlers import ids
from handlers.blocks.kit import View, date_input, modal, text_input
from handlers.blocks.text import day
from handlers.manners import Manners


def form(private: str, what: str = "") -> View:
    """What, by when, first step."""
    return modal(
        "Your pledge",
        ids.PLEDGE_FORM,
        "I will do this",
        private,
        [
            text_input(
                "what",
                "What will you do differently?",
                most=WHAT_LENGTH,
                multiline=True,
                initial=what,
                hint="One thing, in your own words. Small is fine. "
                "I show your words only to you; the report shows only numbers.",
            ),
            date_input(
                "by",
                "By when?",
                hint="I will ask you in private about two days before. "
                "If you leave this empty, I will ask after 2, 6 and 12 weeks.",
            ),
            text_input("first_step", "What is your first step?", most=FIRST_STEP_LENGTH, optional=True),
        ],
    )


def made(pledge: Made, manners: Manners) -> str:
    """What a person is told after pledging: when they will hear from the bot, if they want to."""
    saved = f"Thank you. I have saved your pledge: “{pledge.pledge.what}”. "
    if not pledge.wants_reminders:
        return saved + "You asked for no reminders, so I will not ask you about it."
    *earlier, last = [_local_day(at, pledge.zone) for at in pledge.asked_at]
    when = f"{', '.join(earlier)} and {last}" if earlier else last
    return (
        f"{saved}"
        f"I will ask you privately how it is going on {when}. "
        f"To stop reminders, type {manners.command('copro')} stop."
    )


def _local_day(at: datetime, zone: str) -> str:
    return day(at.astimezone(ZoneInfo(zone)).date())

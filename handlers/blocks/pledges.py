"""The form of a pledge, the nudge that quotes it, and a person's own list."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.followups import PUT_OFF_DAYS, FollowUp, FollowUpState, Reply
from coproduction.ideas import Idea
from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH, Pledge
from coproduction.service.cards import NudgeNote
from coproduction.service.pledges import Made
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    date_input,
    header,
    modal,
    paragraphs,
    section,
    text_input,
)
from handlers.blocks.text import brief, day, moment
from handlers.manners import Manners

REPLIES = (Reply.DONE, Reply.WORKING, Reply.STUCK)
LISTED = 15
_LABELS = {Reply.DONE: "Done", Reply.WORKING: "Working on it", Reply.STUCK: "Stuck"}
_PUT_OFF = {3: "Not now: in 3 days", 7: "Not now: in 1 week"}
_THANKS = {
    Reply.DONE: "You said: *Done*. Thank you. Somebody's life is a little easier because of you.",
    Reply.WORKING: "You said: *Working on it*. Thank you for carrying on.",
    Reply.STUCK: "You said: *Stuck*. Thank you for telling me. I tell nobody that it was you. "
    "If you want help, write to your facilitator.",
}


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


def nudge(shown: NudgeNote) -> Drawing:
    """One question about a pledge, in the person's own words, and what they answered."""
    pledge, follow_up = shown.pledge, shown.follow_up
    blocks: list[Block] = [header("How is your pledge going?"), *_quoted(pledge)]
    if follow_up.reply:
        blocks += [section(_THANKS[follow_up.reply]), _buttons(follow_up, only_answers=True)]
    elif shown.again_at:
        blocks.append(section(f"I will ask again on {moment(shown.again_at)}."))
    elif not shown.wants_reminders:
        blocks += [
            section("You asked me to stop reminders. I will not ask again."),
            _buttons(follow_up, only_answers=True),
        ]
    else:
        blocks += [
            _buttons(follow_up),
            context("Only you see this. Facilitators see totals, not who answered what."),
        ]
    return Drawing.of(blocks)


def mine(
    ideas: Sequence[Idea],
    pledges: Sequence[tuple[Pledge, list[FollowUp]]],
    now: datetime,
    *,
    wants_reminders: bool,
) -> Drawing:
    """A person's own ideas and pledges."""
    blocks: list[Block] = [header("My ideas")]
    for idea in ideas[-LISTED:]:
        state = " (taken back)" if idea.is_withdrawn else ""
        blocks += paragraphs(f"{idea.number}. {brief(idea.text, 300)}{state}")
    if not ideas:
        blocks.append(section("You have no ideas with your name yet."))
    blocks.append(header("My pledges"))
    for pledge, follow_ups in pledges[-LISTED:]:
        blocks += paragraphs(f"{brief(pledge.what, 300)}{_by(pledge)}")
        blocks.append(context(standing(follow_ups, now, wants_reminders=wants_reminders)))
    if not pledges:
        blocks.append(section("You have made no pledge yet."))
    return Drawing.of(blocks)


def standing(follow_ups: Sequence[FollowUp], now: datetime, *, wants_reminders: bool) -> str:
    """Where a pledge stands, in words."""
    replies = [follow_up.reply for follow_up in follow_ups if follow_up.reply]
    if replies:
        return f"You said: {_LABELS[replies[-1]]}"
    if not wants_reminders:
        return "You stopped reminders, so I will not ask you about this."
    planned = [each.due_at for each in follow_ups if each.state is FollowUpState.PLANNED]
    ahead = [due_at for due_at in planned if due_at > now]
    if ahead:
        return f"I will ask you on {moment(min(ahead))}"
    asked = {FollowUpState.ASKED, FollowUpState.PUT_OFF}
    if any(each.state in asked for each in follow_ups):
        return "I have asked you about this. You can still answer."
    return "I have no question planned about this."


def stopped() -> list[Block]:
    """The way back after "stop"."""
    return [actions(button("Turn reminders on again", ids.REMIND_AGAIN))]


def reply_at(position: int) -> Reply:
    """The answer of the button in this place, or a Refusal."""
    if not 0 <= position < len(REPLIES):
        raise Refusal("There is no such answer. Please press one of the buttons.")
    return REPLIES[position]


def _quoted(pledge: Pledge) -> list[Block]:
    blocks = [section("Your pledge, in your own words:"), *paragraphs(f"“{pledge.what}”{_by(pledge)}")]
    if pledge.first_step:
        blocks += paragraphs(f"First step: {pledge.first_step}")
    return blocks


def _buttons(follow_up: FollowUp, *, only_answers: bool = False) -> Block:
    """Once answered or stopped, only the answers stay: people may think again."""
    buttons = [
        button(_LABELS[reply], ids.at(ids.REPLY, index), follow_up.id)
        for index, reply in enumerate(REPLIES)
        if reply is not follow_up.reply
    ]
    if not only_answers:
        buttons += [button(_PUT_OFF[days], ids.at(ids.PUT_OFF, days), follow_up.id) for days in PUT_OFF_DAYS]
        buttons.append(button("Stop reminders", ids.STOP, follow_up.id))
    return actions(*buttons)


def _by(pledge: Pledge) -> str:
    return f" (by {day(pledge.by)})" if pledge.by else ""


def _local_day(at: datetime, zone: str) -> str:
    return day(at.astimezone(ZoneInfo(zone)).date())

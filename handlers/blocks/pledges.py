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
from coproduction.words import Text, Value, and_listed, day
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
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

REPLIES = (Reply.DONE, Reply.WORKING, Reply.STUCK)
LISTED = 15
_LABELS = {Reply.DONE: Text("Done"), Reply.WORKING: Text("Working on it"), Reply.STUCK: Text("Stuck")}
_ALOUD = {
    Reply.DONE: Text("Done: {pledge}"),
    Reply.WORKING: Text("Working on it: {pledge}"),
    Reply.STUCK: Text("Stuck: {pledge}"),
}
_PUT_OFF = {3: Text("Not now: in 3 days"), 7: Text("Not now: in 1 week")}
_THANKS = {
    Reply.DONE: Text("You said: *Done*. Thank you. Somebody's life is a little easier because of you."),
    Reply.WORKING: Text("You said: *Working on it*. Thank you for carrying on."),
    Reply.STUCK: Text(
        "You said: *Stuck*. Thank you for telling me. I tell nobody that it was you. "
        "If you want help, write to your facilitator."
    ),
}


def form(say: Voice, private: str, what: str = "") -> View:
    """What, by when, first step."""
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


def nudge(say: Voice, shown: NudgeNote) -> Drawing:
    """One question about a pledge, in the person's own words, and what they answered."""
    pledge, follow_up = shown.pledge, shown.follow_up
    blocks: list[Block] = [header(say("How is your pledge going?")), *_quoted(say, pledge)]
    if follow_up.reply:
        blocks += [section(say(_THANKS[follow_up.reply])), _buttons(say, shown, only_answers=True)]
    elif shown.again_at:
        blocks.append(section(say("I will ask again on {time}.", time=moment(say, shown.again_at))))
    elif not shown.wants_reminders:
        blocks += [
            section(say("You asked me to stop reminders. I will not ask again.")),
            _buttons(say, shown, only_answers=True),
        ]
    else:
        only = say("Only you see this. Facilitators see totals, not who answered what.")
        blocks += [_buttons(say, shown), context(only)]
    return Drawing.of(say, blocks)


def mine(
    say: Voice,
    ideas: Sequence[Idea],
    pledges: Sequence[tuple[Pledge, list[FollowUp]]],
    now: datetime,
    *,
    wants_reminders: bool,
) -> Drawing:
    """A person's own ideas and pledges."""
    blocks: list[Block] = [header(say("My ideas"))]
    for idea in ideas[-LISTED:]:
        words = Text("{number}. {idea} (taken back)") if idea.is_withdrawn else Text("{number}. {idea}")
        blocks += paragraphs(say(words, number=idea.number, idea=brief(idea.text, 300)))
    if not ideas:
        blocks.append(section(say("You have no ideas with your name yet.")))
    blocks.append(header(say("My pledges")))
    for pledge, follow_ups in pledges[-LISTED:]:
        blocks += paragraphs(_with_date(say, brief(pledge.what, 300), pledge))
        blocks.append(context(standing(say, follow_ups, now, wants_reminders=wants_reminders)))
    if not pledges:
        blocks.append(section(say("You have made no pledge yet.")))
    return Drawing.of(say, blocks)


def standing(say: Voice, follow_ups: Sequence[FollowUp], now: datetime, *, wants_reminders: bool) -> str:
    """Where a pledge stands, in words."""
    replies = [follow_up.reply for follow_up in follow_ups if follow_up.reply]
    if replies:
        return say("You said: {reply}", reply=_LABELS[replies[-1]])
    if not wants_reminders:
        return say("You stopped reminders, so I will not ask you about this.")
    planned = [each.due_at for each in follow_ups if each.state is FollowUpState.PLANNED]
    ahead = [due_at for due_at in planned if due_at > now]
    if ahead:
        return say("I will ask you on {time}", time=moment(say, min(ahead)))
    asked = {FollowUpState.ASKED, FollowUpState.PUT_OFF}
    if any(each.state in asked for each in follow_ups):
        return say("I have asked you about this. You can still answer.")
    return say("I have no question planned about this.")


def stopped(say: Voice, follow_up: str = "") -> list[Block]:
    """The way back after "stop"."""
    return [actions(button(say("Turn reminders on again"), ids.REMIND_AGAIN, follow_up))]


def reply_at(position: int) -> Reply:
    """The answer of the button in this place, or a Refusal."""
    if not 0 <= position < len(REPLIES):
        raise Refusal("There is no such answer. Please press one of the buttons.")
    return REPLIES[position]


def _quoted(say: Voice, pledge: Pledge) -> list[Block]:
    quoted = say("“{pledge}”", pledge=pledge.what)
    blocks = [
        section(say("Your pledge, in your own words:")),
        *paragraphs(_with_date(say, quoted, pledge)),
    ]
    if pledge.first_step:
        blocks += paragraphs(say("First step: {step}", step=pledge.first_step))
    return blocks


def _buttons(say: Voice, shown: NudgeNote, *, only_answers: bool = False) -> Block:
    """Once answered or stopped, only the answers stay: people may think again."""
    follow_up, pledge = shown.follow_up, brief(shown.pledge.what, 50)
    buttons = [
        button(
            say(_LABELS[reply]),
            ids.at(ids.REPLY, index),
            follow_up.id,
            aloud=say(_ALOUD[reply], pledge=pledge),
        )
        for index, reply in enumerate(REPLIES)
        if reply is not follow_up.reply
    ]
    if not only_answers:
        buttons += [
            button(say(_PUT_OFF[days]), ids.at(ids.PUT_OFF, days), follow_up.id) for days in PUT_OFF_DAYS
        ]
        buttons.append(button(say("Stop reminders"), ids.STOP, follow_up.id))
    return actions(*buttons)


def _with_date(say: Voice, shown: str, pledge: Pledge) -> str:
    """A pledge with its date, if it has one."""
    return say("{pledge} (by {day})", pledge=shown, day=day(pledge.by)) if pledge.by else shown


def _local_day(at: datetime, zone: str) -> Value:
    return day(at.astimezone(ZoneInfo(zone)).date())

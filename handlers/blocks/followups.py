"""The nudge that quotes a pledge, where a pledge stands, and how the nudges are going."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import NUDGE, PUT_OFF_DAYS, FollowUp, FollowUpState, Reply
from coproduction.messages import Message, MessageState
from coproduction.pledges import Pledge
from coproduction.service.followups import NudgeNote
from coproduction.service.pledges import Promised
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    button,
    context,
    header,
    paragraphs,
    section,
)
from handlers.blocks.text import by_day, moment, several

REPLIES = (Reply.DONE, Reply.WORKING, Reply.STUCK)
_LABELS = {Reply.DONE: "Done", Reply.WORKING: "Working on it", Reply.STUCK: "Stuck"}
_PUT_OFF = {3: "Not now: in 3 days", 7: "Not now: in 1 week"}
_THANKS = {
    Reply.DONE: "You said: *Done*. Thank you. Somebody's life is a little easier because of you.",
    Reply.WORKING: "You said: *Working on it*. Thank you for carrying on.",
    Reply.STUCK: "You said: *Stuck*. Thank you for telling me. I tell nobody that it was you. "
    "If you want help, write to your facilitator.",
}


SHOWN = 10
_WORDS = {
    MessageState.FAILED: "Slack refused it",
    MessageState.UNCONFIRMED: "may or may not have arrived, and I cannot look",
    MessageState.EXPIRED: "its time had passed before I could send it",
}
_COUNTED = {
    MessageState.SENT: "sent",
    MessageState.PENDING: "waiting for their day",
    MessageState.SENDING: "on their way",
    MessageState.UNKNOWN: "unclear, I will look",
    MessageState.RECONCILING: "unclear, I am looking",
    MessageState.FAILED: "failed",
    MessageState.UNCONFIRMED: "unconfirmed",
    MessageState.EXPIRED: "too late to send",
    MessageState.CANCELLED: "not needed any more",
}


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


def standing(promised: Promised, now: datetime, *, wants_reminders: bool) -> str:
    """Where a pledge stands, in words."""
    follow_ups = promised.follow_ups
    replies = [follow_up.reply for follow_up in follow_ups if follow_up.reply]
    if replies:
        return f"You said: {_LABELS[replies[-1]]}"
    if not wants_reminders:
        return "You stopped reminders, so I will not ask you about this."
    planned = [each.due_at for each in follow_ups if each.state is FollowUpState.PLANNED]
    ahead = [due_at for due_at in planned if due_at > now]
    if ahead:
        return f"I will ask you on {moment(min(ahead))}"
    if promised.was_asked:
        return "I have asked you about this. You can still answer."
    return "I have no question planned about this."


def overview(counts: Mapping[MessageState, int], stuck: Sequence[Message]) -> Drawing:
    """Totals by state, then each nudge that somebody should look at; nobody's pledge is shown."""
    lines = [f"{words}: {counts[state]}" for state, words in _COUNTED.items() if counts.get(state)]
    blocks: list[Block] = [header("Reminders"), section("\n".join(lines) or "No reminders are planned yet.")]
    for message in stuck[:SHOWN]:
        blocks.append(
            section(f"For <@{message.recipient}>, {moment(message.due_at)}: {_WORDS[message.state]}")
        )
        if message.state is MessageState.UNCONFIRMED:
            blocks.append(actions(button("Send it again", ids.SEND_AGAIN, message.id)))
    if len(stuck) > SHOWN:
        blocks.append(context(f"And {several(len(stuck) - SHOWN, 'more reminder')}."))
    return Drawing.of(blocks)


def stopped() -> list[Block]:
    """The way back after "stop"."""
    return [actions(button("Turn reminders on again", ids.REMIND_AGAIN))]


def reply_at(position: int) -> Reply:
    """The answer of the button in this place, or a Refusal."""
    if not 0 <= position < len(REPLIES):
        raise Refusal("There is no such answer. Please press one of the buttons.")
    return REPLIES[position]


def _quoted(pledge: Pledge) -> list[Block]:
    blocks = [section("Your pledge, in your own words:"), *paragraphs(f"“{pledge.what}”{by_day(pledge.by)}")]
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


DRAWINGS = (MessageDrawing[NudgeNote](NUDGE, lambda note, _names, _manners: nudge(note)),)

"""The nudge that quotes a pledge, where a pledge stands, and how the nudges are going."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import NUDGE, PUT_OFF_DAYS, FollowUpState, Reply
from coproduction.messages import Message, MessageState
from coproduction.pledges import Pledge
from coproduction.service.followups import NudgeNote
from coproduction.service.pledges import Promised
from coproduction.words import Text, several
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
from handlers.blocks.mentions import mention
from handlers.blocks.pledges import change_button, difference_button, let_go_button, take_up_button, with_date
from handlers.blocks.text import brief, escape, moment
from handlers.voice import Voice

REPLIES = (Reply.DONE, Reply.WORKING, Reply.STUCK)
LABELS = {Reply.DONE: Text("Done"), Reply.WORKING: Text("Working on it"), Reply.STUCK: Text("Stuck")}
_ALOUD = {
    Reply.DONE: Text("Done: {pledge}"),
    Reply.WORKING: Text("Working on it: {pledge}"),
    Reply.STUCK: Text("Stuck: {pledge}"),
}
_PUT_OFF = {3: Text("Not now: in 3 days"), 7: Text("Not now: in 1 week")}
_THANKS = {
    Reply.DONE: Text("You said: *Done*. Thank you. Somebody's life is a little easier because of you."),
    Reply.WORKING: Text("You said: *Working on it*. Thank you for carrying on."),
    Reply.STUCK: Text("You said: *Stuck*. That is OK. Nobody else knows that it was you."),
}

SHOWN = 10
_WORDS = {
    MessageState.FAILED: Text("For {person}, {time}: Slack refused it"),
    MessageState.UNCONFIRMED: Text("For {person}, {time}: may or may not have arrived, and I cannot look"),
    MessageState.EXPIRED: Text("For {person}, {time}: its time had passed before I could send it"),
}
_COUNTED = {
    MessageState.SENT: Text("sent: {number}"),
    MessageState.PENDING: Text("waiting for their day: {number}"),
    MessageState.SENDING: Text("on their way: {number}"),
    MessageState.UNKNOWN: Text("unclear, I will look: {number}"),
    MessageState.RECONCILING: Text("unclear, I am looking: {number}"),
    MessageState.FAILED: Text("failed: {number}"),
    MessageState.UNCONFIRMED: Text("unconfirmed: {number}"),
    MessageState.EXPIRED: Text("too late to send: {number}"),
    MessageState.CANCELLED: Text("not needed any more: {number}"),
}


def nudge(say: Voice, shown: NudgeNote, names: Mapping[str, str]) -> Drawing:
    """One question about a pledge, in the person's own words, and what they answered."""
    pledge, follow_up = shown.pledge, shown.follow_up
    blocks: list[Block] = [header(say("How is your pledge going?")), *_quoted(say, pledge)]
    if pledge.person != follow_up.person:
        return Drawing.of_words(say, say("You handed this pledge over. I will not ask you about it again."))
    if pledge.is_withdrawn:
        blocks.append(section(say("You let this pledge go. I will not ask about it again.")))
        way_back = take_up_button(say, pledge, brief(pledge.what, 45), ids.ON_NUDGE)
        return Drawing.of(say, [*blocks, actions(way_back)])
    blocks += _since(say, shown)
    if follow_up.reply:
        blocks.append(section(say(_THANKS[follow_up.reply])))
    elif shown.again_at:
        blocks.append(section(say("I will ask again on {time}.", time=moment(say, shown.again_at))))
    elif not shown.wants_reminders:
        blocks.append(section(say("You asked me to stop reminders. I will not ask again.")))
    if follow_up.reply is Reply.DONE:
        about = brief(pledge.what, 45)
        blocks += [
            *said_difference(say, pledge),
            actions(difference_button(say, pledge, about, ids.ON_NUDGE)),
        ]
    if follow_up.reply is Reply.STUCK:
        blocks += help_with(say, pledge, follow_up.id, shown.facilitator, names, has_asked=shown.has_asked)
    only = say("Only you see this. Facilitators see totals, not who answered what.")
    return Drawing.of(say, [*blocks, *_buttons(say, shown), context(only)])


def _since(say: Voice, shown: NudgeNote) -> list[Block]:
    """What has become different since the promise, and since the question before this one."""
    said = []
    if shown.is_today:
        said.append(say("Today is the date that you chose."))
    if shown.is_past:
        said.append(say("The date that you chose is past. How did it go?"))
    if shown.said_before:
        said.append(say("Last time you said: *{reply}*.", reply=LABELS[shown.said_before]))
    return [section(" ".join(said))] if said else []


def help_with(
    say: Voice,
    pledge: Pledge,
    follow_up: str,
    facilitator: str | None,
    names: Mapping[str, str],
    *,
    has_asked: bool,
    number: int = 1,
) -> list[Block]:
    """Whom to ask for help, by name; nothing is sent before the person has read and sent it."""
    if facilitator is None:
        return []
    name = names[facilitator]
    if has_asked:
        return [section(say("You asked {person} for help.", person=escape(name)))]
    ask = say("Ask {person} for help", person=brief(name, 40))
    aloud = say("Ask {person} for help: {pledge}", person=brief(name, 30), pledge=brief(pledge.what, 50))
    id_ = ids.at(ids.ASK_FOR_HELP, number)
    return [actions(button(ask, id_, follow_up, style="primary", aloud=aloud))]


def standing(say: Voice, promised: Promised, now: datetime, *, wants_reminders: bool) -> str:
    """Where a pledge stands, in words."""
    follow_ups = promised.follow_ups
    if promised.pledge.is_withdrawn:
        return say("You let this go. I will not ask about it.")
    planned = [each.due_at for each in follow_ups if each.state is FollowUpState.PLANNED]
    ahead = [due_at for due_at in planned if due_at > now] if wants_reminders else []
    if promised.reply:
        said = say("You said: {reply}", reply=LABELS[promised.reply])
        again = say("I will ask you again on {time}", time=moment(say, min(ahead))) if ahead else ""
        return f"{said}. {again}" if again else said
    if not wants_reminders:
        return say("You stopped reminders, so I will not ask you about this.")
    if ahead:
        return say("I will ask you on {time}", time=moment(say, min(ahead)))
    if promised.was_asked:
        return say("I have asked you about this. You can still answer.")
    return say("I have no question planned about this.")


def overview(
    say: Voice, counts: Mapping[MessageState, int], stuck: Sequence[Message], names: Mapping[str, str]
) -> Drawing:
    """Totals by state, then each nudge that somebody should look at; nobody's pledge is shown."""
    lines = [say(words, number=counts[state]) for state, words in _COUNTED.items() if counts.get(state)]
    told = "\n".join(lines) or say("No reminders are planned yet.")
    blocks: list[Block] = [header(say("Reminders")), section(told)]
    for place, message in enumerate(stuck[:SHOWN], start=1):
        person, time = mention(message.recipient, names), moment(say, message.due_at)
        blocks.append(section(say(_WORDS[message.state], person=person, time=time)))
        if message.state is MessageState.UNCONFIRMED:
            aloud = say("Send it again: reminder {number}", number=place)
            blocks.append(actions(button(say("Send it again"), ids.SEND_AGAIN, message.id, aloud=aloud)))
    if len(stuck) > SHOWN:
        more = several(len(stuck) - SHOWN, "And {n} more reminder.", "And {n} more reminders.")
        blocks.append(context(say(more)))
    return Drawing.of(say, blocks)


def answers(say: Voice, action: str, value: str, about: str, given: Reply | None) -> list[Block]:
    """A button for each answer but the one that was given; `about` tells a pledge from others, aloud."""
    return [
        button(say(LABELS[reply]), ids.at(action, index), value, aloud=say(_ALOUD[reply], pledge=about))
        for index, reply in enumerate(REPLIES)
        if reply is not given
    ]


def not_now(say: Voice, action: str, follow_up: str) -> list[Block]:
    """The buttons that put a question off."""
    return [button(say(_PUT_OFF[days]), ids.at(action, days), follow_up) for days in PUT_OFF_DAYS]


def stopped(say: Voice) -> list[Block]:
    """The way back after "stop"."""
    return [actions(button(say("Turn reminders on again"), ids.REMIND_AGAIN))]


def said_difference(say: Voice, pledge: Pledge) -> list[Block]:
    """What difference it made, where its person has said so."""
    if not pledge.difference:
        return []
    return paragraphs(say("What difference it made: {words}", words=pledge.difference))


def thanks(reply: Reply) -> Text:
    """What is said to an answer."""
    return _THANKS[reply]


def reply_at(position: int) -> Reply:
    """The answer of the button in this place, or a Refusal."""
    if not 0 <= position < len(REPLIES):
        raise Refusal("There is no such answer. Please press one of the buttons.")
    return REPLIES[position]


def _quoted(say: Voice, pledge: Pledge) -> list[Block]:
    quoted = say("“{pledge}”", pledge=pledge.what)
    blocks = [
        section(say("Your pledge, in your own words:")),
        *paragraphs(with_date(say, quoted, pledge)),
    ]
    if pledge.first_step:
        blocks += paragraphs(say("First step: {step}", step=pledge.first_step))
    return blocks


def _buttons(say: Voice, shown: NudgeNote) -> list[Block]:
    """The answers, which may always change; "not now" while there is none; and stop, or its way back."""
    follow_up, about = shown.follow_up, brief(shown.pledge.what, 45)
    buttons = answers(say, ids.REPLY, follow_up.id, about, follow_up.reply)
    if follow_up.state is not FollowUpState.PUT_OFF and not follow_up.reply and shown.wants_reminders:
        buttons += not_now(say, ids.PUT_OFF, follow_up.id)
    buttons.append(change_button(say, shown.pledge, about))
    buttons.append(let_go_button(say, shown.pledge, about, ids.ON_NUDGE))
    if not shown.wants_reminders:
        return [actions(*buttons), *stopped(say)]
    return [actions(*buttons, button(say("Stop reminders"), ids.STOP, follow_up.id))]


def _asked_for_help(shown: NudgeNote) -> Iterable[str]:
    return filter(None, [shown.facilitator])


DRAWINGS = (MessageDrawing(NUDGE, nudge, _asked_for_help),)

"""How the nudges are going, for a facilitator: counts, and those that need a decision."""

from collections.abc import Mapping, Sequence

from coproduction.messages import Message, MessageState
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, section
from handlers.blocks.text import moment
from handlers.voice import Voice

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


def overview(say: Voice, counts: Mapping[MessageState, int], stuck: Sequence[Message]) -> Drawing:
    """Totals by state, then each nudge that somebody should look at; nobody's pledge is shown."""
    lines = [say(words, number=counts[state]) for state, words in _COUNTED.items() if counts.get(state)]
    told = "\n".join(lines) or say("No reminders are planned yet.")
    blocks: list[Block] = [header(say("Reminders")), section(told)]
    for place, message in enumerate(stuck[:SHOWN], start=1):
        person, time = f"<@{message.recipient}>", moment(say, message.due_at)
        blocks.append(section(say(_WORDS[message.state], person=person, time=time)))
        if message.state is MessageState.UNCONFIRMED:
            aloud = say("Send it again: reminder {number}", number=place)
            blocks.append(actions(button(say("Send it again"), ids.SEND_AGAIN, message.id, aloud=aloud)))
    if len(stuck) > SHOWN:
        more = several(len(stuck) - SHOWN, "And {n} more reminder.", "And {n} more reminders.")
        blocks.append(context(say(more)))
    return Drawing.of(say, blocks)

"""How the nudges are going, for a facilitator: counts, and those that need a decision."""

from collections.abc import Mapping, Sequence

from coproduction.messages import Message, MessageState
from handlers import ids
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, section
from handlers.blocks.text import moment, several

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

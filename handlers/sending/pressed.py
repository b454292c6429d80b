"""A message in which somebody presses has arrived, also while nobody has recorded that it did.

After an unclear answer of Slack's it is looked for only after a while, and until then no card can be redrawn.
But who presses tells where it stands: so what their press changed is shown there at once. One that is known
to stand there goes before cards at which nobody waits.
"""

from dataclasses import replace

from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.sending.showing import drawn
from handlers.slack.slack_errors import Resting


async def redraw(desk: Desk, click: Click) -> None:
    """Show it as it is: by the live cards, or at once where they do not know yet that it stands.

    Resting while Slack is busy.
    """
    message = await desk.read(lambda memory: memory.messages.get(click.mark))
    if message is None:
        return
    if message.ts:
        desk.consequences.hurry(message.card)
        return
    drawing = await drawn(desk, message)
    if drawing is None:
        return
    wait = await desk.slack.update(replace(message, channel=click.channel, ts=click.ts), drawing)
    if wait is not None:
        raise Resting("chat.update", wait.total_seconds())

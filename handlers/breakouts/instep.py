"""What a round begins with while a step of small groups is open: its prompt, and the time it has left."""

from coproduction.breakouts.forms import LONGEST
from coproduction.running import minutes_for_groups
from coproduction.service import running, sessions
from coproduction.service.running import Standing
from coproduction.steps import BREAKOUT
from handlers.blocks.breakouts.forms import Begin
from handlers.desk import Desk


async def begin_in(desk: Desk, channel: str) -> Begin:
    """The same for the session that is live in this channel; empty where no such step is open."""
    at = await desk.read(lambda memory: running.standing(memory, sessions.require_live(memory, channel)))
    return await begin_at(desk, at) if at and at.step.kind == BREAKOUT else Begin()


async def begin_at(desk: Desk, at: Standing) -> Begin:
    """The prompt of a step in the channel's language and as it was written in a second, and the minutes."""
    prompt = (await desk.voice_of_channel(at.session.channel)).of(at.step.says)
    minutes = min(minutes_for_groups(at.running, at.step, desk.clock()), LONGEST)
    return Begin("\n".join(filter(None, [prompt, at.step.second])), str(minutes))

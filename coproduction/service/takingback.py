"""What follows when an idea is taken back for good: its parts stand by themselves again, and who leads hears
of it where a body had it.
"""

from datetime import datetime

from coproduction.ideas import Idea
from coproduction.messages import Card
from coproduction.ports import Memory
from coproduction.progress import IDEA_HELP
from coproduction.service import bodies, merging, progress
from coproduction.service.owing import owe_privately, want_again
from coproduction.service.waking import BACK
from coproduction.undoing import WAY_BACK


def follows(memory: Memory, now: datetime, idea: Idea) -> None:
    """Let it follow once there is no way back; who puts the idea back before is in time."""
    at = now + WAY_BACK
    merging.look_again(memory, at, idea)
    if progress.of(memory, idea).referral:
        for one in bodies.leading_programme(memory, idea.channel):
            card = Card(IDEA_HELP, idea.id, one, occasion=BACK)
            if not owe_privately(memory, at, card):
                want_again(memory, card, at)

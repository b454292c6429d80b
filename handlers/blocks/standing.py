"""Where a pledge stands, in words."""

from datetime import datetime

from coproduction.followups import stopped_with
from coproduction.messages import MessageState
from coproduction.service.arrivals import Arrival
from coproduction.service.promised import Promised
from coproduction.words import Text, day
from handlers.blocks.coming import coming
from handlers.blocks.followups import LABELS
from handlers.voice import Voice

_HAS_WORDS = Text("You answered in your own words. You can still say how it goes.")
_STOPPED = Text("I asked you twice and had no answer, so I do not ask about this any more.")
_MISSED = Text(
    "I was to ask you about this on {day}, but I could not write to you then. "
    "You can say now how it goes, or choose a day on which I ask."
)
_PASSED = Text(
    "I was to ask you about this on {day}, and that day has passed. "
    "You can say now how it goes, or choose a day on which I ask."
)
_ON_ITS_WAY = Text("I am asking you about this: my message is on its way. You can also say here how it goes.")
_UNSURE = Text(
    "I have asked you about this, but I do not know whether my message arrived. You can say here how it goes."
)
_ASKED = Text("I have asked you about this. You can still answer.")


def standing(
    say: Voice,
    promised: Promised,
    now: datetime,
    *,
    comes: Arrival | None = None,
    wants_reminders: bool,
    has_words: bool = False,
) -> str:
    """Where a pledge stands, in words, and when its next question `comes`; `has_words`: of its person's own
    that were kept, and are shown beside it.
    """
    if promised.pledge.is_withdrawn:
        return say("You let this go. I will not ask about it.")
    stopped = say(_STOPPED) if wants_reminders and stopped_with(promised.follow_ups) else ""
    ahead = comes if comes and comes.at > now and wants_reminders else None
    if promised.reply:
        said = say("You said: {reply}", reply=LABELS[promised.reply])
        again = coming(say, ahead, Text("I will ask you again on {time}")) if ahead else stopped
        return f"{said}. {again}" if again else said
    if not wants_reminders:
        return say("You stopped reminders, so I will not ask you about this.")
    if ahead:
        return coming(say, ahead, Text("I will ask you on {time}"))
    if promised.was_asked:
        return stopped or say(_HAS_WORDS if has_words else _ASKED)
    return say(_not_asked(promised))


def _not_asked(promised: Promised) -> Text:
    """Why nothing was asked about it yet, and nothing is planned."""
    if promised.missed:
        was_held_back = promised.nudge is MessageState.CANCELLED  # by "stop", or somebody deleted it
        missed = _PASSED if was_held_back else _MISSED
        return missed.filled(day=day(promised.missed.local.date()))
    if promised.waits and promised.nudge:
        return _UNSURE if promised.nudge is MessageState.UNCONFIRMED else _ON_ITS_WAY
    return Text("I have no question planned about this.")

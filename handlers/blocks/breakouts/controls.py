"""What a facilitator can do with a breakout round, and the one button on its card that leads there."""

from datetime import datetime, timedelta

from coproduction.breakouts import MORE, Round
from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, actions, asks, button
from handlers.voice import Voice

_CALL_BACK = Text("Call everyone back from round {number}")
_MORE_TIME = Text("5 more minutes for round {number}")
_MISSING = Text("Somebody is missing in round {number}")
_MOVE = Text("Move somebody in round {number}")
_LIST = Text("List for the video call, round {number}")
_LEADS = Text("For facilitators, round {number}")


def for_facilitators(say: Voice, round_: Round) -> Block:
    """One button for few people on a card that everybody sees: on a phone, several would fill a screen."""
    aloud = say(_LEADS, number=round_.number)
    return button(say("For facilitators"), ids.FOR_FACILITATORS, round_.id, aloud=aloud)


def start_next(say: Voice, round_: Round) -> Block:
    """The button that starts a round which was planned together with one before it."""
    label = say("Start round {number}", number=round_.number)
    return button(label, ids.NEXT_ROUND, round_.id, style="primary")


def controls(say: Voice, round_: Round) -> Block:
    """What a facilitator can do with a round that goes on."""
    back = say(_CALL_BACK, number=round_.number)
    asked = asks(
        say,
        say("Call everyone back?"),
        say("Round {number} ends now, and every group is asked to come back.", number=round_.number),
        say("Call everyone back"),
    )
    more = f"{round_.id}:{round_.ends_at.isoformat()}" if round_.ends_at else ""
    return actions(
        button(say("Call everyone back"), ids.CALL_BACK, round_.id, aloud=back, confirm=asked),
        *(
            button(say(label), action, value, aloud=say(aloud, number=round_.number))
            for label, aloud, action, value in (
                (Text("5 more minutes"), _MORE_TIME, ids.MORE_TIME, more),
                (Text("Somebody is missing"), _MISSING, ids.MISSING, round_.id),
                (Text("Move somebody"), _MOVE, ids.MOVE, round_.id),
                (Text("List for the video call"), _LIST, ids.ROOM_LIST, round_.id),
            )
            if value
        ),
    )


def take_back(say: Voice, round_: Round, back_to: datetime) -> Block:
    """The button that takes more time back, so that a round ends when it was to end before."""
    end = round_.ends_at or back_to
    label = say("Take the {minutes} minutes back", minutes=MORE // timedelta(minutes=1))
    return button(label, ids.LESS_TIME, f"{round_.id}:{end.isoformat()}|{back_to.isoformat()}")

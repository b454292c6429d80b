"""The reminder before the end of a poll: in private, or to all where nobody can know who it is for."""

from collections.abc import Mapping

from coproduction.invitations import WHOM
from coproduction.polls import Invited, Poll
from coproduction.service.pollends import POLL_REMINDER
from handlers import ids
from handlers.blocks.kit import Block, Drawing, MessageDrawing, context, paragraphs, section
from handlers.blocks.pollends import until
from handlers.blocks.polls import promise
from handlers.blocks.questions import inputs
from handlers.voice import Voice


def reminder(say: Voice, poll: Poll, _names: Mapping[str, str]) -> Drawing:
    """A poll that closes soon."""
    return Drawing.of(say, _to_all(say, poll) if poll.is_anonymous else _to_one(say, poll))


def _to_one(say: Voice, poll: Poll) -> list[Block]:
    first = say(
        "A poll in {channel} closes soon, and you have not answered yet.", channel=f"<#{poll.channel}>"
    )
    rest = say("You need not answer. I remind you once. For no more reminders, type {/stop}.")
    answers = inputs(say, poll, ids.VOTE)
    end = context(" ".join([*until(say, poll), rest]))
    return [section(first), *paragraphs(poll.question), *answers, end, context(promise(say, poll))]


def _to_all(say: Voice, poll: Poll) -> list[Block]:
    asked = [] if poll.invited is Invited.EVERYBODY else [say("It asks {whom}.", whom=WHOM[poll.invited])]
    why = say(
        "It is anonymous, so I do not know who has answered. That is why I write this to all. "
        "Have you answered? Then there is nothing to do."
    )
    first = section(" ".join([say("This poll closes soon:"), *until(say, poll)]))
    return [first, *paragraphs(poll.question), context(" ".join([*asked, why]))]


DRAWINGS = (MessageDrawing(POLL_REMINDER, reminder),)

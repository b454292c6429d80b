"""What is said of an open poll beside its card: a reminder before its end, and that its card was deleted."""

from collections.abc import Mapping

from coproduction.invitations import WHOM
from coproduction.pollends import POLL_CARD_DELETED, POLL_REMINDER
from coproduction.polls import Invited, Poll
from coproduction.service.pollends import Reminded
from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, Drawing, MessageDrawing, actions, context, paragraphs, section
from handlers.blocks.pollends import cancel_button, until
from handlers.blocks.questions import inputs
from handlers.blocks.questions.drawing import below, called, form_button, level
from handlers.blocks.text import moment
from handlers.voice import Voice

_UNANSWERED = Text("A poll in {channel} closes soon, and you have not answered yet.")
_ANSWERED = Text("You have answered this poll in {channel}. You can change your answer until it closes.")
_NEED_NOT = Text("You need not answer. I remind you once. For no more reminders, type {/stop}.")


def reminder(say: Voice, shown: Reminded, _names: Mapping[str, str]) -> Drawing:
    """A poll that closes soon."""
    poll = shown.asked.poll
    if not poll.is_open:
        return Drawing.of(say, _over(say, poll))
    return Drawing.of(say, _to_all(say, poll) if poll.is_anonymous else _to_one(say, shown))


def _over(say: Voice, poll: Poll) -> list[Block]:
    """What stands in its place once there is nothing left to answer."""
    told = say("This poll in {channel} is over. Its card says what came of it.", channel=f"<#{poll.channel}>")
    return [section(told), *paragraphs(called(say, poll))]


def _to_one(say: Voice, shown: Reminded) -> list[Block]:
    tally, poll = shown.asked, shown.asked.poll
    first = say(_ANSWERED if shown.has_answered else _UNANSWERED, channel=f"<#{poll.channel}>")
    rest = "" if shown.has_answered else say(_NEED_NOT)
    answers = form_button(say, poll, "") if tally.parts else inputs(say, poll, ids.VOTE)
    end = context(" ".join(filter(None, [*until(say, poll), rest])))
    questions = [each.poll for each in (tally, *tally.parts)]
    asked = [section(first), *paragraphs(called(say, poll)), level(say, *questions)]
    return [*asked, *answers, end, context(below(say, *questions))]


def _to_all(say: Voice, poll: Poll) -> list[Block]:
    asked = [] if poll.invited is Invited.EVERYBODY else [say("It asks {whom}.", whom=WHOM[poll.invited])]
    why = say(
        "It is anonymous, so I do not know who has answered. That is why I write this to all. "
        "Have you answered? Then there is nothing to do."
    )
    first = section(_closes(say, poll))
    return [first, *paragraphs(called(say, poll)), context(" ".join([*asked, why]))]


def _closes(say: Voice, poll: Poll) -> str:
    """When it closes, in one sentence: a time after "open until" would say the opposite of "closes"."""
    if poll.closes_at is None:
        return say("This poll closes soon.")
    time = moment(say, poll.closes_at)
    if poll.session:
        return say("This poll closes soon: {time}, or when the session ends.", time=time)
    return say("This poll closes soon: {time}.", time=time)


def deleted(say: Voice, poll: Poll, _names: Mapping[str, str]) -> Drawing:
    """Somebody has deleted the card of an open poll, which comes back."""
    if not poll.is_open:
        return Drawing.of(say, _over(say, poll))
    first = say(
        "The card of this poll was deleted in {channel}. I post it again.", channel=f"<#{poll.channel}>"
    )
    way = context(say("Is the poll not wanted any more? Then cancel it. Its card will say why."))
    return Drawing.of(
        say, [section(first), *paragraphs(called(say, poll)), way, actions(cancel_button(say, poll, 0))]
    )


DRAWINGS = (MessageDrawing(POLL_REMINDER, reminder), MessageDrawing(POLL_CARD_DELETED, deleted))

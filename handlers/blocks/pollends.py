"""What a card says of the end of a poll and of whom it asks; adding an option, and cancelling."""

from coproduction.invitations import WHOM
from coproduction.pollends import REASON_LENGTH
from coproduction.polls import MOST, OPTION_LENGTH, Invited, Poll
from handlers import ids
from handlers.blocks.callings import calling
from handlers.blocks.fields import text_input
from handlers.blocks.kit import Block, Drawing, View, actions, button, context, header, modal, paragraphs
from handlers.blocks.questions.drawing import called
from handlers.blocks.text import brief, moment
from handlers.voice import Voice


def about(say: Voice, poll: Poll) -> list[Block]:
    """Until when an open poll can be answered and by whom, where there is something to say."""
    asked = [] if poll.invited is Invited.EVERYBODY else [say("It asks {whom}.", whom=WHOM[poll.invited])]
    all_ = [say("It closes when all of them have answered.")] if poll.closes_when_all else []
    lines = [*asked, *all_, *until(say, poll)]
    return [context(" ".join(lines))] if lines else []


def until(say: Voice, poll: Poll) -> list[str]:
    """When an open poll closes by itself at the latest, if it does."""
    if poll.closes_at is None:
        return []
    time = moment(say, poll.closes_at)
    if poll.session:
        return [say("Open until {time}, or until the session ends.", time=time)]
    return [say("Open until {time}.", time=time)]


def growing(say: Voice, poll: Poll) -> list[Block]:
    """The button with which people add an option, while there is room for one."""
    if not poll.may_add or len(poll.options) >= MOST:
        return []
    label = say("Add an option")
    aloud = say("{label}: {question}", label=label, question=brief(called(say, poll), 50))
    return [actions(button(label, ids.ADD_OPTION, poll.id, aloud=aloud))]


def option_form(say: Voice, poll: Poll, private: str) -> View:
    """The form in which somebody adds an option."""
    hint = say(
        "Everybody sees it on the card at once, and can choose it. Your name is not shown. "
        "It stays there, so nobody can take it away again."
    )
    field = text_input("option", say("Another option"), most=OPTION_LENGTH, hint=hint)
    blocks = [*paragraphs(called(say, poll)), field]
    return modal(say, say("Add an option"), ids.OPTION_FORM, say("Add it"), private, blocks)


def cancelled(say: Voice, poll: Poll) -> Drawing:
    """The card of a poll that was cancelled."""
    why = say(calling(poll).because, because=poll.because)
    gone = context(say("All answers to it are deleted. It has no result."))
    head = header(say(calling(poll).is_cancelled))
    return Drawing.of(say, [head, *paragraphs(called(say, poll)), *paragraphs(why), gone])


def cancel_button(say: Voice, poll: Poll, number: int) -> Block:
    """The way to cancel an open poll; `number` tells it from others of the same message."""
    label = say(calling(poll).cancel)
    aloud = say("{label}: {question}", label=label, question=brief(called(say, poll), 50))
    return button(label, ids.at(ids.CANCEL_POLL, number), poll.id, aloud=aloud)


def cancel_form(say: Voice, poll: Poll) -> View:
    """The form in which a facilitator says why a poll is cancelled; it says before what that does."""
    hint = say("Everybody can read this on the card.")
    reason = text_input("reason", say("Why?"), most=REASON_LENGTH, hint=hint, multiline=True)
    blocks = [*paragraphs(called(say, poll)), *paragraphs(say(calling(poll).what_cancelling_does)), reason]
    return modal(
        say,
        say(calling(poll).cancel),
        ids.CANCEL_POLL_FORM,
        say("Yes, cancel it"),
        ids.private(poll.channel, poll.id),
        blocks,
        close=say("Go back"),
    )

"""What a poll is called, on its buttons and above its card: people know ten cards as cards, not as a poll."""

from dataclasses import dataclass

from coproduction.polls import CARDS, Poll
from coproduction.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """Headings of its card, labels of its buttons, and the sentences that name it."""

    is_open: Text
    is_closed: Text
    is_taken_back: Text
    is_cancelled: Text
    foot: Text
    gone: Text
    because: Text
    change: Text
    take_back: Text
    sure_to_take_back: Text
    close: Text
    has_closed: Text
    sure_to_close: Text
    cancel: Text
    what_cancelling_does: Text


_POLL = Calling(
    is_open=Text("Poll"),
    is_closed=Text("Poll: closed"),
    is_taken_back=Text("Poll: taken back"),
    is_cancelled=Text("Poll: cancelled"),
    foot=Text("You can change your answer until the poll closes."),
    gone=Text(
        "This poll was taken back before anybody had answered. "
        "If it was changed, it is asked anew further down."
    ),
    because=Text("This poll was cancelled, because: {because}"),
    change=Text("Change the poll"),
    take_back=Text("Take the poll back"),
    sure_to_take_back=Text("Take this poll back?"),
    close=Text("Close this poll"),
    has_closed=Text("The poll “{question}” is closed. Its card shows in a moment what came of it."),
    sure_to_close=Text("Close this poll?"),
    cancel=Text("Cancel the poll"),
    what_cancelling_does=Text(
        "Cancel this poll? All answers are deleted at once, and nobody can get them back. "
        "It has no result, and is in no summary and no report."
    ),
)
_CARDS = Calling(
    is_open=Text("Ten cards"),
    is_closed=Text("Ten cards: closed"),
    is_taken_back=Text("Ten cards: taken back"),
    is_cancelled=Text("Ten cards: cancelled"),
    foot=Text("You can change your answers until the cards close."),
    gone=Text(
        "These cards were taken back before anybody had answered. "
        "If the question was changed, they are asked anew further down."
    ),
    because=Text("These cards were cancelled, because: {because}"),
    change=Text("Change the question"),
    take_back=Text("Take the cards back"),
    sure_to_take_back=Text("Take these cards back?"),
    close=Text("Close these cards"),
    has_closed=Text("The cards “{question}” are closed. Their card shows in a moment what came of them."),
    sure_to_close=Text("Close these cards?"),
    cancel=Text("Cancel the cards"),
    what_cancelling_does=Text(
        "Cancel these cards? All answers are deleted at once, and nobody can get them back. "
        "They have no result, and are in no summary and no report."
    ),
)


def calling(poll: Poll) -> Calling:
    """What this one is called."""
    return _CARDS if poll.kind == CARDS else _POLL

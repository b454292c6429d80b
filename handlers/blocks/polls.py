"""The card of a poll, and the closing question."""

from coproduction.polls import OPTION_LENGTH, POLL_CARD, QUESTION_LENGTH, Purpose, Tally
from coproduction.report import Share
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    bar,
    button,
    context,
    header,
    modal,
    paragraphs,
    text_input,
)
from handlers.blocks.text import several


def card(tally: Tally) -> Drawing:
    """A poll while it is open, and its frozen result afterwards."""
    return _closing(tally) if tally.poll.purpose is Purpose.CLOSING else _poll(tally)


def lines(tally: Tally) -> list[Block]:
    """Each option with its count, its share and a bar."""
    shown = []
    for option, count in zip(tally.poll.options, tally.counts, strict=True):
        share = Share(count, tally.answered)
        percent = "" if share.percent is None else f" ({share.percent} %)"
        shown.append(f"{option}: {count}{percent} {bar(count, tally.answered)}")
    return paragraphs("\n".join(shown))


def form(private: str) -> View:
    """The form of a new poll."""
    return modal(
        "New poll",
        ids.POLL_FORM,
        "Ask the room",
        private,
        [
            text_input("question", "Your question", most=QUESTION_LENGTH),
            text_input(
                "options",
                "Options, one on each line",
                most=(OPTION_LENGTH + 1) * 10,
                multiline=True,
                hint="Two to ten options. Everybody sees the totals; I show nobody who chose what.",
            ),
        ],
    )


def _poll(tally: Tally) -> Drawing:
    poll = tally.poll
    head = [header("Poll" if poll.is_open else "Poll: closed"), *paragraphs(poll.question), *lines(tally)]
    open_words = "You can change your answer until the poll closes. I show only totals."
    return Drawing.of([*head, *_foot(tally, open_words, "This is the final result.")])


def _closing(tally: Tally) -> Drawing:
    """The closing question shows how many answered, and not what: nobody should feel pushed."""
    head = [header("Before you go"), *paragraphs(tally.poll.question)]
    open_words = "Every answer is welcome. Only totals are ever shown, in the report."
    return Drawing.of([*head, *_foot(tally, open_words, "This question is closed now.")])


def _foot(tally: Tally, while_open: str, when_closed: str) -> list[Block]:
    """The buttons while they do something, and how many have answered."""
    answered = _answered(tally)
    if tally.poll.is_open:
        return [_buttons(tally), context(f"{answered} {while_open}")]
    return [context(f"{answered} {when_closed}")]


def _answered(tally: Tally) -> str:
    if not tally.answered:
        return "Nobody has answered yet."
    return several(tally.answered, "person has", "people have") + " answered."


def _buttons(tally: Tally) -> Block:
    poll = tally.poll
    action = ids.VOTE_CLOSING if poll.purpose is Purpose.CLOSING else ids.VOTE
    return actions(
        *(button(option, ids.at(action, position), poll.id) for position, option in enumerate(poll.options))
    )


DRAWINGS = (MessageDrawing[Tally](POLL_CARD, lambda tally, _names, _manners: card(tally)),)

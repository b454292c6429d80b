"""The board of ideas: its card, the list of all, one idea looked at, and where it is discussed."""

from collections.abc import Mapping, Sequence

from coproduction.board import BOARD, IDEA_TALK, Backed, Backing, Order
from coproduction.ideas import Idea, IdeaKind, so_many_collaborations, so_many_ideas, so_many_that_matter
from coproduction.service.board import Board, Looked, Seen
from coproduction.service.progress import HEARD, Standing
from coproduction.words import Text, and_listed
from handlers import ideaids, ids
from handlers.blocks import heldback, idealists, pages, progress
from handlers.blocks.ideacards import TITLES, support_of
from handlers.blocks.ideas import said
from handlers.blocks.ideawithdrawals import NOT_SHOWN
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    aside,
    asks,
    button,
    context,
    header,
    line_by_line,
    notice,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

ON_BOARD = 160  # characters of an idea on the card
_NUMBERED = Text("{number}. {idea}")
_COUNTS = {
    IdeaKind.CHANGE: so_many_ideas,
    IdeaKind.COLLABORATION: so_many_collaborations,
    IdeaKind.MATTERS: so_many_that_matter,
}
_ORDERS = {
    Order.OWN: Text("In mixed order"),
    Order.NUMBER: Text("By number"),
    Order.SUPPORT: Text("Most support first"),
    Order.SPREAD: Text("Support from most sectors first"),
}
_WEIGHED = Text(
    "Each person sees the ideas in an order of their own, and here without numbers of supporters, "
    "so that you look at each one afresh. The cards in the channel show the numbers. Later you can sort them."
)


def card(say: Voice, shown: Board, _names: Mapping[str, str]) -> Drawing:
    """How many ideas there are, the newest few, and the way to all of them."""
    blocks = [header(say("All our ideas"))]
    held = heldback.below(say, shown.held_back, is_empty=not shown.newest)
    if not shown.newest:
        return Drawing.of(say, [*blocks, *held])
    newest = [_line(say, idea, ON_BOARD, shown.states) for idea in shown.newest]
    see = button(
        say("See all ideas"),
        ideaids.SEE_BOARD,
        shown.session or shown.channel,
        style="primary",
        aloud=say("See all ideas on the board"),
    )
    return Drawing.of(
        say,
        [
            *blocks,
            section(say("So far: {counts}.", counts=and_listed(_counts(shown.counts)))),
            context(say("The newest:")),
            *line_by_line(newest),
            *held,
            *_shortlisted(say, shown),
            actions(see, button(say("Write an idea"), ids.NEW_IDEA, shown.session or "")),
        ],
    )


def _counts(counts: Mapping[IdeaKind, int]) -> list[Text]:
    return [so_many(counts[kind]) for kind, so_many in _COUNTS.items() if counts.get(kind)]


def _shortlisted(say: Voice, shown: Board) -> list[Block]:
    """The ideas that go on, if some were chosen."""
    if not shown.shortlist:
        return []
    lines = [_line(say, idea, ON_BOARD, shown.states) for idea in shown.shortlist]
    return [context(say("On the shortlist:")), *line_by_line(lines)]


def _line(say: Voice, idea: Idea, most: int, states: Mapping[str, Standing]) -> str:
    """An idea with where it stands."""
    return idealists.standing(say, idea, None, states.get(idea.id, HEARD), most)


def listing(say: Voice, seen: Seen, number: int, private: str) -> View:
    """A page of the list, in the order that this person sees."""
    subject = seen.session or seen.channel
    held = heldback.below(say, seen.held_back, is_empty=not seen.ideas)
    if not seen.ideas:
        return notice(say, say("Ideas"), held, private)
    lines = [_listed(say, each, seen) for each in seen.ideas]
    listed = pages.page(
        say, say("Ideas"), lines, number, ideaids.SEE_BOARD, _carried(seen.order, subject), private
    )
    above = [context(say(_WEIGHED))] if seen.is_weighed else [actions(_sorted_by(say, seen.order, subject))]
    return {**listed, "blocks": [*held, *above, *listed["blocks"]]}


def _listed(say: Voice, backed: Backed, seen: Seen) -> list[Block]:
    """An idea of the list, with the one way on: a phone has no room for more."""
    figures = [] if seen.is_weighed else [context(stands_behind(say, backed.backing))]
    way = idealists.way_on(say, backed.idea)
    return [*paragraphs(_line(say, backed.idea, 300, seen.states)), *figures, actions(way)]


def _sorted_by(say: Voice, order: Order, subject: str) -> Block:
    options = {
        each: {"text": plain(say(words), 75), "value": _carried(each, subject)}
        for each, words in _ORDERS.items()
    }
    return {
        "type": "static_select",
        "action_id": ideaids.BOARD_ORDER,
        "placeholder": plain(say("Sort the ideas"), 150),
        "options": list(options.values()),
        "initial_option": options[order],
    }


def _carried(order: Order, subject: str) -> str:
    return f"{order}:{subject}"


def read_carried(value: str) -> tuple[str, str]:
    """The order and the board that a button of the list carries; one on the card carries only the board."""
    order, apart, subject = value.partition(":")
    return (order, subject) if apart else (Order.OWN, value)


def stands_behind(say: Voice, backing: Backing) -> str:
    """How many support an idea, from how many sectors, and how many say what would help."""
    return say(support_of(backing.supporters, backing.sectors, backing.conditions))


def looked(say: Voice, seen: Looked, private: str, told: Text | None = None) -> View:
    """One idea, in full, with all that somebody can do with it; above it what an act has just answered."""
    idea = seen.backed.idea
    title = say(TITLES[idea.kind], number=idea.number)
    figures = [] if seen.is_weighed else [context(stands_behind(say, seen.backed.backing))]
    blocks = [
        *([section(say(told))] if told else []),
        *paragraphs(said(say, idea)),
        *figures,
        aside(progress.stands(say, seen.stands)),
        *_said(say, seen),
        *_ways(say, seen),
    ]
    return notice(say, title, blocks, private)


def not_there(say: Voice, words: Text) -> View:
    """Instead of an idea that cannot be looked at any more."""
    return notice(say, say("Ideas"), [section(say(words))])


def _said(say: Voice, seen: Looked) -> list[Block]:
    own = [context(say("You wrote: It would help if …")), *paragraphs(seen.said)] if seen.said else []
    theirs = [context(say("It would help if …")), *line_by_line(seen.words)] if seen.words else []
    return [*own, *theirs]


def _ways(say: Voice, seen: Looked) -> list[Block]:
    idea = seen.backed.idea
    discuss = button(say("Discuss {number}", number=idea.number), ideaids.DISCUSS, idea.id)
    if seen.is_own:
        return [context(say("This is your own idea.")), actions(discuss)]
    label, way = (Text("Take my support back"), ideaids.TAKE_BACK_SEEN)
    if not seen.supports:
        label, way = Text("Support"), ideaids.SUPPORT_SEEN
    back = [_take_back(say, idea)] if seen.said else []
    help_if = button(say("It would help if …"), ideaids.WOULD_HELP, idea.id)
    return [actions(button(say(label), way, idea.id), discuss), actions(help_if, *back)]


def _take_back(say: Voice, idea: Idea) -> Block:
    sure = asks(say, say("Take your words back?"), say("I cannot bring them back."), say("Delete them"))
    return button(say("Take my words back"), ideaids.TAKE_BACK_WORDS, idea.id, confirm=sure)


def talk(say: Voice, idea: Idea, _names: Mapping[str, str]) -> Drawing:
    """What begins the thread of an idea."""
    if not idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    title = section(say("*Let us talk about idea {number} here, in this thread.*", number=idea.number))
    quoted = paragraphs(say("“{title}”", title=brief(idea.text, 300)))
    return Drawing.of(say, [title, *quoted])


def talk_place(idea: Idea, *, is_new: bool) -> Text:
    """Where an idea is discussed, for whoever asked."""
    words = Text("Idea {number} is discussed in {channel}, in the thread below its card.")
    fresh = Text("I open a thread for idea {number} in {channel}, below its card. You can write there.")
    return (fresh if is_new else words).filled(number=idea.number, channel=f"<#{idea.channel}>")


def lines_of(say: Voice, ideas: Sequence[Backed], most: int) -> list[str]:
    """Ideas with their figures, one a line."""
    return [
        f"{say(_NUMBERED, number=each.idea.number, idea=brief(each.idea.text, most))} "
        f"({stands_behind(say, each.backing)})"
        for each in ideas
    ]


DRAWINGS = (MessageDrawing(BOARD, card), MessageDrawing(IDEA_TALK, talk))

"""The form of ten cards, which shows one at a time, and the list of how each did."""

from collections.abc import Sequence

from coproduction.dealing import ROUND
from coproduction.levels import OF_CARDS
from coproduction.people import PERSPECTIVE_NAMES
from coproduction.polls import Judged, Poll
from coproduction.releases import FEWEST
from coproduction.service.tencards import Reach
from coproduction.tencards import Count, Counted, Turn, Verdict
from coproduction.words import Text, Value, and_listed, several
from handlers import ids
from handlers.blocks.cardresults import quoted
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    aside,
    asks,
    button,
    context,
    header,
    notice,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

VERDICT_NAMES = {
    Verdict.HELPS: Text("Helps"),
    Verdict.NOT_SURE: Text("Not sure"),
    Verdict.DOES_NOT_HELP: Text("Does not help"),
}
_SOME = Text(
    "There are {ideas} ideas, and {people} people are here. They may be too few for all of them. So I begin "
    "with {cards} ideas, drawn by lot. When each of these has {fewest} answers, others follow. "
    "Who has judged all of these goes on with others."
)
_NONE = Text(
    "Fewer than {fewest} people are here. An idea needs {fewest} answers, or nothing is shown of it. "
    "Please wait for more people before you close the cards.",
    fewest=FEWEST,
)
_OWN = Text(
    "{people} people are here, and nobody judges an idea of their own. An idea needs {fewest} answers, or "
    "nothing is shown of it. Please wait for more people before you close the cards."
)
_WHAT = Text("I show you one idea at a time. You say if it helps. Stop when you like.")
_CLOSED_BEFORE = Text("These were closed before. Others are open now: their list comes once you close them.")
_COUNTS = Text("{title}: helps {helps}, not sure {unsure}, does not help {no}")
_GONE = Text(
    "That idea was taken back before you answered, so your answer does not count. Here is what is next."
)


def opening(say: Voice, poll: Poll, _action: str) -> list[Block]:
    """What stands on the card in the channel: what it is, and the way into the form."""
    aloud = say("See ten cards: {question}", question=brief(say.of(poll.asks), 50))
    see = button(say("See ten cards"), ids.SEE_CARDS, poll.id, style="primary", aloud=aloud)
    return [context(say(_WHAT)), actions(see)]


def open_already(say: Voice, there: Sequence[Poll], question: str, origin: str) -> Drawing:
    """That ten cards are open, and the button that begins others all the same, once for each `origin`."""
    titles = and_listed(Text("“{title}”", title=each.in_short) for each in there)
    told = several(
        len(there),
        "Ten cards are open here already: {titles}. I have not begun new ones. Do you want both?",
        "Ten cards are open here {n} times already: {titles}. I have not begun new ones. Do you want all?",
        titles=titles,
    )
    label = say("Begin new cards, too")
    beside = button(label, ids.ASK_CARDS, f"{origin}:{there[0].channel} {question}", aloud=label)
    closing = context(say("To close those that are open first, type: {/close}"))
    return Drawing.of(say, [*paragraphs(say(told)), closing, actions(beside)])


def expected(say: Voice, reach: Reach | None) -> list[Block]:
    """What can come of the cards with the people who are here, where that is not all of them."""
    if reach is None or reach.cards >= reach.ideas:
        return []
    if reach.cards:
        told = _SOME.filled(ideas=reach.ideas, people=reach.people, cards=reach.cards, fewest=FEWEST)
    else:
        told = _NONE if reach.people < FEWEST else _OWN.filled(people=reach.people, fewest=FEWEST)
    return [section(say(told))]


def form(
    say: Voice,
    turn: Turn,
    words: str,
    private: str = "",
    *,
    question: str = "",
    can_go_back: bool = False,
    is_gone: bool = False,
) -> View:
    """What a person sees now: the card with these words, or that they have done a round, or all.

    Its buttons carry the card; `private` travels along unseen. Whoever stops closes the form. `is_gone` says
    that what they have just judged had been taken away.
    """
    card = turn.card
    head = [*([context(say(_GONE))] if is_gone else []), *paragraphs(question)]
    blocks = _round_done(say, turn) if card is None else _one_card(say, turn, card, words)
    if can_go_back:
        blocks.append(actions(_back(say, turn), *([_drop(say)] if card is None else [])))
    promised = OF_CARDS.more if card else OF_CARDS.whole  # above the answers stands its beginning
    drawn = notice(say, say("Ten cards"), [*head, *blocks, context(say(promised))], private)
    return drawn if card is None else {**drawn, "close": plain(say("Stop"))}


def instead(say: Voice, words: Text, private: str, go_on_with: str = "", about: Value = "") -> View:
    """The form with these words in place of a card, which are `about` the cards of this question, and a way
    to go on with the cards of a poll, if told.
    """
    go_on = button(say("Go on"), ids.SEE_CARDS, go_on_with, aloud=say("Go on with the cards"))
    named = [aside(say("Poll: “{question}”", question=about))] if about else []
    ways = [actions(go_on)] if go_on_with else []
    return notice(say, say("Ten cards"), [*paragraphs(say(words)), *named, *ways], private)


def _one_card(say: Voice, turn: Turn, card: str, words: str) -> list[Block]:
    number = say("{number} of {of}", number=turn.number, of=turn.of)
    given = (
        say("You said: {verdict}. You can change it.", verdict=VERDICT_NAMES[turn.verdict])
        if turn.verdict
        else ""
    )
    return [
        context(f"{number} · {say('Would this help?')}"),
        *paragraphs(words),
        *([context(given)] if given else []),
        context(say(OF_CARDS.short)),
        actions(*(_verdict(say, turn, card, each) for each in Verdict)),
        context(say("Stop when you like. Your answers are kept, and you can go on later.")),
    ]


def _verdict(say: Voice, turn: Turn, card: str, verdict: Verdict) -> Block:
    label = VERDICT_NAMES[verdict]
    aloud = say("{verdict}: card {number} of {of}", verdict=label, number=turn.number, of=turn.of)
    style = "primary" if verdict is turn.verdict else None
    return button(say(label), ids.at(ids.JUDGE, verdict.value), card, style=style, aloud=aloud)


def _back(say: Voice, turn: Turn) -> Block:
    label = say("The card before")
    aloud = say("The card before, to change your answer")
    return button(label, ids.CARD_BEFORE, turn.card or "", aloud=aloud)


def _drop(say: Voice) -> Block:
    sure = asks(
        say,
        say("Delete all your answers here?"),
        say("I forget what you said of each card. You can begin again until it closes."),
        say("Yes, delete them"),
    )
    aloud = say("Delete my answers to all cards")
    return button(say("Delete my answers"), ids.DROP_CARDS, aloud=aloud, confirm=sure)


def _round_done(say: Voice, turn: Turn) -> list[Block]:
    if not turn.of:
        return [section(say("There is no card for you yet. You are not asked about your own ideas."))]
    if not turn.left:
        return [section(say("Thank you. You have seen all the cards."))]
    more = min(ROUND, turn.left)
    left = several(
        turn.left,
        "Thank you. {n} card is left. You may stop here.",
        "Thank you. {n} cards are left. You may stop here.",
    )
    label = say(several(more, "{n} more card", "{n} more cards"))
    return [
        section(say(left)),
        actions(button(label, ids.MORE_CARDS, aloud=say("{label}, please", label=label))),
    ]


def listing(say: Voice, question: str, judged: Judged, still_open: Sequence[Poll] = ()) -> Drawing:
    """How each card did, for facilitators; of fewer than five answers nothing. Those that are `still_open`
    are others, which may ask the same.
    """
    told = [(each, each.total) for each in judged.cards if each.total]
    lines = "\n".join(_line(say, judged, each, total) for each, total in told)
    foot = say(
        "Counts by perspective are shown where two or more perspectives answered, and {fewest} of each.",
        fewest=FEWEST,
    )
    before = [context(say(_CLOSED_BEFORE))] if still_open else []
    blocks = [header(say("All cards")), *paragraphs(question), *before, *paragraphs(lines)]
    blocks += [*_too_few(say, len(judged.cards) - len(told)), *([context(foot)] if told else [])]
    return Drawing.of(say, blocks)


def _too_few(say: Voice, cards: int) -> list[Block]:
    """How many cards are not listed, because nothing may be said of them."""
    words = several(
        cards,
        "{n} card has fewer than {fewest} answers, so it is not listed.",
        "{n} cards have fewer than {fewest} answers, so they are not listed.",
        fewest=FEWEST,
    )
    return [context(say(words))] if cards else []


def _line(say: Voice, judged: Judged, card: Counted, total: Count) -> str:
    shown = card.split if sum(each.answers for each in card.split.values()) == total.answers else {}
    split = [
        say(_COUNTS, title=PERSPECTIVE_NAMES[each], **_numbers(count))
        for each, count in shown.items()
        if len(shown) > 1  # as of any poll: all groups or none
    ]
    idea = Text("“{title}”", title=quoted(judged.titles[card.card]))
    title = Text("{number}. {idea}", number=judged.numbers[card.card], idea=idea)
    whole = say(_COUNTS, title=title, **_numbers(total))
    return "\n".join([whole, *(f"– {line}" for line in split)])


def _numbers(count: Count) -> dict[str, int]:
    return {"helps": count.helps, "unsure": count.not_sure, "no": count.does_not_help}

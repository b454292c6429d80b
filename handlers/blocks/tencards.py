"""The form of ten cards, which shows one at a time, and their result in three sentences."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.dealing import ROUND
from coproduction.people import PERSPECTIVE_NAMES, Perspective
from coproduction.polls import Judged, Poll
from coproduction.releases import FEWEST
from coproduction.results import AGAIN
from coproduction.service.tencards import Reach
from coproduction.tencards import Count, Counted, Result, Turn, Verdict
from coproduction.texts import tidy
from coproduction.words import Listed, Text, and_listed, listed, several
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    asks,
    button,
    context,
    header,
    notice,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.text import brief, clip
from handlers.voice import Voice

TITLE_LENGTH = 80  # as much of a card as a result quotes
VERDICT_NAMES = {
    Verdict.HELPS: Text("Helps"),
    Verdict.NOT_SURE: Text("Not sure"),
    Verdict.DOES_NOT_HELP: Text("Does not help"),
}
PRIVATE = Text(
    "Confidential: only totals are shown, from {fewest} answers on. "
    "When it closes, I count the answers and delete who gave them.",
    fewest=FEWEST,
)


_SOME = Text(
    "There are {ideas} ideas, and {people} people are here. When each sees ten cards, about {cards} "
    "ideas can get {fewest} answers. So I show some ideas first, and the others later."
)
_NONE = Text(
    "Fewer than {fewest} people are here. An idea needs {fewest} answers, or nothing is shown of it. "
    "Please wait for more people before you close the cards.",
    fewest=FEWEST,
)
_CANNOT_KNOW = Text(
    "I cannot know what builds bridges. "
    "For that, one card needs {fewest} answers from one perspective and {fewest} from another.",
    fewest=FEWEST,
)
_WHAT = Text("I show you one idea at a time. You say if it helps. Stop when you like.")
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
    some = _SOME.filled(ideas=reach.ideas, people=reach.people, cards=reach.cards, fewest=FEWEST)
    return [section(say(some if reach.cards else _NONE))]


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
    drawn = notice(say, say("Ten cards"), [*head, *blocks, context(say(PRIVATE))], private)
    return drawn if card is None else {**drawn, "close": plain(say("Stop"))}


def instead(say: Voice, words: Text, private: str, go_on_with: str = "") -> View:
    """The form with these words in place of a card, and a way to go on with the cards of a poll, if told."""
    go_on = button(say("Go on"), ids.SEE_CARDS, go_on_with, aloud=say("Go on with the cards"))
    return notice(
        say, say("Ten cards"), [*paragraphs(say(words)), *([actions(go_on)] if go_on_with else [])], private
    )


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


def listing(say: Voice, question: str, judged: Judged) -> Drawing:
    """How each card did, for facilitators; of fewer than five answers nothing."""
    told = [(each, each.total) for each in judged.cards if each.total]
    lines = "\n".join(_line(say, judged, each, total) for each, total in told)
    foot = say(
        "Counts by perspective are shown where two or more perspectives answered, and {fewest} of each.",
        fewest=FEWEST,
    )
    blocks = [header(say("All cards")), *paragraphs(question), *paragraphs(lines)]
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
    quoted = Text("“{title}”", title=_quoted(judged.titles[card.card]))
    title = Text("{number}. {idea}", number=judged.numbers[card.card], idea=quoted)
    whole = say(_COUNTS, title=title, **_numbers(total))
    return "\n".join([whole, *(f"– {line}" for line in split)])


def _numbers(count: Count) -> dict[str, int]:
    return {"helps": count.helps, "unsure": count.not_sure, "no": count.does_not_help}


def told(say: Voice, result: Result, titles: Mapping[str, str]) -> list[Block]:
    """The result in three sentences, each by itself, with the words of each card by its id."""
    return [block for sentence in sentences(result, titles) for block in paragraphs(say(sentence))]


def sentences(result: Result, titles: Mapping[str, str]) -> list[Text]:
    """Who answered, what most people find helpful, and what bridges; of fewer than five people why not."""
    if result.people < FEWEST:
        few = Text("Fewer than {fewest} people answered.", fewest=FEWEST)
        return [few, Text("So nothing is shown of any card."), AGAIN]
    if not result.enough:
        return [_nothing(result), Text("So I cannot say what helps most."), AGAIN]
    return [_answered(result), _helpful(result, titles), _bridging(result, titles)]


def _nothing(result: Result) -> Text:
    people = several(result.people, "{n} person answered", "{n} people answered")
    return Text("{people}, but no card got {fewest} answers.", people=people, fewest=FEWEST)


def _answered(result: Result) -> Text:
    people = several(result.people, "{n} person answered", "{n} people answered")
    return several(
        result.cards,
        "{people}, and {enough} of {n} card got at least {fewest} answers.",
        "{people}, and {enough} of {n} cards got at least {fewest} answers.",
        people=people,
        enough=result.enough,
        fewest=FEWEST,
    )


def _helpful(result: Result, titles: Mapping[str, str]) -> Text:
    if not result.helpful:
        return Text("No card was found helpful by more than half of those who judged it.")
    best = listed(_counted(each.total, titles[each.card]) for each in result.helpful if each.total)
    if not result.as_helpful:
        return Text("Most of those who saw it find this helpful: {cards}.", cards=best)
    return several(
        result.as_helpful,
        "Most of those who saw it find this helpful: {cards}, and {n} more just as much.",
        "Most of those who saw it find this helpful: {cards}, and {n} more just as much.",
        cards=best,
    )


def _counted(total: Count, title: str) -> Text:
    return Text(
        "“{title}” ({helps} of {answers})",
        title=_quoted(title),
        helps=total.helps,
        answers=total.answers,
    )


def _bridging(result: Result, titles: Mapping[str, str]) -> Text:
    if result.bridging is None:
        return _with_missing(_CANNOT_KNOW, result)
    if not result.bridging:
        return _with_missing(Text("No card is found helpful from more than one perspective."), result)
    best = listed(_bridge(each, titles[each.card]) for each in result.bridging)
    return Text("This builds bridges, as it helps from more than one perspective: {cards}.", cards=best)


def _bridge(card: Counted, title: str) -> Text:
    unknown = [each for each in Perspective if each not in card.known]
    said = Text("“{title}”", title=_quoted(title))
    if not unknown:
        return said
    return Text("{card} (too few answers: {perspectives})", card=said, perspectives=_names(unknown))


def _with_missing(told: Text, result: Result) -> Text:
    """The same with the perspectives from which too few came, unless those are all."""
    if not result.missing or len(result.missing) == len(Perspective):
        return told
    return Text("{why} Too few came from: {perspectives}.", why=told, perspectives=_names(result.missing))


def _names(perspectives: Iterable[Perspective]) -> Listed:
    return listed(PERSPECTIVE_NAMES[each] for each in perspectives)


def _quoted(title: str) -> str:
    return clip(tidy(title), TITLE_LENGTH)

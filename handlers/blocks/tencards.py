"""The form of ten cards, which shows one at a time, and their result in three sentences."""

from collections.abc import Iterable, Mapping

from coproduction.people import PERSPECTIVE_NAMES, Perspective
from coproduction.releases import FEWEST
from coproduction.tencards import ROUND, Count, Counted, Result, Turn, Verdict
from coproduction.texts import tidy
from coproduction.words import Listed, Text, listed, several
from handlers import ids
from handlers.blocks.kit import Block, View, actions, button, context, notice, paragraphs, plain, section
from handlers.blocks.text import clip
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


def form(say: Voice, turn: Turn, words: str, private: str = "", *, can_go_back: bool = False) -> View:
    """What a person sees now: the card with these words, or that they have done a round, or all.

    Its buttons carry the card; `private` travels along unseen. Whoever stops closes the form.
    """
    card = turn.card
    blocks = _round_done(say, turn) if card is None else _one_card(say, turn, card, words)
    if can_go_back:
        blocks.append(actions(_back(say, turn)))
    drawn = notice(say, say("Ten cards"), [*blocks, context(say(PRIVATE))], private)
    return drawn if card is None else {**drawn, "close": plain(say("Stop"))}


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


def told(say: Voice, result: Result, titles: Mapping[str, str]) -> list[Block]:
    """The result in three sentences, with the words of each card by its id."""
    return paragraphs("\n".join(say(sentence) for sentence in sentences(result, titles)))


def sentences(result: Result, titles: Mapping[str, str]) -> list[Text]:
    """Who answered, what most people find helpful, and what bridges; of fewer than five people only that."""
    if result.people < FEWEST:
        return [Text("Fewer than {fewest} people answered, so nothing is shown.", fewest=FEWEST)]
    return [_answered(result), _helpful(result, titles), _bridging(result, titles)]


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
    if not result.enough:
        return Text(
            "No card has {fewest} answers, so I cannot know what most people find helpful.", fewest=FEWEST
        )
    if not result.helpful:
        return Text("No card was found helpful by more than half of those who judged it.")
    best = listed(_counted(each.total, titles[each.card]) for each in result.helpful if each.total)
    return Text("Most people find this helpful: {cards}.", cards=best)


def _counted(total: Count, title: str) -> Text:
    return Text(
        "“{title}” ({helps} of {answers})",
        title=_quoted(title),
        helps=total.helps,
        answers=total.answers,
    )


def _bridging(result: Result, titles: Mapping[str, str]) -> Text:
    if result.bridging is None:
        return _cannot_know(result)
    if not result.bridging:
        return Text("No card is found helpful from more than one perspective.")
    best = listed(_bridge(each, titles[each.card]) for each in result.bridging)
    return Text("This builds bridges, as it helps from more than one perspective: {cards}.", cards=best)


def _bridge(card: Counted, title: str) -> Text:
    unknown = [each for each in Perspective if each not in card.known]
    said = Text("“{title}”", title=_quoted(title))
    if not unknown:
        return said
    return Text("{card} (too few answers: {perspectives})", card=said, perspectives=_names(unknown))


def _cannot_know(result: Result) -> Text:
    why = Text(
        "I cannot know what builds bridges. "
        "For that, a card needs {fewest} answers from each of two perspectives.",
        fewest=FEWEST,
    )
    if not result.missing:
        return why
    return Text("{why} Too few came from: {perspectives}.", why=why, perspectives=_names(result.missing))


def _names(perspectives: Iterable[Perspective]) -> Listed:
    return listed(PERSPECTIVE_NAMES[each] for each in perspectives)


def _quoted(title: str) -> str:
    return clip(tidy(title), TITLE_LENGTH)

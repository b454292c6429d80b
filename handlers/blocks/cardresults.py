"""The result of ten cards, in three sentences."""

from collections.abc import Iterable, Mapping

from coproduction.cardresults import Result
from coproduction.people import PERSPECTIVE_NAMES, Perspective
from coproduction.releases import FEWEST
from coproduction.results import AGAIN
from coproduction.tencards import Count, Counted
from coproduction.texts import tidy
from coproduction.words import Listed, Text, listed, several
from handlers.blocks.kit import Block, paragraphs
from handlers.blocks.text import clip
from handlers.voice import Voice

TITLE_LENGTH = 80  # as much of a card as a result quotes
_CANNOT_KNOW = Text(
    "I cannot know what helps from more than one perspective. "
    "For that, one card needs {fewest} answers from one perspective and {fewest} from another.",
    fewest=FEWEST,
)


def told(say: Voice, result: Result, titles: Mapping[str, str]) -> list[Block]:
    """The result in three sentences, each by itself, with the words of each card by its id."""
    return [block for sentence in sentences(result, titles) for block in paragraphs(say(sentence))]


def sentences(result: Result, titles: Mapping[str, str]) -> list[Text]:
    """Who answered, what most people find helpful, and what bridges; of fewer than five people why not."""
    if result.people < FEWEST:
        few = Text("Fewer than {fewest} people answered.", fewest=FEWEST)
        return [few, Text("So nothing is shown of any card."), AGAIN]
    if not result.enough:
        return [_with_gone(_nothing(result), result), Text("So I cannot say what helps most."), AGAIN]
    return [_with_gone(_answered(result), result), _helpful(result, titles), _bridging(result, titles)]


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


def _with_gone(told: Text, result: Result) -> Text:
    """The same with how many cards are not counted in it any more."""
    if not result.gone:
        return told
    return several(
        result.gone,
        "{told} {n} more card was judged. It is not shown any more, so it does not count.",
        "{told} {n} more cards were judged. They are not shown any more, so they do not count.",
        told=told,
    )


def _helpful(result: Result, titles: Mapping[str, str]) -> Text:
    if not result.helpful:
        return Text("No card with enough answers was found helpful by more than half of those who judged it.")
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
        title=quoted(title),
        helps=total.helps,
        answers=total.answers,
    )


def _bridging(result: Result, titles: Mapping[str, str]) -> Text:
    if result.bridging is None:
        return _unknown(result)
    if not result.bridging:
        return _with_missing(
            Text("No card with enough answers is found helpful from more than one perspective."), result
        )
    best = listed(_bridge(each, titles[each.card]) for each in result.bridging)
    if result.perhaps_bridging:
        return several(
            result.as_bridging + result.perhaps_bridging,
            "People of more than one perspective find this helpful: {cards}, and {n} more. "
            "It may help as much.",
            "People of more than one perspective find this helpful: {cards}, and {n} more. "
            "They may help as much.",
            cards=best,
        )
    if result.as_bridging:
        return several(
            result.as_bridging,
            "People of more than one perspective find this helpful: {cards}, and {n} more just as much.",
            "People of more than one perspective find this helpful: {cards}, and {n} more just as much.",
            cards=best,
        )
    return Text("People of more than one perspective find this helpful: {cards}.", cards=best)


def _unknown(result: Result) -> Text:
    """Why nobody can know what bridges. Where two perspectives gave enough answers, but to different cards,
    it is no reason that a third one is missing.
    """
    is_spread = len(Perspective) - len(result.missing) > 1
    return _CANNOT_KNOW if is_spread else _with_missing(_CANNOT_KNOW, result)


def _bridge(card: Counted, title: str) -> Text:
    unknown = [each for each in Perspective if each not in card.known]
    said = Text("“{title}”", title=quoted(title))
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


def quoted(title: str) -> str:
    """As much of the words of a card as a result quotes."""
    return clip(tidy(title), TITLE_LENGTH)

"""How sessions were for people, in words: a chapter of the report."""

from collections.abc import Iterable, Iterator

from coproduction.documents import Chapter, Grid, Row
from coproduction.reports.endings import UNTOLD, Ending
from coproduction.reports.figures import SessionFigures
from coproduction.reports.telling import about, is_exact
from coproduction.shares import Share, told
from coproduction.words import Text, several

_HOW = Text("How it was for people")
_WHERE = Text(
    "Of all who answered the questions at the end, facilitators too. You can read what people wrote in the "
    "summary of the session."
)


def how_it_was(sessions: Iterable[SessionFigures]) -> Iterator[Chapter]:
    """Nothing, where too few have said anything."""
    rows = tuple(_row(each) for each in sessions if each.ending != UNTOLD)
    if rows:
        yield Chapter(_HOW, (_WHERE,), Grid(_COLUMNS, rows))


_COLUMNS = (
    Text("Session"),
    Text("Felt listened to (4 or 5 of 5)"),
    Text("Understand better now"),
    Text("Could say what they think, before"),
    Text("Could say what they think, at the end"),
    Text("Wrote what worked"),
    Text("Wrote what to change"),
)


def _row(figures: SessionFigures) -> Row:
    ending = figures.ending
    told = (ending.heard, ending.better, ending.candid_before, ending.candid)
    shares = tuple(map(_shown, told))
    cells = (figures.title, *shares, ending.worked or None, ending.to_change or None)
    return Row(cells, (figures.title, *_lines(ending)))


def _lines(ending: Ending) -> Iterator[Text]:
    yield from filter(None, (heard(ending), better(ending), _candid_before(ending), candid(ending)))
    if ending.worked:
        yield several(ending.worked, "{n} person wrote what worked.", "{n} people wrote what worked.")
    if ending.to_change:
        yield several(
            ending.to_change, "{n} person wrote what to change.", "{n} people wrote what to change."
        )


def heard(ending: Ending) -> Text | None:
    """How many felt listened to, as exactly as may be; None where too few have said."""
    return _filled(Text("Felt listened to (4 or 5 of 5): {share}"), ending.heard)


def candid(ending: Ending) -> Text | None:
    """How many could say what they really think, as they answered at the end; None as above."""
    words = Text("Could say what they really think (4 or 5 of 5), at the end: {share}")
    return _filled(words, ending.candid)


def _candid_before(ending: Ending) -> Text | None:
    words = Text("Could say what they really think (4 or 5 of 5), when they came: {share}")
    return _filled(words, ending.candid_before)


def better(ending: Ending) -> Text | None:
    """How many understand better now than before, as exactly as may be; None where too few have said."""
    share = ending.better
    if is_exact(share):
        return Text(
            "{share} of those who answered understand better now than they did before.", share=told(share)
        )
    return Text("Understand it better now: {share}", share=about(share)) if share.whole else None


def _filled(words: Text, share: Share) -> Text | None:
    return words.filled(share=told(share) if is_exact(share) else about(share)) if share.whole else None


def _shown(share: Share) -> Share | None:
    return share if is_exact(share) else None

"""A report in words, for the room and for those who fund it: every share with both of its denominators."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduction.breakouts.encounters import Encounters
from coproduction.breakouts.sayings import Brought, more
from coproduction.chairs import KINDS
from coproduction.documents import Chapter, Document, Grid, Line, Row
from coproduction.followups import Reply
from coproduction.ideas import so_many_collaborations, so_many_ideas
from coproduction.people import PERSPECTIVE_NAMES, Perspective
from coproduction.releases import FEWEST, few, hides
from coproduction.reports import Report, becoming
from coproduction.reports.feedback import how_it_was
from coproduction.reports.figures import Closing, Figures, SessionFigures
from coproduction.reports.freezing import thawed
from coproduction.reports.mattering import that_matters
from coproduction.reports.standing import MISSED, NOT_ASKED, NOT_HEARD, PUT_OFF, STOPPED, TOLD
from coproduction.reports.telling import about, is_exact, without_slack
from coproduction.shares import ROUNDED, Share, adds_up, told
from coproduction.words import Text, Value, and_listed, listed, several

TITLE = Text("Report of this programme")
_WILLING = Text("Will do at least one thing differently")
_TOO_FEW = Text("shown when {fewest} people have answered", fewest=FEWEST)
_FEW_PLEDGES = Text("{names}: too few to show")
_ANSWERS_FROM = Text("What people answered is shown when {fewest} of them have.", fewest=FEWEST)
_STANDING = {
    Reply.DONE.value: (Text("Done"), Text("Done: {share}")),
    Reply.WORKING.value: (Text("Working on it"), Text("Working on it: {share}")),
    Reply.STUCK.value: (Text("Stuck"), Text("Stuck: {share}")),
    PUT_OFF: (Text("Not now"), Text("Not now: {share}")),
    NOT_HEARD: (Text("No answer yet"), Text("No answer yet: {share}")),
    MISSED: (Text("Could not be asked"), Text("Could not be asked: {share}")),
    STOPPED: (
        Text("Reminders stopped before the first question"),
        Text("Reminders stopped before the first question: {share}"),
    ),
    NOT_ASKED: (Text("Not asked yet"), Text("Not asked yet: {share}")),
}

_ANSWERS = frozenset(reply.value for reply in Reply)


def document(report: Report) -> Document:
    """A report to read; of one that this version of us cannot read, how to get another."""
    figures = thawed(report.figures)
    if figures is None:
        return Document(TITLE, (), Text("I cannot read these old figures. To get new ones, type: {/report}"))
    return document_of(figures)


def document_of(figures: Figures) -> Document:
    """These figures to read."""
    chapters = [
        Chapter(Text("Who took part"), tuple(_people(figures)), _sessions(figures.sessions)),
        *_met(figures.encounters),
        Chapter(Text("What was formed"), (_formed(figures),)),
        *that_matters(figures.mattering),
        *becoming.chapters(figures.becoming),
        *_said(figures.brought),
        Chapter(_WILLING, tuple(_willing(figures.closing))),
        *how_it_was(figures.sessions),
        Chapter(Text("Pledges"), tuple(_pledges(figures)), _standing(figures)),
    ]
    note = Text(
        "Champions are the people who checked in, without facilitators. In all, each person "
        "counts once, with their last answer to the closing question. "
        "So that nobody's answer can be read off, answers are counted {fewest} new people at a time. "
        "“No answer yet” means I asked and heard nothing, or what I heard does not count yet.",
        fewest=FEWEST,
    )
    return Document(TITLE, tuple(chapters), note)


def _people(figures: Figures) -> Iterator[Text]:
    yield Text(
        "{sessions}, {champions} from {sectors}.",
        sessions=several(len(figures.sessions), "{n} session", "{n} sessions"),
        champions=several(figures.champions, "{n} champion", "{n} champions"),
        sectors=several(figures.sectors, "{n} sector", "{n} sectors"),
    )
    if figures.observers:
        yield several(
            figures.observers,
            "And {n} observer, who is counted nowhere else.",
            "And {n} observers, who are counted nowhere else.",
        )
    if figures.missing:
        yield Text("Not in the room: {names}.", names=and_listed(KINDS[each] for each in figures.missing))
    if figures.callers:
        yield without_slack(figures)
    known = listed(_perspectives(figures.perspectives))
    if known.values:
        yield Text("How they know the service: {perspectives}", perspectives=known)


def _perspectives(numbers: Mapping[Perspective, int]) -> Iterator[Text]:
    """In the order of their English names, whatever the reader's language is; few people never alone."""
    few_ = few(numbers, _english)
    for each in sorted(set(numbers) - few_, key=_english):
        yield Text("{name} {number}", name=PERSPECTIVE_NAMES[each], number=numbers[each])
    together = [numbers[each] for each in few_]
    if hides(together):
        names = and_listed(PERSPECTIVE_NAMES[each] for each in sorted(few_, key=_english))
        yield Text("{names} together {number}", names=names, number=sum(together))


def _english(perspective: Perspective) -> str:
    return str(PERSPECTIVE_NAMES[perspective])


def _sessions(sessions: Iterable[SessionFigures]) -> Grid:
    columns = (
        Text("Session"),
        Text("Day"),
        Text("Champions"),
        Text("Change ideas"),
        Text("Collaborations"),
        Text("Will change one thing, of those who answered"),
        Text("Will change one thing, of those who attended"),
    )
    return Grid(columns, tuple(map(_session, sessions)))


def _session(figures: SessionFigures) -> Row:
    closing = figures.closing
    formed = Text(
        "Formed: {ideas}, {collaborations}",
        ideas=so_many_ideas(figures.ideas),
        collaborations=so_many_collaborations(figures.collaborations),
    )
    return Row(
        cells=(
            *(figures.title, figures.started_at, figures.attended, figures.ideas, figures.collaborations),
            *_shares(closing),
        ),
        lines=(
            figures.title,
            figures.started_at,
            several(figures.attended, "Attended: {n} champion", "Attended: {n} champions"),
            formed,
            Text("Will do one thing differently: {shares}", shares=listed(_willing(closing))),
        ),
    )


def _shares(closing: Closing) -> tuple[Share | None, Share | None]:
    if not is_exact(closing.of_answered):
        return None, None
    return closing.of_answered, closing.of_attended if _tells_attended(closing) else None


def _tells_attended(closing: Closing) -> bool:
    """Whether the other share gives away none of the few who answered without having attended."""
    away = closing.of_answered.part - closing.of_attended.part
    return is_exact(closing.of_attended) and (away <= 0 or away >= FEWEST)


def _met(encounters: Encounters) -> Iterable[Chapter]:
    """Counts only: who met whom is nobody else's business."""
    if not encounters.rounds:
        return []
    again = several(encounters.again, "{n} of them more than once", "{n} of them more than once")
    met = Text(
        "{rounds} with {groups}: {pairs} of people sat in one small group, {again}.",
        rounds=several(encounters.rounds, "{n} breakout round", "{n} breakout rounds"),
        groups=several(encounters.groups, "{n} group", "{n} groups"),
        pairs=several(encounters.pairs, "{n} pair", "{n} pairs"),
        again=again if encounters.again else Text("nobody met twice"),
    )
    return [Chapter(Text("Who met whom"), (met, _alone(encounters), *_heard(encounters)))]


def _alone(encounters: Encounters) -> Text:
    """In how many groups, as people sat in the end, one was alone, as people came to their session; few
    groups would point to them.
    """
    if not encounters.lone_voices:
        return Text(
            "By what people had told me by the end of the session, "
            "nobody with lived experience sat alone among professionals."
        )
    if encounters.lone_voices < FEWEST:
        return Text(
            "By what people had told me by the end of the session, "
            "one person with lived experience sat alone among professionals in fewer than {fewest} groups.",
            fewest=FEWEST,
        )
    return several(
        encounters.lone_voices,
        "By what people had told me by the end of the session, "
        "one person with lived experience sat alone among professionals in {n} group.",
        "By what people had told me by the end of the session, "
        "one person with lived experience sat alone among professionals in {n} groups.",
    )


def _said(brought: Brought) -> Iterable[Chapter]:
    """What groups said in their own words, which name no group and nobody of it."""
    lines: list[Line] = []
    for heading, sayings in brought.told:
        lines += [heading, *(each.line for each in sayings.said)]
        if sayings.more:
            lines.append(more(sayings.more))
    return [Chapter(Text("What groups said"), tuple(lines))] if lines else []


def _heard(encounters: Encounters) -> Iterable[Text]:
    """Whether every professional of the groups ever sat with lived experience; few are not counted."""
    if encounters.unheard and encounters.unheard < FEWEST:
        yield Text(
            "Not all who work in the service or run it sat with somebody who lives with it. "
            "Fewer than {fewest} did not.",
            fewest=FEWEST,
        )
    elif encounters.unheard:
        yield several(
            encounters.unheard,
            "{n} person who works in the service or runs it never sat with somebody who lives with it.",
            "{n} people who work in the service or run it never sat with somebody who lives with it.",
        )
    elif encounters.unheard is not None:
        yield Text("All who work in the service or run it sat with somebody who lives with it at least once.")


def _formed(figures: Figures) -> Text:
    words = Text("{ideas} and {collaborations}")
    if figures.between_sessions:
        words = Text(
            "{ideas} and {collaborations} (of these {number} between sessions)",
            number=figures.between_sessions,
        )
    ideas = so_many_ideas(figures.ideas) if figures.ideas else Text("No change ideas")  # it begins the line
    return words.filled(ideas=ideas, collaborations=so_many_collaborations(figures.collaborations))


def _willing(closing: Closing) -> Iterator[Text]:
    """No more exactly than gives nobody away: in a room people know who answered, and what they said."""
    answered = closing.of_answered
    if not answered.whole:
        yield _TOO_FEW
    elif not is_exact(answered):
        yield about(answered)
    else:
        yield Text("{share} of those who answered", share=told(answered))
        if _tells_attended(closing):
            yield Text("{share} of those who attended", share=told(closing.of_attended))


def _pledges(figures: Figures) -> Iterator[Text]:
    yield Text(
        "{pledges} by {people}",
        pledges=several(figures.pledges, "{n} pledge", "{n} pledges"),
        people=several(figures.pledgers, "{n} person", "{n} people"),
    )
    if not {line for line in figures.follow_through if line in _ANSWERS}:
        yield _ANSWERS_FROM
    shown = [row.cells[2] for row in _lines(figures.follow_through, figures.pledges)]
    if None not in shown and not adds_up(share for share in shown if isinstance(share, Share)):
        yield ROUNDED


def _standing(figures: Figures) -> Grid:
    columns = (Text("Latest answer"), Text("Pledges"), Text("Of all pledges"))
    return Grid(columns, tuple(_lines(figures.follow_through, figures.pledges)))


def standing_in_words(numbers: Mapping[str, int], pledges: int) -> Iterator[Line]:
    """Where so many pledges stand, a line for each, as the report says it."""
    return (line for row in _lines(numbers, pledges) for line in row.lines)


def _lines(numbers: Mapping[str, int], pledges: int) -> Iterator[Row]:
    """A line for each, but what people said of few pledges is counted together with the next."""
    together = few(
        {line: numbers[line] for line in TOLD if line in numbers}, lambda line: str(TOLD.index(line))
    )
    for line, number in numbers.items():
        if line not in together:
            yield _line(*_STANDING[line], Share(number, pledges))
        elif line == next(each for each in numbers if each in together):
            yield _together([each for each in numbers if each in together], numbers, pledges)


def _together(lines: Sequence[str], all_: Mapping[str, int], pledges: int) -> Row:
    numbers = [all_[line] for line in lines]
    names = and_listed(_STANDING[line][0] for line in lines)
    if not hides(numbers):
        return Row((_FEW_PLEDGES.filled(names=names), None, None), (_FEW_PLEDGES.filled(names=names),))
    named, sentence = Text("{names} together", names=names), Text("{names} together: {share}", names=names)
    return _line(named, sentence, Share(sum(numbers), pledges))


def _line(name: Text, sentence: Text, share: Share) -> Row:
    said: Value = share.part
    if share.percent is not None:
        said = Text("{number} ({percent} % of all pledges)", number=share.part, percent=share.percent)
    return Row((name, share.part, share if share.whole else None), (sentence.filled(share=said),))

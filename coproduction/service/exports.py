"""The results of a programme's polls, and its ideas, as sheets of figures for those who facilitate it."""

from collections.abc import Iterator
from datetime import datetime

from coproduction.audited import WHY_HELD, Released
from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.outcomes import ALL_BUT_FEW, FEW, FOLLOWS, LEADS, MOST, SOME, UP_TO_FOUR
from coproduction.people import Actor
from coproduction.polls import DOTS, POLL_CARD, RANKING, RATHER_NOT, Judged, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import names_of, words_of
from coproduction.releases import FEWEST
from coproduction.service import ideasheets, people, tencards
from coproduction.sheets import Cell, Sheet, Who
from coproduction.words import Text

DOING = Text("get the results of polls")
_LEVELS = {
    Level.NAMED: Text("named"),
    Level.CONFIDENTIAL: Text("confidential"),
    Level.ANONYMOUS: Text("anonymous"),
}
_SAID = {  # of what may be shown of an anonymous poll
    UP_TO_FOUR: Text("0 to 4"),
    ALL_BUT_FEW: Text("all, or up to 4 fewer"),
    MOST: Text("most"),
    SOME: Text("some"),
    FEW: Text("few or none"),
    LEADS: Text("chosen most"),
    FOLLOWS: Text("less often"),
}
_TITLE, _LEVEL = Text("Title of all questions"), Text("Level")
_COLUMNS = (
    Text("Asked (UTC)"),
    _TITLE,
    Text("Question"),
    _LEVEL,
    Text("Answer given"),
    Text("Number"),
    Text("Number of what"),
    Text("People who answered"),
)
_VERDICTS = (Text("{card}: helps"), Text("{card}: not sure"), Text("{card}: does not help"))
_TOO_FEW = Text("fewer than {fewest}", fewest=FEWEST)
_UNITS = {DOTS: Text("dots"), RANKING: Text("points")}
_PEOPLE = Text("people")
_NAMED_COLUMNS = (
    Text("Asked (UTC)"),
    _TITLE,
    Text("Question"),
    Text("Person"),
    Text("Answer given"),
    Text("How it came"),
)
_HOW_IT_CAME = {False: Text("by themselves"), True: Text("entered for them: in the call, without Slack")}
_SPLIT_COLUMNS = tuple(Text("Perspective") if column is _LEVEL else column for column in _COLUMNS)


def results(memory: Memory, actor: Actor, channel: str) -> tuple[Sheet, ...]:
    """What came of every closed poll of this channel, and of named ones who answered what; and its ideas.

    A row for each thing that was counted, as far as everybody may see it: of an anonymous poll no more than
    its card shows. The closing questions stand in the report. A Refusal where there is neither.
    """
    people.require_facilitator(memory, actor, DOING, channel)
    closed = [
        (_asked_at(memory, poll), poll)
        for poll in memory.polls.of_channel(channel)
        if not (poll.is_open or poll.is_taken_back) and poll.purpose is Purpose.ANY
    ]
    ideas = ideasheets.sheet(memory, channel)
    if not (closed or ideas.rows):
        raise Refusal("No poll has closed in this channel yet. To see the open ones, type: {/polls}")
    closed.sort(key=lambda each: each[0].timestamp() if each[0] else 0.0)
    tallies = [(at, tencards.tallied(memory, poll)) for at, poll in closed]
    rows = [row for at, told in tallies for row in _of_all_questions(at, told)]
    named = [row for at, poll in closed if poll.level is Level.NAMED for row in _named(memory, at, poll)]
    split = [row for at, told in tallies for row in _split_of_all(at, told)]
    sheets = (
        Sheet(Text("Results"), _COLUMNS, tuple(rows)),
        Sheet(Text("By perspective"), _SPLIT_COLUMNS, tuple(split)),
        Sheet(Text("Who answered what"), _NAMED_COLUMNS, tuple(named)),
        ideas,
    )
    return tuple(sheet for sheet in sheets if sheet.rows)


def _asked_at(memory: Memory, poll: Poll) -> datetime | None:
    card = memory.messages.find(Card(POLL_CARD, poll.id))
    return card.due_at if card else None


def _of_all_questions(at: datetime | None, tally: Tally) -> Iterator[tuple[Cell, ...]]:
    for each in (tally, *tally.parts):
        yield from _counted(at, each, tally.poll.heading or None)


def _counted(at: datetime | None, tally: Tally, title: Cell) -> Iterator[tuple[Cell, ...]]:
    poll = tally.poll
    first: tuple[Cell, ...] = (at, title, poll.asks, _LEVELS[poll.level])
    if tally.judged:
        yield from ((*first, *told) for told in _judged(tally.judged))
        return
    answered = _turnout(tally)
    for answer, number in _answers(tally):
        unit = None if number is None else _UNITS.get(poll.kind, _PEOPLE)
        yield (*first, answer, number, unit, answered)


def _turnout(tally: Tally) -> Cell:
    """How many answered, as the card says it; nothing where that would say more, or is not known."""
    if tally.poll.is_lost or (tally.released and tally.released.why):
        return None
    return Text("at least {number}", number=tally.answered) if tally.poll.is_anonymous else tally.answered


def _answers(tally: Tally) -> Iterator[tuple[Cell, Cell]]:
    """What was answered, and how often."""
    if tally.poll.is_lost:
        yield Text("no result: a part of this poll is lost"), None
    elif tally.released:
        yield from _released(tally.poll, tally.released)
    elif tally.counts:
        yield from zip(names_of(tally.poll), tally.counts, strict=True)
    elif not tally.written:
        yield None, None
    yield from ((words, None) for words in tally.written)


def _split_of_all(at: datetime | None, tally: Tally) -> Iterator[tuple[Cell, ...]]:
    for each in (tally, *tally.parts):
        yield from _split(each, (at, tally.poll.heading or None, each.poll.asks))


def _split(tally: Tally, first: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """What each perspective answered, where that may be shown."""
    poll, unit = tally.poll, _UNITS.get(tally.poll.kind, _PEOPLE)
    for part in tally.split:
        for name, number in zip(names_of(poll), part.counts, strict=True):
            if name != RATHER_NOT:
                yield *first, part.whose, name, number, unit, part.answered


def _judged(judged: Judged) -> Iterator[tuple[Cell, ...]]:
    """Of each card, where enough have judged it, how many gave each verdict; and how many judged this one."""
    for card in judged.cards:
        title, total = judged.titles[card.card], card.total
        if total is None:
            yield title, None, None, _TOO_FEW
            continue
        numbers = total.helps, total.not_sure, total.does_not_help
        for verdict, number in zip(_VERDICTS, numbers, strict=True):
            yield verdict.filled(card=title), number, _PEOPLE, total.answers


def _released(poll: Poll, released: Released) -> Iterator[tuple[Cell, Cell]]:
    if released.why:
        yield WHY_HELD[released.why], None
    for name, cell in zip(names_of(poll), released.cells, strict=False):
        yield name, _SAID.get(cell) or Text("about {number}", number=int(cell))


def _named(memory: Memory, at: datetime | None, poll: Poll) -> Iterator[tuple[Cell, ...]]:
    for each in (poll, *memory.polls.parts_of(poll.id)):
        for person, answer in memory.polls.ballots(each.id).items():
            first = at, poll.heading or None, each.asks
            yield *first, Who(person), words_of(each, answer), _HOW_IT_CAME[is_caller(person)]

"""The further questions at a session's end: who answers them, and what the card and the report then tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from story.company import PATIENCE, Company
from story.record import Seen
from story.script import Said, Session
from story.words import NUMBER, numbers, said, shape

WENT_ON = "The session went on after this. What is true now stands further down."  # above an older one
GOES_ON = "This session goes on: somebody who leads has opened it again. I sum it up at its end."
FEWEST = 5  # people who answered a question before anything of it is shown
MORE = ("{n} more question, one minute", "{n} more questions, one minute")
HEARD = "Did people listen to you today?"
WORKED = "What worked well today?"
TO_CHANGE = "What should we change next time?"
UNDERSTAND = "{share} of those who answered understand better now than they did before."
TOO_FEW = "Fewer than {fewest} people answered this, so I do not show it."
RECORDED = "Recorded. You can change your answers until the next session starts, for 14 days at most."
GOOD = 4  # from this number on somebody felt listened to


async def answer(company: Company, given: Said) -> None:
    """Open the form below the headline and answer what one likes."""
    person = company.person(given.who)
    await person.clicks(said(*MORE, n=5), on=said("Before you go"), channel=company.channel)
    await person.modal(said("Your answers"), timeout=PATIENCE)
    values = {
        _label(1, HEARD): _step(given.heard),
        said("Before today"): _step(given.before),
        said("Now"): _step(given.now),
        _label(3, WORKED): given.worked,
        _label(4, TO_CHANGE): given.to_change,
    }
    await person.fills({label: value for label, value in values.items() if value})
    await company.submits(given.who)
    await company.hears(given.who, said(RECORDED))


def shares(session: Session) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What the report says of a session in which enough people answered: a line, and the share in it."""
    of = shape("{percent} % ({part} of {whole})", percent=NUMBER, part=NUMBER, whole=NUMBER)
    told = [given.heard for given in session.said if given.heard]
    good = sum(number >= GOOD for number in told)
    if _is_exact(good, len(told)):
        yield shape("Felt listened to (4 or 5 of 5): {share}", share=of), (good, len(told))
    up, pairs = moved_up(session)
    if _is_exact(up, pairs):
        yield shape(UNDERSTAND, share=of), (up, pairs)


def _is_exact(part: int, whole: int) -> bool:
    """A share is told as it is where at least five people are in it, and at least five are not."""
    return part >= FEWEST and whole - part >= FEWEST


def moved_up(session: Session) -> tuple[int, int]:
    """How many gave a higher number for now than for before, and how many gave both."""
    pairs = [(given.before, given.now) for given in session.said if given.before and given.now]
    return sum((now or 0) > (before or 0) for before, now in pairs), len(pairs)


def on_card(session: Session, place: int, channel: Sequence[Seen]) -> list[str]:
    """The closing card of a session, the `place`-th one, tells what five or more said, and nothing else.

    It has closed: when the next session began, or two weeks after the last one.
    """
    closed = said("This question is closed now.")
    told = [seen.words for seen in channel if seen.words.startswith(f"{said('What we did together')}\n")]
    cards = [words for words in told if said(WENT_ON) not in words]
    closed_ones = [words for words in cards if closed in words]
    if len(closed_ones) < place or len(closed_ones) != len(cards):
        return [f"{len(closed_ones)} of {len(cards)} closing questions are closed"]
    shown = closed_ones[place - 1]
    if len(session.said) < FEWEST:  # then it says nothing of these questions
        few = [words for _, written in _written(session) for words in written]
        return [f"the closing card gives away what few wrote: {words}" for words in few if words in shown]
    return [*_unsaid(session, shown), *_given_away(session, shown)]


def _unsaid(session: Session, shown: str) -> Iterator[str]:
    wanted = []
    for line, (part, whole) in shares(session):
        found = [re.fullmatch(line, words) for words in shown.splitlines()]
        told = [numbers(each.groups())[1:] for each in found if each]
        if told != [(part, whole)]:
            yield f"the closing card does not say that it is {part} of {whole}"
    for _, written in _written(session):
        wanted += [f"• {words}" for words in written] if len(written) >= FEWEST else []
    yield from (f"the closing card does not say: {words}" for words in wanted if words not in shown)


def _given_away(session: Session, shown: str) -> Iterator[str]:
    for question, written in _written(session):
        told = [words for words in written if words in shown] if len(written) < FEWEST else []
        yield from (f"the closing card gives away what few wrote: {words}" for words in told)
        hidden = rf"{re.escape(said(question))}\n{re.escape(said(TOO_FEW, fewest=FEWEST))}"
        if len(written) < FEWEST and not re.search(hidden, shown):
            yield f"the closing card does not say that too few answered: {said(question)}"


def _written(session: Session) -> Iterator[tuple[str, list[str]]]:
    yield WORKED, [given.worked for given in session.said if given.worked]
    yield TO_CHANGE, [given.to_change for given in session.said if given.to_change]


def _label(number: int, question: str) -> str:
    return said("{number}. {question}", number=number, question=said(question))


def _step(number: int | None) -> str:
    """How a number from 1 to 5 is called in a menu: the ends have words."""
    ends = {1: said("Not at all"), 5: said("Very much")}
    return f"{number} – {ends[number]}" if number in ends else str(number or "")

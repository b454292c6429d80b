"""The beginning of the first session, as something to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from story import habits
from story.company import Company
from story.script import Idea, Script, Session
from story.sessions import Scenes
from story.words import ENGLISH

PEOPLE, IDEAS, VOTERS = 12, 3, 8


def of(script: Script, language: str = ENGLISH) -> Script:
    """The script, cut to the first arrivals, their first ideas and some of their votes, in this language.

    It begins without a plan: who looks at it sees at once what goes on.
    """
    session = script.sessions[0]
    arrivals = session.check_ins[:PEOPLE]
    here = [each.who for each in arrivals]
    ideas = [_among(idea, here) for idea in session.ideas if idea.who in here and not idea.by][:IDEAS]
    votes = {who: session.poll.votes[who] for who in here[:VOTERS]}
    short = replace(
        session,
        check_ins=arrivals,
        ideas=tuple(ideas),
        asks=(),
        poll=replace(session.poll, votes=votes),
        closing={},
        plan=None,
    )
    return replace(script, sessions=(_told(short, habits.owned(language)),), pledges=())


def _told(session: Session, told: Mapping[str, str]) -> Session:
    """The same, with what people say in their own words as they are told here."""
    own = partial(habits.own_words, told=told)
    poll = session.poll
    typed = poll.types
    for text in (poll.question, *poll.options):
        typed = typed.replace(text, own(text))
    asked = replace(
        poll, types=typed, question=own(poll.question), options=own(poll.options), votes=own(poll.votes)
    )
    arrivals = tuple(
        replace(each, word=own(each.word), needs=own(each.needs), offers=own(each.offers))
        for each in session.check_ins
    )
    ideas = tuple(replace(each, text=own(each.text)) for each in session.ideas)
    return replace(session, title=own(session.title), check_ins=arrivals, ideas=ideas, poll=asked)


async def play(company: Company) -> Session:
    """Start, check in, share ideas, begin to vote; the session stays live."""
    scenes = Scenes(company, 1)
    for scene in (scenes.begin, scenes.arrive, scenes.think, scenes.ask_poll):
        await scene()
    session = company.script.sessions[0]
    await scenes.answer_poll(list(session.poll.votes))
    return session


def _among(idea: Idea, here: list[str]) -> Idea:
    """The idea with those supporters who are here, and one neighbour so that there is support to see."""
    supporters = [who for who in idea.supporters if who in here]
    neighbour = next(who for who in here if who != idea.who and who not in supporters)
    return replace(idea, supporters=(*supporters, neighbour), pressed_twice=(), took_back=())

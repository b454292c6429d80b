"""What somebody says of a summary, answered and not, with anybody's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from coproduction.corrections import Correction, Wrong
from coproduction.service.corrections import Replied, Told
from coproduction.service.partings import Parting
from coproduction.sessions import Session
from handlers.blocks.corrections import answer_form, form, thanks
from handlers.blocks.kit import View
from handlers.voice import Voice

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


def corrections(session: Session, words: str, person: str) -> Iterator[Told]:
    """With and without a name, of each part of it and of none, answered and not."""
    for part in (None, *Wrong):
        yield Told(Correction("k", session.id, person, words[:1000], "o", part), session)
    said = Correction("k", session.id, None, words[:1000], "o", None, words[:500], person, NOON)
    yield Told(said, session)


def replies(session: Session, words: str, person: str) -> Iterator[Replied]:
    """What whoever gave their name reads of an answer."""
    named = Correction("k", session.id, person, words[:1000], "o", None, words[:500], person, NOON)
    yield Replied(Told(named, session))


def corrected(session: Session, words: str) -> Parting:
    """The end of a session of which much was answered."""
    return Parting(session, None, (), None, (words[:500],) * 30)


def forms(say: Voice, session: Session, words: str, person: str) -> Iterator[View]:
    """Every form of it."""
    yield form(say, session)
    yield thanks(say, session)
    yield from (answer_form(say, told) for told in corrections(session, words, person))

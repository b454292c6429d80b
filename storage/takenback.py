"""What people have refused, taken back or erased since a backup was made, applied to what it brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, insert, select, update

from coproduction.askings import AskingState
from coproduction.ideas import Hidden, Hiding
from coproduction.leadoffers import LeadOffer, OfferKind, OfferState
from coproduction.people import UNSAID, Person
from coproduction.stakeholders import State
from storage.askings import asking
from storage.ballots import ballot
from storage.callers import caller
from storage.conditions import condition
from storage.ideas import idea, idea_hiding, support
from storage.lastwords import About, last_word
from storage.leadoffers import lead_offer
from storage.notes import note
from storage.people import person
from storage.pledges import pledge
from storage.repository import values_of
from storage.sessions import came_as, programme
from storage.stakeholders import stakeholder
from storage.takingpart import planned_need
from storage.tencards import card_hand

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection, Row
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    Word = Row[Any] | ReadOnlyColumnCollection[str, Column[Any]]  # one, or those of a statement
    Applied = Callable[[Connection, Row[Any], datetime | None], None]


def applied(target: Connection, now: datetime) -> int:
    """Let the newest word about each thing hold; how many of them are refusals."""
    ordered = select(last_word).order_by(last_word.c.order)
    newest = {(row.workspace, row.about, row.subject): row for row in target.execute(ordered)}
    for row in newest.values():
        since = now if row.said == "no" else None
        _APPLIED[About(row.about)](target, row, since)
    return sum(row.said == "no" for row in newest.values())


def note_given_again(target: Connection) -> None:
    """Of what somebody took back and has given again, their newest word is that.

    It is said here, by what is still stored: to say it when it is given would cost each vote a statement.
    """
    word, later = last_word.c, last_word.alias()
    is_of_it = (later.c[name] == word[name] for name in ("workspace", "about", "subject"))
    newest = select(func.max(later.c.order)).where(*is_of_it).scalar_subquery()
    is_no = word.said == "no", word.order == newest
    for about, column in _GIVEN.items():
        is_there = exists().where(*_of_both(column, word))
        again = target.execute(select(last_word).where(word.about == about, *is_no, is_there)).all()
        if again:
            said = [{**row._mapping, "order": row.order + 1, "said": "yes"} for row in again]
            target.execute(insert(last_word), said)


def _remind(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    wants = {"wants_reminders": refused is None}
    if target.execute(update(person).where(_is(person.c.id, word)).values(wants)).rowcount == 0:
        known = values_of(Person(word.subject)) | wants  # the backup is older than what we know of them
        target.execute(insert(person).values(workspace=word.workspace, **known))


def _show(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    target.execute(update(idea).where(_is(idea.c.id, word)).values(is_withdrawn=refused is not None))


def _promise(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    is_other = pledge.c.withdrawn_at.is_(None) if refused else pledge.c.withdrawn_at.is_not(None)
    target.execute(update(pledge).where(_is(pledge.c.id, word), is_other).values(withdrawn_at=refused))


def _share(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    """What was made private again stays private; what was shared after the backup waits to be shared anew."""
    if refused:
        target.execute(update(pledge).where(_is(pledge.c.id, word)).values(shared_at=None))


def _listed(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    """Nothing of who took themselves off the list of people to ask comes back."""
    nothing = {"role": "", "sector": "", "added_by": "", "introducer": None, "introducer_role": None}
    is_it = _is(stakeholder.c.id, word)
    target.execute(update(stakeholder).where(is_it).values(state=State.OFF, **nothing))


def _forget_words(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    target.execute(delete(note).where(_is(note.c.origin, word)))


def _forget_caller(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    """As when they took back their consent: what they said leads back to nobody."""
    target.execute(delete(caller).where(_is(caller.c.id, word)))
    target.execute(update(idea).where(_is(idea.c.author, word)).values(author=None))
    nothing = values_of(Person(word.subject))
    target.execute(update(person).where(_is(person.c.id, word)).values(nothing))


def _hide(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    """What was hidden since then stays hidden; what was shown again since then waits to be shown again."""
    is_shown = _is(idea.c.id, word), idea.c.hidden_for.is_(None)
    if refused and target.execute(update(idea).where(*is_shown).values(hidden_for=Hiding.OTHER)).rowcount:
        hidden = Hidden(
            f"{word.about} {word.order} {word.subject}",
            word.subject,
            word.person or None,
            Hiding.OTHER,
            refused,
        )
        target.execute(insert(idea_hiding).values(workspace=word.workspace, **values_of(hidden)))


def _unsay(column: Column[Any], nothing: object) -> Applied:
    """What a person told of themselves stays empty."""

    def unsaid(target: Connection, word: Row[Any], refused: datetime | None) -> None:
        if refused:
            target.execute(update(person).where(_is(person.c.id, word)).values({column.name: nothing}))

    return unsaid


def _unsay_there(column: Column[Any]) -> Applied:
    """So does what they told then, in a session that had ended."""

    def unsaid(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
        target.execute(update(came_as).where(*_of_both(came_as.c.session, word)).values({column.name: None}))

    return unsaid


def _delete(*first: Column[Any]) -> Applied:
    """What somebody has taken back is deleted, where this column is the thing that it was about."""

    def deleted(target: Connection, word: Row[Any], refused: datetime | None) -> None:
        for column in first if refused else ():
            target.execute(delete(column.table).where(*_of_both(column, word)))

    return deleted


def _end_asking(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    target.execute(update(asking).where(_is(asking.c.id, word)).values(state=AskingState.ENDED))


def _never_lead(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    """Also where they were asked only since then: it holds for the programme."""
    channel = word.subject.removesuffix(f" {word.person}")
    at = {"workspace": word.workspace, "channel": channel}
    is_there = select(programme).where(*(programme.c[name] == value for name, value in at.items()))
    if refused is None or target.execute(is_there).first() is None:
        return
    theirs = *(lead_offer.c[name] == value for name, value in at.items()), lead_offer.c.asked == word.person
    waits = lead_offer.c.state.in_([OfferState.WAITS, OfferState.NEVER])
    never = {"state": OfferState.NEVER, "settled_at": refused}
    if target.execute(update(lead_offer).where(*theirs, waits).values(never)).rowcount == 0:
        origin = f"{word.about} {word.subject}"
        who = channel, OfferKind.COLEADING, word.person, word.person, refused, origin
        said = LeadOffer(origin, *who, OfferState.NEVER, refused)
        target.execute(insert(lead_offer).values(workspace=word.workspace, **values_of(said)))


def _of_both(column: Column[Any], word: Word) -> list[ColumnElement[bool]]:
    """The rows of its workspace of a thing and the person of a word, who are both what it is about."""
    rows = column.table.c
    who = rows.voice if "voice" in rows else rows.person
    return [rows.workspace == word.workspace, who == word.person, column + " " + word.person == word.subject]


def _is(column: Column[Any], word: Row[Any]) -> ColumnElement[bool]:
    """The rows of its workspace of which this column is what a word is about."""
    return and_(column.table.c.workspace == word.workspace, column == word.subject)


_GIVEN: dict[str, Column[Any]] = {About.ANSWER: ballot.c.poll, About.SUPPORT: support.c.idea}
_APPLIED = {
    About.REMINDERS: _remind,
    About.IDEA: _show,
    About.LISTED: _listed,
    About.PLEDGE: _promise,
    About.SHARED_PLEDGE: _share,
    About.WORDS: _forget_words,
    About.CONDITION: _delete(condition.c.idea),
    About.CALLER: _forget_caller,
    About.HIDDEN: _hide,
    About.NEEDS: _unsay(person.c.needs, ()),
    About.SECTOR: _unsay(person.c.sector, UNSAID),
    About.PERSPECTIVE: _unsay(person.c.perspective, None),
    About.CAME_SECTOR: _unsay_there(came_as.c.sector),
    About.CAME_PERSPECTIVE: _unsay_there(came_as.c.perspective),
    About.PLANNED_NEED: _delete(planned_need.c.planned),
    About.CARDS: _delete(card_hand.c.poll, ballot.c.poll),
    About.ANSWER: _delete(ballot.c.poll),
    About.SUPPORT: _delete(support.c.idea),
    About.ASKING: _end_asking,
    About.LEAD_OFFER: _never_lead,
}

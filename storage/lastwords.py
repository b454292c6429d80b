"""What people said against being written to, or took back: only added to, and kept over a restored backup.

A restored backup brings back what was stored when it was made; what people have refused since must not come
back with it. So each refusal is also a row here, whichever way it came in, and a restore applies them again.
Only who took back answers that are not named goes when their poll closes: it would tell who took part. Who
took their name off a check-in, or an answer to an anonymous poll back, is never in here: it would tell who is
among those without a name.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, Integer, select

from storage.columns import fact, key, texts, who
from storage.phrases import add_new, given, remove, value
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query


class About(StrEnum):
    """What was refused or taken back; `storage.takenback` has a row for each, which applies it again."""

    REMINDERS = "reminders"  # the subject is the person
    IDEA = "idea"
    PLEDGE = "pledge"
    LISTED = "listed"  # "no": they took themselves off the list of people to ask; whose it was is not said
    SHARED_PLEDGE = "shared_pledge"  # "no": the group does not see it any more
    WORDS = "words"  # "no": whoever wrote an answer in their own words has deleted it
    CONDITION = "condition"  # the subject is the idea and the person; "no": their words are taken back
    CALLER = "caller"  # "no": somebody without Slack has taken back their consent
    NEEDS = "needs"  # the subject is the person; "no": they have emptied what would help them
    PLANNED_NEED = "planned_need"  # the same for one planned session; the subject is it and the person
    SECTOR = "sector"  # the subject is the person; "no": they would rather not say any more
    PERSPECTIVE = "perspective"  # the same
    CAME_SECTOR = "came_sector"  # the same of a session that had ended; the subject is it and the person
    CAME_PERSPECTIVE = "came_perspective"  # the same
    ASKING = "asking"  # "no": the buddy, or who asked them, has ended it
    LEAD_OFFER = "lead_offer"  # the subject is the channel and the person; "no": never to be asked to lead
    CARDS = "cards"  # until it closes, of the poll and the person; "no": what they said of ten cards is gone
    ANSWER = "answer"  # the same of an answer to any poll that is not anonymous; a named one's stays
    SUPPORT = "support"  # "no": of the idea and the person; they support it no more
    HIDDEN = "hidden"  # "no": who leads has hidden an idea, and the person is who did


last_word = fact(
    "last_word",
    Register(
        whose="the person",
        why="so that a restored backup writes to nobody who said stop, and shows nothing that was taken back",
        kept="as long as the workspace has the app",
        export="whole",
        erasure="stays, as the only row that names the person: else a restored backup would undo it",
    ),
    key("about"),
    key("subject"),
    Column("order", Integer, primary_key=True, autoincrement=False),
    *who(*texts("person")),
    *texts("said"),
)

_word = last_word.c
_ADD = add_new(last_word)
_LAST = Query(
    lambda order, said: (order, said),
    select(_word.order, _word.said)
    .where(given(_word.about), given(_word.subject))
    .order_by(_word.order.desc())
    .limit(1),
)
_FORGET = remove(
    last_word,
    given(_word.about),
    _word.subject >= value(_word.subject, "first"),
    _word.subject < value(_word.subject, "beyond"),
)


class LastWords(Repository):
    """Kept by the repositories of what they are about, in the same unit of work."""

    def keep(self, about: About, subject: str, person: str, *, is_refused: bool) -> None:
        """Add a row when this says something else than before; wishing what everybody has says nothing."""
        said = "no" if is_refused else "yes"
        order, before = self._one(_LAST, about=about.value, subject=subject) or (-1, "yes")
        if said != before:
            told = {"about": about.value, "subject": subject, "order": order + 1, "person": person}
            self._touch(_ADD, **told, said=said)

    def forget(self, about: About, subject: str) -> None:
        """Keep nothing about this of any person."""
        self._touch(_FORGET, about=about.value, first=f"{subject} ", beyond=f"{subject}!")

"""What people said against being written to, or took back: only added to, and kept over a restored backup.

A restored backup brings back what was stored when it was made; what people have refused since must not come
back with it. So each refusal is also a row here, whichever way it came in, and a restore applies them again.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, Integer, select

from storage.columns import fact, key, texts, who
from storage.phrases import add_new, given
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query


class About(StrEnum):
    """What was refused or taken back; `storage.restored` has a row for each, which applies it again."""

    REMINDERS = "reminders"  # the subject is the person
    IDEA = "idea"
    PLEDGE = "pledge"
    LISTED = "listed"  # "no": they took themselves off the list of people to ask; whose it was is not said
    SHARED_PLEDGE = "shared_pledge"  # "no": the group does not see it any more
    WORDS = "words"  # "no": whoever wrote an answer in their own words has deleted it
    CONDITION = "condition"  # the subject is the idea and the person; "no": their words are taken back
    CALLER = "caller"  # "no": somebody without Slack has taken back their consent
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


class LastWords(Repository):
    """Kept by the repositories of what they are about, in the same unit of work."""

    def keep(self, about: About, subject: str, person: str, *, is_refused: bool) -> None:
        """Add a row when this says something else than before; wishing what everybody has says nothing."""
        said = "no" if is_refused else "yes"
        order, before = self._one(_LAST, about=about.value, subject=subject) or (-1, "yes")
        if said != before:
            told = {"about": about.value, "subject": subject, "order": order + 1, "person": person}
            self._touch(_ADD, **told, said=said)

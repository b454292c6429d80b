"""What people wrote about the questions that they were asked."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, select

from coproduction.notes import Note, Told
from storage.columns import belongs_to, fact, key, moment, texts, who, words
from storage.lastwords import About, LastWords
from storage.phrases import find, given, keep, literally, remove, several, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

note = fact(
    "note",
    Register(
        whose="who wrote it",
        why="so that an answer in somebody's own words is not lost",
        kept="until they delete it, else as long as the pledge; two weeks where they do not say about which",
        export="whole",
        erasure="deleted",
    ),
    key("origin"),
    *texts("follow_up"),
    *who(*texts("person")),
    *words("about", Told),
    *texts("words"),
    moment("written_at"),
    belongs_to("follow_up", "follow_up"),
    Index("ix_note_workspace_follow_up_written_at", "workspace", "follow_up", "written_at"),
    Index("ix_note_workspace_person", "workspace", "person"),
    Index("ix_note_workspace_about_written_at", "workspace", "about", "written_at"),
)

_note = note.c

_KEEP = keep(note)
_GET = find(Note, note, given(_note.origin))
_OF = find(Note, note, given(_note.follow_up), order=[_note.written_at, _note.origin])
_UNPLACED = Query(
    str,
    select(_note.origin)
    .where(literally(_note.about, Told.UNPLACED), _note.written_at <= value(_note.written_at, "moment"))
    .order_by(_note.written_at, _note.origin),
)
_OF_ANY = find(
    Note, note, _note.follow_up.in_(several(_note.follow_up)), order=[_note.written_at, _note.origin]
)
_DROP = remove(note, given(_note.origin))


class Notes(Repository):
    """`coproduction.notes.Notes`."""

    def keep(self, note: Note) -> None:
        self._touch(_KEEP, **values_of(note))

    def get(self, origin: str) -> Note | None:
        return self._one(_GET, origin=origin)

    def of(self, follow_up: str) -> list[Note]:
        return self._all(_OF, follow_up=follow_up)

    def of_any(self, follow_ups: Collection[str]) -> list[Note]:
        return self._all(_OF_ANY, follow_up=list(follow_ups)) if follow_ups else []

    def unplaced_since(self, moment: datetime) -> list[str]:
        return self._all(_UNPLACED, moment=moment)

    def drop(self, origin: str) -> bool:
        is_gone = self._touch(_DROP, origin=origin) == 1
        if is_gone:
            LastWords(self._scope).keep(About.WORDS, origin, "", is_refused=True)
        return is_gone

"""What people wrote about the questions that they were asked."""

from sqlalchemy import Index

from coproduction.notes import Note, Told
from storage.columns import belongs_to, fact, key, moment, texts, who, words
from storage.phrases import find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of

note = fact(
    "note",
    Register(
        whose="who wrote it",
        why="so that an answer in somebody's own words is not lost",
        kept="until they delete it, else as long as the pledge",
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
)

_note = note.c

_KEEP = keep(note)
_GET = find(Note, note, given(_note.origin))
_OF = find(Note, note, given(_note.follow_up), order=[_note.written_at, _note.origin])
_DROP = remove(note, given(_note.origin))


class Notes(Repository):
    """`coproduction.notes.Notes`."""

    def keep(self, note: Note) -> None:
        self._touch(_KEEP, **values_of(note))

    def get(self, origin: str) -> Note | None:
        return self._one(_GET, origin=origin)

    def of(self, follow_up: str) -> list[Note]:
        return self._all(_OF, follow_up=follow_up)

    def drop(self, origin: str) -> bool:
        return self._touch(_DROP, origin=origin) == 1

"""What those who lead a programme have heard before people meet."""

from coproduction.listeningnotes import ListeningNotes
from storage.columns import fact, integers, key, maybes
from storage.phrases import find, given, keep, remove, value
from storage.register import Register
from storage.repository import Repository, values_of

listening_note = fact(
    "listening_note",
    Register(
        whose="nobody: the form asks for no names",
        why="so that those who lead know what people in a place need and can do, before they invite them",
        kept="as long as the programme, or until the boxes are emptied",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    *maybes("needs", "strengths", "listened_to", "context"),
    *integers("version"),
)

_note = listening_note.c
_was = _note.version == value(_note.version, "was")

_PUT = keep(listening_note, only_if=_was)
_GET = find(ListeningNotes, listening_note, given(_note.channel))
_DROP = remove(listening_note, given(_note.channel), _was)


class Listening(Repository):
    """`coproduction.listeningnotes.Listening`."""

    def put(self, notes: ListeningNotes, was: int) -> bool:
        return self._touch(_PUT, **values_of(notes), was=was) == 1

    def get(self, channel: str) -> ListeningNotes | None:
        return self._one(_GET, channel=channel)

    def drop(self, channel: str, was: int) -> bool:
        return self._touch(_DROP, channel=channel, was=was) == 1

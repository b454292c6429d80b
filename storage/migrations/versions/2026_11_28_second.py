"""Languages, and short codes in place of words that people once saw.

Words that only the code knows are checked there, so that a new one does not make a whole table anew.
"""

from storage.migrations.spelling import maybes, rewrite, unchecked, widen

revision = "2026_11_28_second"
down_revision = "2026_11_23_first"

_SECTORS = {
    "family members": "family",
    "primary care": "primary-care",
    "the council": "council",
    "communications, arts and culture": "communications",
    "mental health": "mental-health",
    "entrepreneurs in tech and hygiene": "entrepreneurs",
}
_PERSPECTIVES = {"lived experience": "lived", "front line": "front", "governing body": "governing"}


def upgrade() -> None:
    """Table by table."""
    _people()
    _programmes()
    _ideas()
    _polls()
    _follow_ups()
    _messages()


def _people() -> None:
    widen("person", *maybes("language"))
    unchecked("person", "perspective")
    rewrite("person", "sector", _SECTORS)
    rewrite("person", "perspective", _PERSPECTIVES)


def _programmes() -> None:
    widen("programme", *maybes("language"))


def _ideas() -> None:
    unchecked("idea", "kind")
    rewrite("idea", "kind", {"change idea": "change"})


def _polls() -> None:
    unchecked("poll", "purpose")


def _follow_ups() -> None:
    unchecked("follow_up", "state", "reply")
    rewrite("follow_up", "state", {"put off": "put_off"})
    rewrite("follow_up", "reply", {"working on it": "working"})


def _messages() -> None:
    unchecked("message", "kind", "state")

"""The ids of lists that may be too long for the place where they stand; see `handlers.ids`."""

from typing import Final

SEE_ALL: Final = "see_all"  # opens the whole of a list, and turns its pages
IN_LIST: Final = "in_list"  # around the id of whatever is pressed in such a page
GO_ON: Final = "go_on_asking"  # pressed where one's own pledges stand

# The lists. What a button carries is one of these, a colon, and what the list is about.
IDEAS: Final = "programme"
OF_SESSION: Final = "session"
MINE: Final = "mine"
BETWEEN: Final = "between"
THEME: Final = "theme"
WORDS: Final = "words"
LIVE: Final = "live"
PLEDGES: Final = "pledges"
ASKED: Final = "asked"
REMINDERS: Final = "reminders"
WOULD_HELP: Final = "would_help"
SHIFTS: Final = "shifts"
UNREACHED: Final = "unreached"
GROUPS: Final = "groups"
POLLS: Final = "polls"
MONTH: Final = "month"
HANDS: Final = "hands"
PLANNED: Final = "planned"
HIDDEN: Final = "hidden"
CANDIDATES: Final = "candidates"

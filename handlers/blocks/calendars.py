"""How a planned session is handed over for somebody's own calendar."""

from typing import Final

from coproduction.planned import Planned, PlannedState
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks import cells
from handlers.blocks.kit import Block, Drawing, View, button, context, notice, section
from handlers.blocks.text import brief, clip_escaped, local, moment
from handlers.voice import Voice

ADD: Final = Text("Add to my calendar")
UPDATE: Final = Text("Change it in my calendar")
TAKE_OUT: Final = Text("Take it out of my calendar")
TITLE: Final = Text("Your calendar")
GIVEN: Final = Text("The file is in your conversation with me. Open it, and your calendar does the rest.")
_OPEN = Text(
    "“{title}” for your calendar. Open this file to add it. If it stands there already, it gets the new time."
)
_OPEN_OFF = Text("“{title}” is cancelled. Open this file to take it out of your calendar.")
_COPY = Text("To put it in your calendar, copy this. Only you see it.")
_OFF = Text("This session is cancelled. Please delete it in your calendar. Only you see this.")


def calendar_button(say: Voice, planned: Planned, label: Text = ADD, number: int = 0) -> Block:
    """The way into somebody's own calendar; `number` tells it from those of others in the same list."""
    aloud = say("{label}: {title}", label=label, title=brief(planned.title, 40))
    return button(say(label), ids.numbered(ids.CALENDAR, number), planned.id, aloud=aloud)


def in_the_file(say: Voice, planned: Planned) -> str:
    """What introduces the file."""
    return say(_OPEN_OFF if _is_off(planned) else _OPEN, title=clip_escaped(planned.title, 150))


def shown(say: Voice, planned: Planned) -> View:
    """What to write into a calendar by hand."""
    return notice(say, say(TITLE), _by_hand(say, planned))


def to_copy(say: Voice, planned: Planned) -> Drawing:
    """The same, as a private message."""
    return Drawing.of(say, _by_hand(say, planned))


def _by_hand(say: Voice, planned: Planned) -> list[Block]:
    """Title, time and link to copy, as a clock in its zone shows it; and what that is for the reader."""
    at = say(
        "{when} in {zone}. {lasts}",
        when=local(say, planned.starts_at.astimezone(planned.where)),
        zone=planned.zone,
        lasts=several(planned.minutes, "It takes {n} minute.", "It takes {n} minutes."),
    )
    lines = "\n".join(filter(None, (planned.title, at, planned.purpose, planned.link)))
    yours = say("For you that is {time}.", time=moment(say, planned.starts_at))
    return [section(say(_OFF if _is_off(planned) else _COPY)), *cells.to_copy(lines), context(yours)]


def _is_off(planned: Planned) -> bool:
    return planned.state is PlannedState.CANCELLED

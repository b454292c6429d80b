"""What an act is about, and where it was done: of words about the same thing, only the newest are true."""

from handlers import ids
from handlers.edge.heard import Click, Command, Event, Heard, Shortcut, Submission


def is_a_channel(place: str) -> bool:
    """Whether others are there, too, so that words can be shown to one of them."""
    return bool(place) and not place.startswith("D")


def thing(heard: Heard) -> str:
    """What an act is about: of two acts about the same thing, only the newer's words are true."""
    match heard:
        case Click():
            return heard.value or ids.base(heard.action)
        case Command():
            return f"{heard.name} {heard.text}"
        case Submission():
            return heard.view
        case Shortcut():
            return f"{heard.name} {heard.message_ts}"
        case Event():
            return f"{heard.kind} {heard.body.get('event_ts') or ''}"
    return ""

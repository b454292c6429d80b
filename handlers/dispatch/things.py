"""What an act is about: of words about the same thing, only the newest are true."""

from coproduction.sessions import is_direct
from handlers import ids
from handlers.edge.heard import Click, Command, Event, Heard, Shortcut, Submission
from handlers.edge.reply import Reply


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


def changed_privately(click: Click, reply: Reply) -> bool:
    """Whether the private message in which was pressed may show something else now, whatever is said."""
    return reply.confirms and is_direct(click.channel or "")

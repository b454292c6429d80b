"""The way into the video call, the same wherever it stands."""

from coproduction.planforms import LINK_LENGTH
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks.fields import text_input
from handlers.blocks.kit import Block, View, button, modal, paragraphs, section
from handlers.blocks.text import escape
from handlers.voice import Voice

CHANGE = Text("Change the video link")
_CALL = Text("Video call: {link}")
_WHO_SEES = Text("Everybody in the session sees it. If you leave it empty, there is none.")


def video_call(say: Voice, link: str) -> list[Block]:
    """The link in a block of its own; none where there is no link."""
    return [section(line) for line in call_line(say, link)]


def call_line(say: Voice, link: str) -> list[str]:
    """The same as a line of mrkdwn; what a link may hold was checked before it was stored."""
    return [say(_CALL, link=escape(link))] if link else []


def change_button(say: Voice, session: Session) -> Block:
    """The button that changes it, in the panel of a session that was planned."""
    aloud = say("{label}: {title}", label=CHANGE, title=session.title)
    return button(say(CHANGE), leadids.CHANGE_LINK, session.id, aloud=aloud)


def link_form(say: Voice, session: Session, link: str) -> View:
    """The form with the link of a session that runs."""
    field = link_input(say, link)
    blocks = [*paragraphs(say("“{title}”", title=session.title)), section(say(_WHO_SEES)), field]
    private = ids.private(session.channel, session.id)
    return modal(say, say(CHANGE), leadids.LINK_FORM, say("Save"), private, blocks)


def link_input(say: Voice, link: str) -> Block:
    """The field for it, wherever it is filled in."""
    secure, label = say("It begins with https://"), say("Link to the video call")
    return text_input("link", label, most=LINK_LENGTH, hint=secure, optional=True, initial=link)

"""The way into the video call, the same wherever it stands."""

from coproduction.words import Text
from handlers.blocks.kit import Block, section
from handlers.blocks.text import escape
from handlers.voice import Voice

_CALL = Text("Video call: {link}")


def video_call(say: Voice, link: str) -> list[Block]:
    """The link in a block of its own; none where there is no link."""
    return [section(line) for line in call_line(say, link)]


def call_line(say: Voice, link: str) -> list[str]:
    """The same as a line of mrkdwn; what a link may hold was checked before it was stored."""
    return [say(_CALL, link=escape(link))] if link else []

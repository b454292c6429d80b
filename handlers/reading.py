"""What somebody wrote, in words: what Slack sent as ids is asked for, and never shown as ids."""

from handlers.desk import Desk
from handlers.edge.markup import Names, mentioned, plain, unnamed_channels, unnamed_groups
from handlers.voice import Voice


async def words_of(desk: Desk, say: Voice, markup: str) -> str:
    """A text in Slack's markup as a reader sees it. Slack being slow costs names, and not the text."""
    soon = desk.slack.patience.soon
    names = Names(
        await desk.directory.known_names(mentioned(markup), soon),
        await desk.directory.channels(unnamed_channels(markup), soon),
        say("somebody"),
        say("a channel"),
        say("a group"),
        await desk.directory.groups.names(unnamed_groups(markup), soon),
    )
    return plain(markup, names)

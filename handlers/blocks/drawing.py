"""From what a message is about to how it looks."""

from collections.abc import Mapping

from coproduction.polls import Tally
from coproduction.service.breakouts.cards import GroupNote, RoomCard, RoundCard, TimeNote
from coproduction.service.cards import (
    Content,
    IdeaCard,
    NudgeNote,
    SessionCard,
    Summary,
)
from handlers.blocks import ideas, pledges, polls, report, sessions
from handlers.blocks.breakouts import cards
from handlers.blocks.kit import Drawing
from handlers.voice import Voice


def draw(say: Voice, content: Content, names: Mapping[str, str]) -> Drawing:  # noqa: PLR0911 (a table)
    """Draw what a message shows; `names` holds everybody of `people_in(content)`."""
    match content:
        case SessionCard():
            return sessions.card(say, content)
        case IdeaCard():
            return ideas.card(say, content, names)
        case RoundCard() | RoomCard() | GroupNote() | TimeNote():
            return cards.draw(say, content, names)
        case Summary():
            return sessions.summary(say, content)
        case NudgeNote():
            return pledges.nudge(say, content)
        case Tally():
            return polls.card(say, content)
        case _:
            return report.card(say, content)


def people_in(content: Content) -> list[str]:
    """Whose names must be known to draw this."""
    match content:
        case IdeaCard(idea=idea):
            return [idea.author] if idea.author else []
        case RoundCard(groups=groups):
            return [member for group in groups for member in group.members]
        case RoomCard(group=group):
            return list(group.members)
        case _:
            return []

"""The form people check in with."""

from coproduction.checkins import MOODS, WORD_LENGTH
from coproduction.sessions import Session
from handlers import ids
from handlers.blocks.kit import View, choice, modal, text_input
from handlers.blocks.people import profile_fields

NAMED, ANONYMOUS = "named", "anonymous"


def form(session: Session, *, asks_profile: bool) -> View:
    """Mood, one word, with a name or without; and, the first time, who the person is to the programme."""
    blocks = [
        choice(
            "mood",
            "How are you today?",
            {str(mood): f"{mood} – {name}" for mood, name in reversed(MOODS.items())},
        ),
        text_input("word", "One word for how you arrive", most=WORD_LENGTH, optional=True),
        choice(
            "named",
            "Your name",
            {NAMED: "With my name", ANONYMOUS: "Without my name"},
            initial=NAMED,
            hint="Everybody sees how many people feel how, and the words, but not who said what. "
            "“Without my name”: I do not store your name with your answer. While the session is open, "
            "Slack and the people who run my server could still find out.",
        ),
    ]
    if asks_profile:
        blocks += profile_fields()
    return modal("Check in", ids.CHECK_IN_FORM, "Check in", ids.private(session.channel, session.id), blocks)

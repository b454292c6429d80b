"""The form people check in with."""

from collections.abc import Sequence

from coproduction.checkins import MOODS, WORD_LENGTH
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, View, choice, modal, text_input
from handlers.blocks.people import profile_fields
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"
_NAMES = {NAMED: Text("With my name"), ANONYMOUS: Text("Without my name")}


def form(say: Voice, session: Session, *, asks_profile: bool, where: Sequence[Block] = ()) -> View:
    """Mood, one word, with a name or without; and, the first time, who the person is to the programme.

    `where` says to which session it goes, or asks.
    """
    moods = {
        str(mood): say("{number} – {mood}", number=mood, mood=name) for mood, name in reversed(MOODS.items())
    }
    hint = say(
        "Everybody sees how many people feel how, and the words, but not who said what. "
        "“Without my name”: I do not store your name with your answer. While the session is open, "
        "Slack and the people who run my server could still find out."
    )
    names = {value: say(words) for value, words in _NAMES.items()}
    blocks = [
        *where,
        choice(say, "mood", say("How are you today?"), moods),
        text_input("word", say("One word for how you arrive"), most=WORD_LENGTH, optional=True),
        choice(say, "named", say("Your name"), names, initial=NAMED, hint=hint),
    ]
    if asks_profile:
        blocks += profile_fields(say)
    private = ids.private(session.channel, session.id)
    return modal(say, say("Check in"), ids.CHECK_IN_FORM, say("Check in"), private, blocks)

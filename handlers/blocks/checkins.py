"""The form people check in with, and what they are told then."""

from collections.abc import Sequence

from coproduction.checkins import MOODS, WORD_LENGTH
from coproduction.releases import FEWEST
from coproduction.service.checkins import Arrived, Arriving, Earlier
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import choice, text_input
from handlers.blocks.kit import Block, View, context, modal
from handlers.blocks.people import needs_field, profile_fields
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"
_NAMES = {ANONYMOUS: Text("Without my name"), NAMED: Text("With my name")}


_STAYS_UNNAMED = Text(
    "You have checked in without your name. You can change your answer. It still has no name then."
)
_EARLIER = {
    Earlier.REPLACED: Text("This answer takes the place of the one before."),
    Earlier.UNNAMED_UNSEEN: Text(
        "Your answer has no name now, and I deleted the one with your name. "
        "It was not yet in anything that people here could see. "
        "A copy of my data that was made before now may still show it."
    ),
    Earlier.UNNAMED_SEEN: Text(
        "Your answer has no name now, and I deleted the one with your name. "
        "People here have seen it as part of the totals, but not that it was yours. "
        "A copy of my data that was made before now may still show it."
    ),
}


def form(say: Voice, ready: Arriving, word: str = "", where: Sequence[Block] = ()) -> View:
    """Mood, one word, with a name or without; and, the first time, who the person is to the programme.

    Whoever checks in again finds what they said and chose before. `word` is what they typed already, `where`
    says to which session it goes, or asks.
    """
    moods = {
        str(mood): say("{number} – {mood}", number=mood, mood=name) for mood, name in reversed(MOODS.items())
    }
    arrive = say("How do you feel? One word.")
    blocks = [
        *where,
        choice(say, "mood", say("How are you today?"), moods, initial=str(ready.mood or "")),
        text_input("word", arrive, most=WORD_LENGTH, optional=True, initial=word or ready.word),
        _name(say, ready),
    ]
    if ready.asks_profile:
        blocks += [*profile_fields(say), needs_field(say)]
    private = ids.private(ready.session.channel, ready.session.id)
    return modal(say, say("Check in"), ids.CHECK_IN_FORM, say("Check in"), private, blocks)


def _name(say: Voice, ready: Arriving) -> Block:
    """Whether the answer has their name; one that has none cannot get it any more."""
    if ready.is_unnamed:
        return context(say(_STAYS_UNNAMED))
    hint = say(
        "From {fewest} answers on, everybody sees how many people feel how, and the words, "
        "but never who said what. “Without my name”: I do not keep your name. "
        "Slack and the people who run this app could still look while the session is on. "
        "A copy of my data that is made then can show it later, too. "
        "Who knows four of five answers can work out the fifth.",
        fewest=FEWEST,
    )
    names = {value: say(words) for value, words in _NAMES.items()}
    initial = NAMED if ready.is_named else ANONYMOUS
    return choice(say, "named", say("Your name"), names, initial=initial, hint=hint)


def thanks(say: Voice, arrived: Arrived, *, is_late: bool) -> str:
    """What somebody is told who has checked in, or has changed their answer."""
    title = arrived.session.title
    told = [Text("You are checked in to “{title}”. Thank you for being here.", title=title)]
    if arrived.earlier in _EARLIER:
        told.append(_EARLIER[arrived.earlier])
    if is_late:
        told.append(Text("People are in small groups now. I am sending you a message about yours."))
    return " ".join(map(say.of, told))

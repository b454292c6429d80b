"""The form people check in with, and what they are told then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coproduction.checkins import MOODS, STEPS, WORD_LENGTH
from coproduction.looks import alike
from coproduction.ownquestions import CANDOUR
from coproduction.people import OBSERVER
from coproduction.releases import FEWEST
from coproduction.service.checkins import Arrived, Arriving, Earlier
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids
from handlers.blocks.candour import ENDS
from handlers.blocks.fields import choice, text_input
from handlers.blocks.giveaways import once_more
from handlers.blocks.kit import Block, View, actions, button, context, modal, paragraphs, plain
from handlers.blocks.observing import AGAIN, JOINS, TAKEN_OUT
from handlers.blocks.people import needs_field, profile_fields
from handlers.blocks.text import brief
from handlers.blocks.welcome import get_help, notice
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"
_NAMES = {ANONYMOUS: Text("Without my name"), NAMED: Text("With my name")}

MOST_ROWS = 5  # sessions that somebody may mean at once
MOST_OF_A_LINE = 300  # characters
_PRESS = Text("You need no form. Press how you are today: that checks you in, without your name.")
_CHANGES = Text("If you have checked in before, this only changes your mood, and the rest stays as it is.")
CHECK_IN = Text("Check in")
LATE = Text("People are in small groups now. I am sending you a message about yours.")
_MORE = Text(
    "To add a word or to change your answer later, type {/checkin} or press “{button}” on the session's card."
)
_HAS_NAME = Text(
    "Your answer has your name. To change it, or to take your name off, "
    "type {/checkin} or press “{button}” on the session's card."
)
_HAS_NONE = Text(
    "Your answer has no name. To change it, type {/checkin} or press “{button}” on the session's card."
)
_SILENT = Text(
    "You did not say how you are, and that is fine. To say it after all, "
    "type {/checkin} or press “{button}” on the session's card."
)
_WHO = Text("Please also tell me who you are here as, so that groups can be mixed well: {/profile}")
_WHO_SEES = Text(
    "From {fewest} answers on, everybody sees how many people feel how, and the words, "
    "but never who said what. “Without my name”: I do not keep your name. "
    "Slack and the people who run this app could still look while the session is on, "
    "and for ten minutes after it. "
    "A copy of my data that is made then can show it later, too. "
    "Who knows four of five answers can work out the fifth.",
    fewest=FEWEST,
)
_WHO_SEES_NAMED = Text(
    "“With my name”: I keep your name with your answer. People here do not see it. "
    "The people who run this app could."
)
_HOW_LONG = Text(
    "{most} characters fit. Your words stand on the card of the session as you write them.",
    most=WORD_LENGTH,
)
_YOU_ARE_IN = Text(
    "You are here: I have counted you. What I ask now can be left out. To skip it, press Skip. "
    "You stay counted then."
)
_LOOKS_ON = Text(
    "You are here as an observer, so what you say here is in no totals. Is that wrong? "
    "Change it in {/profile}."
)
_CONFIDENTIAL = Text(
    "Confidential: I hold your answer until ten minutes after the session ends. "
    "Then I keep only how many said what. "
    "From {fewest} answers on, everybody sees that.",
    fewest=FEWEST,
)
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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the questions: `where` they go, or which session is meant; `word`, typed already.

    `is_in`: who looks at the form is there by now. `is_long`: they want to read more of the notice.
    """

    where: Sequence[Block] = ()
    word: str = ""
    is_in: bool = False
    is_long: bool = False
    contacts: str = ""
    perspectives: Mapping[str, str] = field(default_factory=dict)  # what the programme calls them
    noted: Sequence[Text] = ()  # what may tell who somebody is, for a look once more


def form(say: Voice, ready: Arriving, around: Surroundings = Surroundings()) -> View:
    """Three questions, the answer with a name or without; and, the first time, the notice and who they are.

    Whoever checks in again finds what they said and chose before.
    """
    blocks = once_more(say, around.noted) if around.noted else []
    blocks += [*([context(say(_YOU_ARE_IN))] if around.is_in else []), *around.where]
    if ready.asks_notice:  # its buttons draw the form anew, which takes to know which session is meant
        blocks += notice(say, ready.session.id if around.is_in else "", is_long=around.is_long)
    if ready.is_observer:
        blocks.append(context(say(_LOOKS_ON)))
    blocks += [*_questions(say, ready, around.word), _name(say, ready)]
    if ready.asks_profile:
        names, looks_on = around.perspectives, OBSERVER if ready.is_observer else ""
        blocks += [*profile_fields(say, perspective=looks_on, names=names, optional=True), needs_field(say)]
    blocks += get_help(say, around.contacts)
    private = ids.private(ready.session.channel, ready.session.id)
    skip, send = (say("Skip"), say("Send")) if around.is_in else ("", say("Check in"))
    form_id, send = (
        (ids.CHECK_IN_LOOKED_FORM, say("Post it as it is")) if around.noted else (ids.CHECK_IN_FORM, send)
    )
    asked = modal(say, say("Check in"), form_id, send, private, blocks, close=skip)
    return {**asked, "notify_on_close": True} if around.is_in else asked


def _questions(say: Voice, ready: Arriving, word: str) -> list[Block]:
    """How they are, how far they can say what they think, and a word: never more."""
    moods = {str(mood): say("{number} – {mood}", number=mood, mood=name) for mood, name in MOODS.items()}
    prompt = say.of(ready.prompt)
    is_own = prompt and not alike([prompt, say("How are you today?")])
    arrive = prompt if is_own else say("How do you feel? A word or a few.")
    said = word or ready.word
    return [
        choice(say, "mood", say("How are you today?"), moods, initial=str(ready.mood or ""), optional=True),
        _candour(say, ready),
        text_input("word", arrive, most=WORD_LENGTH, optional=True, initial=said, hint=say(_HOW_LONG)),
    ]


def _candour(say: Voice, ready: Arriving) -> Block:
    steps = {str(step): str(step) for step in STEPS}
    for step, words in ENDS.items():
        steps[str(step)] = say("{number} – {mood}", number=step, mood=words)
    initial, hint = str(ready.candour or ""), say(_CONFIDENTIAL)
    return choice(say, "candour", say(CANDOUR), steps, initial=initial, hint=hint, optional=True)


def _name(say: Voice, ready: Arriving) -> Block:
    """Whether the answer has their name; one that has none cannot get it any more."""
    if ready.is_unnamed:
        return context(say(_STAYS_UNNAMED))
    hint = f"{say(_WHO_SEES)} {say(_WHO_SEES_NAMED)}"
    names = {value: say(words) for value, words in _NAMES.items()}
    initial = NAMED if ready.is_named else ANONYMOUS
    return choice(say, "named", say("Your name"), names, initial=initial, hint=hint)


def moods(say: Voice, sessions: Sequence[Session], word: str, *, is_first: bool) -> list[Block]:
    """A way to check in without the form: a row of moods for each session in which that may be meant.

    `is_first`: they have surely said nothing there before. `word` is what they have typed.
    """
    told = [_PRESS] if is_first else [_PRESS, _CHANGES]
    if word:
        told.append(Text("“{word}” goes with it.", word=word))
    blocks = [*paragraphs(" ".join(map(say, told)))]
    for number, session in enumerate(sessions[:MOST_ROWS]):
        if len(sessions) > 1:
            title = plain(say("In the session “{title}”.", title=session.title), MOST_OF_A_LINE)
            where = context(say("It is in {channel}.", channel=f"<#{session.channel}>"))
            blocks.append({"type": "context", "elements": [title, *where["elements"]]})
        blocks.append(_row(say, session, number, word))
    return [*blocks, context(say(_WHO_SEES))]


def _row(say: Voice, session: Session, number: int, word: str) -> Block:
    shown = {mood: say("{number} – {mood}", number=mood, mood=name) for mood, name in reversed(MOODS.items())}
    return actions(
        *(
            button(
                label,
                ids.at(ids.CHECK_IN_MOOD, f"{number}/{mood}"),
                f"{session.id}|{word}",
                aloud=say("{mood}: check in to {title}", mood=label, title=brief(session.title, 40)),
            )
            for mood, label in shown.items()
        )
    )


def thanks(say: Voice, room: Voice, arrived: Arrived, *, is_late: bool) -> str:
    """What somebody is told who has checked in, or changed their answer. The card has the `room`'s voice."""
    how = _SILENT if arrived.is_silent else _HAS_NAME if arrived.is_named else _HAS_NONE
    named = say(how, button=room(CHECK_IN))
    is_said = arrived.earlier in {Earlier.UNNAMED_UNSEEN, Earlier.UNNAMED_SEEN}
    told = _thanks(say, arrived, is_late=is_late)
    return told if is_said else f"{told} {named}"


def _thanks(say: Voice, arrived: Arrived, *, is_late: bool) -> str:
    title = arrived.session.title
    told = [Text("You are checked in to “{title}”. Thank you for being here.", title=title)]
    if arrived.earlier in _EARLIER:
        told.append(_EARLIER[arrived.earlier])
    if is_late:
        told.append(LATE)
    if arrived.looks_on_now is not None:
        told += [TAKEN_OUT] if arrived.looks_on_now else [JOINS, AGAIN]
    return " ".join(map(say.of, told))


def thanks_for_mood(say: Voice, room: Voice, arrived: Arrived, mood: int, *, is_late: bool) -> str:
    """The same for who pressed a mood: also what was stored, and how the rest is said."""
    stored = Text("Your answer: {number} – {mood}, without your name.", number=mood, mood=MOODS[mood])
    named = Text("Your answer: {number} – {mood}, with your name.", number=mood, mood=MOODS[mood])
    told = [named if arrived.is_named else stored, _MORE.filled(button=room(CHECK_IN))]
    if not arrived.has_profile:
        told.append(_WHO)
    return " ".join([_thanks(say, arrived, is_late=is_late), *map(say, told)])

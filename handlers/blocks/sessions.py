"""The card of a session, and what changes one that is live."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from coproduction.checkins import MOODS, together
from coproduction.releases import FEWEST
from coproduction.service.sessioncards import SessionCard
from coproduction.sessions import SESSION_CARD, TITLE_LENGTH, Session
from coproduction.words import Text, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.candour import spread
from handlers.blocks.fields import text_input
from handlers.blocks.idealists import written_between
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    asks,
    bar,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import moment
from handlers.blocks.turns import raise_button
from handlers.blocks.videocalls import video_call
from handlers.voice import Voice

BOT_NAME = "Alongside"
WORDS_LENGTH = 500  # characters of what people said in a word
_ENDED = Text("This session has *ended*. Thank you for being here.")
_CANCELLED = Text("This session was *cancelled*: it began by mistake.")


def card(say: Voice, shown: SessionCard, _names: Mapping[str, str]) -> Drawing:
    """A session: how to take part while it is live, and how the room arrived."""
    session = shown.session
    blocks: list[Block] = [header(say("Session: {title}", title=session.title))]
    if session.is_live:
        new_idea = say("Write an idea")
        blocks += [
            section(say("This session is *live*. Everybody here has an equal voice.")),
            *paragraphs(shown.purpose or ""),
            *video_call(say, shown.link),
            actions(
                check_in_button(say, session),
                button(new_idea, ids.NEW_IDEA, session.id),
                *([raise_button(say, session)] if shown.has_hands else []),
            ),
            context(say("You can also type {/checkin} to check in, or {/idea} and your idea.")),
            *written_between(say, shown.between),
        ]
    else:
        blocks.append(section(say(_CANCELLED if session.is_cancelled else _ENDED)))
    blocks += arrived(say, shown)
    return Drawing.of(say, blocks)


def check_in_button(say: Voice, session: Session) -> Block:
    """The button that opens the form to check in with."""
    aloud = say("Check in to {title}", title=session.title)
    return button(say("Check in"), ids.CHECK_IN, session.id, style="primary", aloud=aloud)


def arrived(say: Voice, shown: SessionCard) -> list[Block]:
    """How many are here and how they arrived, without saying who said what."""
    arrivals = shown.arrivals
    if not arrivals.people:
        return [section(say("Nobody has checked in yet." if shown.session.is_live else "Nobody checked in."))]
    came = several(arrivals.people, "*{n} person checked in.*", "*{n} people checked in.*")
    blocks = [section(say(came))]
    if arrivals.told:
        moods = zip(MOODS.items(), arrivals.moods, strict=True)
        lines = [
            f"{say('{number} {mood}: {people}', number=mood, mood=name, people=n)} {bar(n, arrivals.told)}"
            for (mood, name), n in reversed(list(moods))
        ]
        blocks.append(section("\n".join([say("How people are today:"), *lines])))
    blocks += spread(say, arrivals.candours)
    words = _in_a_word(say, shown.session, arrivals.words)
    return [*blocks, *words, context(say(_left_out(shown)))]


def _in_a_word(say: Voice, session: Session, words: Sequence[str]) -> list[Block]:
    """How people feel in their own words, as many as a card has room for."""
    if not words:
        return []
    said = _together(words)
    fit = sum(length <= WORDS_LENGTH for length in accumulate(len(word) + 3 for word in said))
    shown = paragraphs(" · ".join(said[:fit]))
    left = several(len(said) - fit, "And {n} more word", "And {n} more words")
    more = [longlists.more(say, left, listids.WORDS, session.id)] if fit < len(said) else []
    return [context(say("In a few words:")), *shown, *more]


def all_words(words: Sequence[str]) -> list[list[Block]]:
    """All of these, as the card has them, each in a line of its own."""
    return [paragraphs(word) for word in _together(words)]


def _together(words: Sequence[str]) -> list[str]:
    """What was said, each once, with how many said it."""
    return [word if n == 1 else f"{word} × {n}" for word, n in together(words)]


def _left_out(shown: SessionCard) -> Text:
    """Whose answers stand in the moods and words, and when others will."""
    arrivals = shown.arrivals
    if not shown.session.is_live:
        if not arrivals.told:
            return Text("Moods and words are shown from {fewest} answers on, so none are.", fewest=FEWEST)
        return Text(
            "Moods and words are of {told} answers. What came or changed after that is counted, "
            "but not shown, so that nobody can tell whose it is.",
            told=arrivals.told,
        )
    if not arrivals.told:
        return Text("Moods and words appear here from {fewest} answers on.", fewest=FEWEST)
    return Text(
        "Moods and words are of {told} answers. I renew them when {fewest} answers are new or changed, "
        "so that nobody can tell whose is whose.",
        told=arrivals.told,
        fewest=FEWEST,
    )


def begun(say: Voice, session: Session) -> list[Block]:
    """The way back for whoever has just started a session."""
    return [actions(*ways_back(say, session, can_cancel=True))]


def ways_back(say: Voice, session: Session, *, can_cancel: bool) -> list[Block]:
    """The buttons that change the title of a live session and, in its first minutes, cancel it."""
    title = session.title
    aloud = say("Change the title of {title}", title=title)
    rename = button(say("Change the title"), ids.RENAME, session.id, aloud=aloud)
    if not can_cancel:
        return [rename]
    sure = asks(say, say("Cancel this session?"), _what_cancelling_does(say), say("Yes, cancel it"))
    aloud = say("Cancel the session {title}", title=title)
    return [rename, button(say("Cancel the session"), ids.CANCEL, session.id, aloud=aloud, confirm=sure)]


def ending_button(say: Voice, session: Session) -> Block:
    """The button that asks what ending this session does."""
    aloud = say("End the session {title}", title=session.title)
    return button(say("End the session"), ids.END, session.id, aloud=aloud)


def still_asked(say: Voice, polls: int) -> list[Block]:
    """What goes on beside a session that has just begun: so many polls that were asked before it."""
    told = several(
        polls,
        "{n} poll from before is still open. It stays open. To see it, type {/polls}.",
        "{n} polls from before are still open. They stay open. To see them, type {/polls}.",
    )
    return [context(say(told))] if polls else []


def left_open(say: Voice, session: Session) -> list[Block]:
    """An older session that is live elsewhere, for who may have forgotten to end it."""
    words = say("Your session “{title}” is still live. If it is over, please end it.", title=session.title)
    where = say(
        "It is in {channel}, since {time}.",
        channel=f"<#{session.channel}>",
        time=moment(say, session.started_at),
    )
    return [*paragraphs(words), context(where), actions(ending_button(say, session))]


def rename_form(say: Voice, session: Session) -> View:
    """The form with another title for a session."""
    title = text_input("title", say("What is the session about?"), most=TITLE_LENGTH, initial=session.title)
    private = ids.private(session.channel, session.id)
    return modal(say, say("Change the title"), ids.RENAME_FORM, say("Save"), private, [title])


def cancel_form(say: Voice, session: Session) -> View:
    """What cancelling does, asked before it is done."""
    private = ids.private(session.channel, session.id)
    where = say("This is the session in {channel}.", channel=f"<#{session.channel}>")
    blocks = [
        *paragraphs(say("“{title}”", title=session.title)),
        section(f"{where}\n{_what_cancelling_does(say)}"),
    ]
    title, yes, no = say("Cancel the session?"), say("Yes, cancel it"), say("Go back")
    return modal(say, title, ids.CANCEL_FORM, yes, private, blocks, close=no)


def _what_cancelling_does(say: Voice) -> str:
    return say(
        "Do this if it began by mistake. I post no summary, and the report leaves it out. "
        "Ideas that people wrote stay. If it was planned, its plan stays, too. This start cannot come back."
    )


DRAWINGS = (MessageDrawing(SESSION_CARD, card),)

"""The card of a session, its summary, and the form that starts one."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate

from coproduction.breakouts.sayings import Brought
from coproduction.breakouts.sayings import more as more_said
from coproduction.checkins import MOODS, together
from coproduction.ideas import so_many_collaborations, so_many_ideas
from coproduction.polls import Tally
from coproduction.releases import FEWEST
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.service.sessions import Ending
from coproduction.sessions import ENDED_BY_ITSELF, SESSION_CARD, SUMMARY, TITLE_LENGTH, Session
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.candour import spread
from handlers.blocks.fields import text_input
from handlers.blocks.fitting import as_many
from handlers.blocks.ideas import SESSION, line, more
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
    line_by_line,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.questions import counts
from handlers.blocks.questions.drawing import called
from handlers.blocks.text import brief, moment
from handlers.blocks.together import cut, from_five_on, results
from handlers.blocks.turns import raise_button
from handlers.voice import Voice

BOT_NAME = "Alongside"
WORDS_LENGTH = 500  # characters of what people said in a word
IDEAS_SHOWN = 10
SAID_LENGTH = 150  # of what a group said
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
            actions(
                check_in_button(say, session),
                button(new_idea, ids.NEW_IDEA, session.id),
                *([raise_button(say, session)] if shown.has_hands else []),
            ),
            context(say("You can also type {/checkin} to check in, or {/idea} and your idea.")),
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
    return [*blocks, *_in_a_word(say, arrivals.words), context(say(_left_out(shown)))]


def _in_a_word(say: Voice, words: Sequence[str]) -> list[Block]:
    """How people feel in their own words, as many as a card has room for."""
    if not words:
        return []
    said = [word if n == 1 else f"{word} × {n}" for word, n in together(words)]
    fit = sum(length <= WORDS_LENGTH for length in accumulate(len(word) + 3 for word in said))
    shown = paragraphs(" · ".join(said[:fit]))
    more = several(len(said) - fit, "And {n} more word.", "And {n} more words.")
    return [context(say("In a few words:")), *shown, *([context(say(more))] if fit < len(said) else [])]


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


def summary(say: Voice, shown: Summary, _names: Mapping[str, str]) -> Drawing:
    """What a session came to, posted when it ends."""
    ideas = len(shown.ideas) - shown.collaborations
    blocks: list[Block] = [
        header(say("What we did together")),
        *paragraphs(shown.session.title),
        section(say(_came_to(shown.arrivals.people, ideas, shown.collaborations))),
    ]
    for idea_card in shown.ideas[:IDEAS_SHOWN]:
        blocks += paragraphs(line(say, idea_card.idea, idea_card.supporters))
    if len(shown.ideas) > IDEAS_SHOWN:
        blocks.append(more(say, len(shown.ideas) - IDEAS_SHOWN, f"{SESSION}:{shown.session.id}"))
    blocks += _brought(say, shown.brought)
    polls = [(1, _poll(say, tally)) for tally in shown.polls]
    if shown.ending:
        blocks += cut(say, shown.ending.poll, (), from_five_on(say, shown.ending), ())
    return Drawing.of(say, as_many(blocks, polls, partial(_more_polls, say)))


def _more_polls(say: Voice, left_out: int) -> list[Block]:
    words = several(
        left_out,
        "And {n} more poll. Its result is on its card, above.",
        "And {n} more polls. Their results are on their cards, above.",
    )
    return [context(say(words))] if left_out else []


def _brought(say: Voice, brought: Brought) -> list[Block]:
    """What groups agreed on and where they differed, in their own words."""
    blocks: list[Block] = []
    for heading, sayings in brought.told:
        lines = (brief(each.line, SAID_LENGTH) for each in sayings.said)
        blocks += [section(f"*{say(heading)}*"), *line_by_line(lines)]
        if sayings.more:
            blocks.append(context(say(more_said(sayings.more))))
    return blocks


def _poll(say: Voice, tally: Tally) -> list[Block]:
    """How a poll was answered; of one with several questions as many as leave room for others."""
    if tally.parts:
        head, questions = paragraphs(called(say, tally.poll)), results(say, (tally, *tally.parts))
        return cut(say, tally.poll, head, questions, ())
    return [*paragraphs(say.of(tally.poll.asks)), *counts(say, tally)]


def _came_to(people: int, ideas: int, collaborations: int) -> Text:
    return Text(
        "{people} We formed {ideas} and {collaborations}.",
        people=several(people, "{n} person checked in.", "{n} people checked in."),
        ideas=so_many_ideas(ideas),
        collaborations=so_many_collaborations(collaborations),
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


def end_form(say: Voice, ending: Ending) -> View:
    """What ends with a session, asked before it ends."""
    where = f"<#{ending.session.channel}>"
    lines = [
        say("This ends the session in {channel}, for everybody there. It cannot be undone.", channel=where),
        say("I post a summary and ask the closing question."),
    ]
    if ending.open_polls:
        lines.append(say(several(ending.open_polls, "{n} open poll closes.", "{n} open polls close.")))
    if ending.has_round:
        lines.append(say("The round ends, too. Please call everybody back in your video call."))
    private = ids.private(ending.session.channel, ending.session.id)
    blocks = [*paragraphs(say("“{title}”", title=ending.session.title)), section("\n".join(lines))]
    title, yes, no = say("End the session?"), say("End it"), say("Go back")
    return modal(say, title, ids.END_FORM, yes, private, blocks, close=no)


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


def ended_by_itself(say: Voice, session: Session, _names: Mapping[str, str]) -> Drawing:
    """To the facilitators of a session that nobody has ended."""
    words = say(
        "Nobody has ended the session “{title}”, so I have closed it. "
        "Its summary is in its channel, and you can start the next one.",
        title=session.title,
    )
    where = context(say("This is about {channel}.", channel=f"<#{session.channel}>"))
    return Drawing.of_words(say, words, where)


DRAWINGS = (
    MessageDrawing(SESSION_CARD, card),
    MessageDrawing(SUMMARY, summary),
    MessageDrawing(ENDED_BY_ITSELF, ended_by_itself),
)

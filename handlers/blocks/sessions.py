"""The card of a session and its summary."""

from coproduction.checkins import MOODS, Arrivals
from coproduction.service.sessions import SessionCard, Summary
from coproduction.sessions import ENDED_BY_ITSELF, INVITE_ME, SESSION_CARD, SUMMARY, TITLE_LENGTH, Session
from handlers import ids
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    bar,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
    text_input,
)
from handlers.blocks.polls import lines
from handlers.blocks.text import brief, clip, several
from handlers.manners import Manners

BOT_NAME = "Alongside"
WORDS_SHOWN = 60
IDEAS_SHOWN = 10


def card(shown: SessionCard, manners: Manners) -> Drawing:
    """A session: how to take part while it is live, and how the room arrived."""
    session = shown.session
    blocks: list[Block] = [header(f"Session: {session.title}")]
    if session.is_live:
        idea, check_in = manners.command("idea"), manners.command("checkin")
        blocks += [
            section("This session is *live*. Everybody here has an equal voice."),
            actions(
                button("Check in", ids.CHECK_IN, session.id, style="primary"),
                button("Write an idea", ids.NEW_IDEA, session.id),
            ),
            context(f"You can also type {check_in} to check in, or {idea} and your idea."),
        ]
    else:
        blocks.append(section("This session has *ended*. Thank you for being here."))
    blocks += arrived(shown.arrivals)
    return Drawing.of(blocks)


def start_form(channel: str | None) -> View:
    """The form of a new session."""
    title = text_input("title", "What is the session about?", most=TITLE_LENGTH)
    return modal("New session", ids.START_FORM, "Start", ids.private(channel), [title])


def arrived(arrivals: Arrivals) -> list[Block]:
    """How many are here and how they arrived, without saying who said what."""
    if not arrivals.people:
        return [section("Nobody has checked in yet.")]
    blocks = [section(f"*{several(arrivals.people, 'person', 'people')} checked in.*")]
    told = sum(arrivals.moods)
    if told:
        moods = zip(MOODS.items(), arrivals.moods, strict=True)
        spread = [f"{mood} {name}: {n} {bar(n, told)}" for (mood, name), n in reversed(list(moods))]
        blocks.append(section("How people are today:\n" + "\n".join(spread)))
    if arrivals.words:
        words = clip(" · ".join(arrivals.words[:WORDS_SHOWN]), 500)
        blocks += [context("In a word:"), *paragraphs(words)]
    return blocks


def summary(shown: Summary) -> Drawing:
    """What a session came to, posted when it ends."""
    ideas = len(shown.ideas) - shown.collaborations
    blocks: list[Block] = [
        header("What we did together"),
        *paragraphs(shown.session.title),
        section(
            f"{several(shown.arrivals.people, 'person', 'people')} checked in. "
            f"We formed {several(ideas, 'change idea')} "
            f"and {several(shown.collaborations, 'collaboration')}."
        ),
    ]
    for idea_card in shown.ideas[:IDEAS_SHOWN]:
        supporters = several(idea_card.supporters, "supporter")
        blocks += paragraphs(f"{idea_card.idea.number}. {brief(idea_card.idea.text, 300)} ({supporters})")
    if len(shown.ideas) > IDEAS_SHOWN:
        blocks.append(context(f"And {several(len(shown.ideas) - IDEAS_SHOWN, 'more idea')} above."))
    for tally in shown.polls:
        blocks += [*paragraphs(tally.poll.question), *lines(tally)]
    return Drawing.of(fitting(blocks))


def invite_me(session: Session) -> Drawing:
    """To whoever started a session: the bot cannot write in its channel yet."""
    return Drawing.of_words(
        f"I cannot write in the channel of “{session.title}” yet. "
        f"Please go there and type: /invite @{BOT_NAME}\nThen I will post what is waiting."
    )


def ended_by_itself(session: Session) -> Drawing:
    """To the facilitators of a session that nobody has ended."""
    return Drawing.of_words(
        f"Nobody has ended the session “{session.title}”, so I have closed it. "
        "Its summary is in the channel, and you can start the next one."
    )


DRAWINGS = (
    MessageDrawing[SessionCard](SESSION_CARD, lambda shown, _names, manners: card(shown, manners)),
    MessageDrawing[Summary](SUMMARY, lambda shown, _names, _manners: summary(shown)),
    MessageDrawing[Session](INVITE_ME, lambda session, _names, _manners: invite_me(session)),
    MessageDrawing[Session](ENDED_BY_ITSELF, lambda session, _names, _manners: ended_by_itself(session)),
)

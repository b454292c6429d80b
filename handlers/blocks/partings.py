"""The end of a session: what is asked before it, the one card for all, and the message to each person."""

from collections.abc import Mapping, Sequence

from coproduction.breakouts.sayings import Brought
from coproduction.breakouts.sayings import more as more_said
from coproduction.ideas import IdeaCard, IdeaKind, so_many_collaborations, so_many_ideas, so_many_that_matter
from coproduction.polls import SHORT, Poll, Tally
from coproduction.service.partings import PARTING, Parting
from coproduction.service.sessioncards import Summary
from coproduction.service.sessions import Ending
from coproduction.sessions import ENDED_BY_ITSELF, SUMMARY, Session
from coproduction.words import Text, listed, several
from handlers import ids, listids
from handlers.blocks.fitting import as_many, fitting
from handlers.blocks.idealists import line, more
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    line_by_line,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.polls import closing_questions
from handlers.blocks.questions import counts
from handlers.blocks.questions.drawing import answered, called
from handlers.blocks.text import brief, moment
from handlers.blocks.together import cut, from_five_on, results
from handlers.voice import Voice

IDEAS_SHOWN = 10
ADDED_SHOWN, ADDED_LENGTH = 8, 300
SAID_LENGTH = 150  # of what a group said
_FORMED = Text("{people} We formed {ideas} and {collaborations}.")
_AND_NAMED = Text("{people} We formed {ideas} and {collaborations}, and named {matters}.")
_GOES_ON = Text("This session goes on: somebody who leads has opened it again. I sum it up at its end.")
_UNDO = Text("For ten minutes, you can undo this, and the session goes on.")
_UNDO_BUT_CLOSED = Text(
    "For ten minutes, you can undo this, and the session goes on. But what has closed stays closed."
)
_IS_ANEW = Text("The session went on after this. What is true now stands further down.")
_GIVEN = Text("You have answered this already: “{answer}”. It counts. You can change it.")
_TO_BE_SAID = Text("When the next session is planned, its card comes to {channel}.")
NEXT = Text("*Next session:* {when}")
_YOURS = Text("A pledge is yours alone until you share it. I ask you later how it went.")
_YOURS_UNASKED = Text(
    "A pledge is yours alone until you share it. You stopped reminders, so I will not ask you about it."
)
_CAN_UNDO = Text(
    "For ten minutes, you can undo this. Polls and groups stay closed. Then what was said without a name is "
    "sealed, and groups’ own channels are archived."
)


def summary(say: Voice, shown: Summary, _names: Mapping[str, str]) -> Drawing:
    """What a session came to, and what comes next: the one card for all at its end."""
    head: list[Block] = [header(say("What we did together")), *paragraphs(shown.session.title)]
    parting = shown.parting
    if parting and (parting.is_on or parting.is_anew):
        return Drawing.of(say, [*head, section(say(_IS_ANEW if parting.is_anew else _GOES_ON))])
    ideas = sum(each.idea.kind is IdeaKind.CHANGE for each in shown.ideas)
    sectors = [context(say("They came from {n} sectors.", n=shown.sectors))] if shown.sectors > 1 else []
    blocks = [*head, section(say(_came_to(shown, ideas))), *sectors]
    for words in _ideas(say, shown.ideas[:IDEAS_SHOWN]):
        blocks += paragraphs(words)
    if len(shown.ideas) > IDEAS_SHOWN:
        blocks.append(more(say, len(shown.ideas) - IDEAS_SHOWN, listids.OF_SESSION, shown.session.id))
    blocks += _brought(say, shown.brought)
    polls = [(1, _poll(say, tally)) for tally in shown.polls if not tally.is_unanswered]
    silent = _unanswered(say, [tally.poll for tally in shown.polls if tally.is_unanswered])
    empty = sum(number for number, _ in silent)
    foot = _foot(say, shown, blocks)
    fits = as_many(blocks, [*polls, *silent], lambda left: [*_more_polls(say, left, empty), *foot])
    return Drawing.of(say, fits)


def _ideas(say: Voice, cards: Sequence[IdeaCard]) -> list[str]:
    """The most supported ideas; where nobody supported any, without figures that would rank them."""
    if any(card.supporters for card in cards):
        return [line(say, card.idea, card.supporters) for card in cards]
    return [
        say("{number}. {idea}", number=card.idea.number, idea=brief(card.idea.text, 300)) for card in cards
    ]


def _foot(say: Voice, shown: Summary, above: Sequence[Block]) -> list[Block]:
    """The closing question, also for who was not asked in private, and what comes next; once it has closed,
    what was said, as much as fits below what stands `above`.
    """
    parting = shown.parting
    after = [*_added(say, parting), *_next(say, parting), *_not_said(say, shown.session)] if parting else []
    if shown.ending:
        told = say("This question is closed now.")
        counted = say("The report counts the answers. To get it, facilitators type {/report}.")
        head = [
            *paragraphs(say.of(shown.ending.poll.asks)),
            context(f"{answered(say, shown.ending)} {told} {counted}"),
        ]
        said = from_five_on(say, shown.ending)
        return cut(say, shown.ending.poll, [*above, *head], said, after)[len(above) :]
    asked = closing_questions(say, parting.tally, counted=True) if parting and parting.tally else []
    return [*asked, *after]


def _added(say: Voice, parting: Parting) -> list[Block]:
    """What those who lead have answered since, the last ones; all of it stands in what they were told."""
    words = [say("Added later: {words}", words=brief(each, ADDED_LENGTH)) for each in parting.added]
    return [block for each in words[-ADDED_SHOWN:] for block in paragraphs(each)]


def _not_said(say: Voice, session: Session) -> list[Block]:
    """Where whoever was there says that this is wrong; pressed too late, it says so."""
    label = say("That is not what we said")
    aloud = say("{answer}: {title}", answer=label, title=session.title)
    told = say("Were you there, and is it wrong? You can say so for seven days. Only those who lead read it.")
    return [context(told), actions(button(label, ids.NOT_WHAT_WE_SAID, session.id, aloud=aloud))]


def _next(say: Voice, parting: Parting) -> list[Block]:
    """The next session, where one was announced."""
    if parting.next is None:
        return [section(say(_TO_BE_SAID, channel=f"<#{parting.session.channel}>"))]
    return [
        section(say(NEXT, when=moment(say, parting.next.starts_at))),
        *paragraphs(parting.next.title),
    ]


def parting(say: Voice, shown: Parting, _names: Mapping[str, str]) -> Drawing:
    """To one person who was there: the closing question, a pledge, their own ideas, and what comes next."""
    named = paragraphs(say("“{title}”", title=shown.session.title))
    if shown.is_on or shown.is_anew:
        told = section(say(_IS_ANEW if shown.is_anew else _GOES_ON))
        return Drawing.of(say, [header(say("Before you go")), *named, told])
    asked = closing_questions(say, shown.tally) if shown.tally else [header(say("Before you go"))]
    asked[1:1] = named
    if shown.given and shown.tally and shown.tally.poll.is_open:
        asked.append(context(say(_GIVEN, answer=shown.given)))
    pledge = button(say("Make a pledge"), ids.NEW_PLEDGE, shown.session.id)
    own = [line(say, each.idea, each.supporters) for each in shown.ideas[:IDEAS_SHOWN]]
    blocks = [
        *asked,
        actions(pledge),
        context(say(_YOURS if shown.wants_reminders else _YOURS_UNASKED)),
        *([section(say("*Your ideas of today*"))] if own else []),
        *line_by_line(own),
        *([more(say, left, listids.MINE)] if (left := len(shown.ideas) - IDEAS_SHOWN) > 0 else []),
    ]
    foot = [*_next(say, shown), *_not_said(say, shown.session)]
    return Drawing.of(say, fitting([*blocks, *foot], keep=len(foot)))


def ended_told(say: Voice, session: Session, words: str) -> Drawing:
    """What whoever has ended a session reads, with the way back and what comes next."""
    return Drawing.of(say, [section(words), *_ways(say, session)])


def _ways(say: Voice, session: Session) -> list[Block]:
    """What those who lead can do once a session has ended."""
    return [context(say(_CAN_UNDO)), actions(next_session(say, session), undo(say, session))]


def next_session(say: Voice, session: Session) -> Block:
    """The way to the next session, with the same people."""
    label = say("Plan the next session")
    aloud = say("{answer}: {title}", answer=label, title=session.title)
    return button(label, ids.FOLLOW_UP, session.id, style="primary", aloud=aloud)


def undo(say: Voice, session: Session) -> Block:
    """The way back from the end of a session."""
    label = say("Undo: the session goes on")
    aloud = say("{answer}: {title}", answer=label, title=session.title)
    return button(label, ids.UNDO_END, session.id, aloud=aloud)


def end_form(say: Voice, ending: Ending) -> View:
    """What ends with a session, asked before it ends."""
    where = f"<#{ending.session.channel}>"
    lines = [
        say("This ends the session in {channel}, for everybody there.", channel=where),
        say("I sum it up there. I ask each person who came the closing question, in private."),
    ]
    if ending.open_polls:
        lines.append(
            say(
                several(ending.open_polls, "{n} open poll closes for good.", "{n} open polls close for good.")
            )
        )
    if ending.open_cards:
        lines.append(say("The ten cards close for good."))
    if ending.has_round:
        lines.append(say("The round ends, too. Please call everybody back in your video call."))
    closes = ending.open_polls or ending.open_cards or ending.has_round
    lines.append(say(_UNDO_BUT_CLOSED if closes else _UNDO))
    private = ids.private(ending.session.channel, ending.session.id)
    blocks = [*paragraphs(say("“{title}”", title=ending.session.title)), section("\n".join(lines))]
    title, yes, no = say("End the session?"), say("End it"), say("Go back")
    return modal(say, title, ids.END_FORM, yes, private, blocks, close=no)


def _more_polls(say: Voice, left_out: int, empty: int) -> list[Block]:
    """How many are left out: of these up to `empty`, which come last, were answered by nobody."""
    silent = min(left_out, empty)
    with_result = several(
        left_out - silent,
        "And {n} more poll. Its result is on its card, above.",
        "And {n} more polls. Their results are on their cards, above.",
    )
    without = several(silent, "And {n} poll that nobody answered.", "And {n} polls that nobody answered.")
    told = ((left_out - silent, with_result), (silent, without))
    lines = [say(words) for number, words in told if number]
    return [context(" ".join(lines))] if lines else []


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


def _unanswered(say: Voice, polls: Sequence[Poll]) -> list[tuple[int, list[Block]]]:
    """The polls that nobody answered in one line: what people said goes before."""
    named = [say("“{title}”", title=brief(called(say, poll), SHORT)) for poll in polls]
    told = paragraphs(say("Nobody answered: {questions}", questions=listed(named)))
    return [(len(polls), told)] if polls else []


def _came_to(shown: Summary, ideas: int) -> Text:
    came, matters = shown.arrivals.people, len(shown.ideas) - ideas - shown.collaborations
    words = _AND_NAMED if matters else _FORMED
    return words.filled(
        people=several(came, "{n} person checked in.", "{n} people checked in."),
        ideas=so_many_ideas(ideas),
        collaborations=so_many_collaborations(shown.collaborations),
        matters=so_many_that_matter(matters),
    )


def ended_by_itself(say: Voice, session: Session, _names: Mapping[str, str]) -> Drawing:
    """To the facilitators of a session that nobody has ended."""
    words = say(
        "Nobody has ended the session “{title}”, so I have closed it. "
        "Its summary is in its channel, and you can start the next one.",
        title=session.title,
    )
    where = context(say("This is about {channel}.", channel=f"<#{session.channel}>"))
    return Drawing.of_words(say, words, where, *_ways(say, session))


DRAWINGS = (
    MessageDrawing(SUMMARY, summary),
    MessageDrawing(PARTING, parting),
    MessageDrawing(ENDED_BY_ITSELF, ended_by_itself),
)

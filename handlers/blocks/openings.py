"""What somebody can do now who takes part, with the buttons for it."""

from collections.abc import Iterable, Sequence

from coproduction.breakouts import Round
from coproduction.polls import CARDS, Purpose
from coproduction.service.openings import Asked, Opening, Openings
from coproduction.service.upcoming import Upcoming
from coproduction.words import Text, and_listed, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.aloud import titled, told_apart
from handlers.blocks.announcing import to_answer
from handlers.blocks.breakouts.cards import for_everybody
from handlers.blocks.fitting import fitting
from handlers.blocks.home import SESSIONS_LISTED, live, more_live, to_do
from handlers.blocks.kit import Block, Drawing, actions, button, context, paragraphs, plain, section
from handlers.blocks.polls import GIVEN
from handlers.blocks.questions.drawing import called, promise
from handlers.blocks.text import brief, moment
from handlers.blocks.together import ending, ways_to_answer
from handlers.blocks.turns import own_hand
from handlers.voice import Voice

POLLS_LISTED = 5
_NOT_LIVE = Text("No session is live here now. When one starts, its card stands in this channel.")
_NONE_LIVE = Text("No session is live where you are. When one starts, its card stands in its channel.")
_MORE = Text("To see your ideas and pledges, type {/mine}. To see all you can type, type {/help}.")
_UNKNOWN = Text("If you have answered, another answer takes its place.")  # of anonymous ones nobody is told
_GIVEN_SOME = Text("You answered {n} of {all} questions. You can change it.")
_GIVEN_MORE = Text("You answered {n} of the {all} further questions. You can change them.")
_COUNTED = Text("I have counted you as here.")
_FOR_LEADERS = Text("This button is for those who lead. Here is what you can do now.")
_FOR_THESE = Text("This button is for those who lead: {people}. Here is what you can do now.")


def shown(say: Voice, found: Openings, planned: Sequence[Upcoming]) -> Drawing:
    """All that is open, what is planned, and what can be done at any time."""
    return Drawing.of(say, _all(say, found, planned))


def not_for_you(say: Voice, found: Openings, names: Sequence[str], planned: Sequence[Upcoming]) -> Drawing:
    """The same for who pressed the button of those who lead, with the names of these."""
    why = _FOR_THESE.filled(people=and_listed(names)) if names else _FOR_LEADERS
    return Drawing.of(say, [*paragraphs(say(why)), *_all(say, found, planned)])


def _all(say: Voice, found: Openings, planned: Sequence[Upcoming]) -> list[Block]:
    opened = found.each[:SESSIONS_LISTED]
    blocks = [block for number, each in enumerate(opened, start=1) for block in _of(say, each, number)]
    if not any(each.session for each in opened):
        blocks = [section(say(_NOT_LIVE if found.is_here else _NONE_LIVE)), *blocks]
    blocks += more_live(say, sum(each.session is not None for each in found.each[SESSIONS_LISTED:]))
    ending = [to_do(say), context(say(_MORE))]
    blocks += to_answer(say, planned, found.each[0].channel if found.is_here and found.each else "")
    return fitting([*told_apart(blocks), *ending], keep=len(ending))


def _of(say: Voice, opening: Opening, number: int) -> list[Block]:
    return [*_session(say, opening, number), *_polls(say, opening, number)]


def _session(say: Voice, opening: Opening, number: int) -> list[Block]:
    """What goes on in it: the session itself, its round, and their own hand."""
    blocks = live(say, [opening.session], number) if opening.session else []
    if opening.round and opening.session:
        about = opening.session.where.title if number > 1 else ""
        blocks += [titled(block, about) for block in _round(say, opening, opening.round, number)]
    hand = own_hand(say, opening.hand, number) if opening.hand else []
    return [*blocks, *hand]


def _round(say: Voice, opening: Opening, round_: Round, number: int) -> list[Block]:
    going = say("*Breakout {number} is going on.*", number=round_.number)
    until = [say("Until {time}.", time=moment(say, round_.ends_at))] if round_.ends_at else []
    here = [say(_COUNTED)] if opening.is_here else []
    row = for_everybody(say, round_, is_cut=True, is_here=opening.is_here)
    numbered = [{**each, "action_id": ids.at(each["action_id"], number)} for each in row["elements"]]
    return [section(" ".join([going, *until, *here])), {**row, "elements": numbered}]


def at_home(say: Voice, found: Openings) -> list[Block]:
    """The same for the Home of who takes part: what goes on, and below it what is asked."""
    live_ones = [each for each in found.each if each.session]
    shown_ones = enumerate(live_ones[:SESSIONS_LISTED], start=1)
    going = [block for number, each in shown_ones for block in _session(say, each, number)]
    more = more_live(say, len(live_ones) - SESSIONS_LISTED)
    return [*told_apart(going), *more, *polls_waiting(say, found)]


def polls_waiting(say: Voice, found: Openings) -> list[Block]:
    """For their Home: what is asked wherever they are; what they have answered says so, and comes last."""
    asked = sorted((each for opening in found.each for each in opening.asked), key=lambda each: each.is_done)
    blocks = [block for line in each_poll(say, asked[:POLLS_LISTED]) for block in line]
    return [*told_apart(blocks), *_more_polls(say, len(asked) - POLLS_LISTED)]


def each_poll(say: Voice, asked: Sequence[Asked]) -> list[list[Block]]:
    """Each of these polls with the way to answer."""
    return [_poll(say, each, ids.at(str(number), 0)) for number, each in enumerate(asked, start=1)]


def _polls(say: Voice, opening: Opening, number: int) -> Iterable[Block]:
    """What is asked, with the way to answer; what they have answered comes last."""
    for place, each in enumerate(opening.asked[:POLLS_LISTED]):
        yield from _poll(say, each, ids.at(str(number), place))
    yield from _more_polls(say, len(opening.asked) - POLLS_LISTED, opening.channel, number)


def _more_polls(say: Voice, more: int, channel: str = "", number: int = 0) -> list[Block]:
    """What opens all that is asked in a channel, or wherever they are."""
    label = several(more, "And {n} more poll is open", "And {n} more polls are open")
    return [longlists.more(say, label, listids.POLLS, channel, which=number)] if more > 0 else []


def _poll(say: Voice, asked: Asked, number: str) -> list[Block]:
    """One poll: who asks it, what they have answered, what becomes of answers, and the way to answer."""
    poll, is_closing = asked.poll, asked.poll.purpose is Purpose.CLOSING
    what = paragraphs(say("This is asked: “{question}”", question=brief(called(say, poll), 300)))
    kept = ending(say, len(asked.further)) if is_closing else promise(say, *asked.questions)
    head = [*what, _where(say, asked), context(" ".join([*_given(say, asked), kept]))]
    if is_closing:
        return [*head, ways_to_answer(say, poll, len(asked.further), number)]
    return [*head, actions(_way_to_answer(say, asked, number))]


def _where(say: Voice, asked: Asked) -> Block:
    """The session that asks it, whose title is people's own words, and its channel."""
    channel = f"<#{asked.poll.channel}>"
    if not asked.title:
        return context(say("It is asked in {channel}, between sessions.", channel=channel))
    block = context(say("It is asked in {channel}.", channel=channel))
    block["elements"].insert(0, plain(say("In the session “{title}”.", title=asked.title)))
    return block


def _given(say: Voice, asked: Asked) -> list[str]:
    """What they have answered already; the closing question is one thing, and what follows it another."""
    poll, done = asked.poll, len(asked.answered)
    if poll.purpose is Purpose.CLOSING:
        has_answered, further = poll.id in asked.answered, len(asked.further)
        of_more = say(_GIVEN_MORE, n=done - has_answered, all=further) if done > has_answered else ""
        return [*([say(GIVEN)] if has_answered else []), *([of_more] if of_more else [])]
    if asked.is_done:
        return [say(GIVEN)]
    if poll.is_anonymous and not done:
        return [say(_UNKNOWN)]
    return [say(_GIVEN_SOME, n=done, all=len(asked.questions))] if done else []


def _way_to_answer(say: Voice, asked: Asked, number: str) -> Block:
    poll = asked.poll
    action = ids.SEE_CARDS if poll.kind == CARDS else ids.ANSWER_POLL
    label = say("See ten cards") if poll.kind == CARDS else say("Answer")
    label = say("Change my answer") if asked.answered and poll.kind != CARDS else label
    aloud = say("{label}: {question}", label=label, question=brief(called(say, poll), 50))
    return button(label, ids.at(action, number), poll.id, aloud=aloud)

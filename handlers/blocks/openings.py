"""What somebody can do now who takes part, with the buttons for it."""

from collections.abc import Iterable, Sequence

from coproduction.breakouts import Round
from coproduction.polls import CARDS, Poll, Purpose
from coproduction.service.openings import Opening, Openings
from coproduction.service.planned import Upcoming
from coproduction.words import Text, and_listed, several
from handlers import ids
from handlers.blocks.announcing import to_answer
from handlers.blocks.breakouts.cards import for_everybody
from handlers.blocks.fitting import fitting
from handlers.blocks.home import SESSIONS_LISTED, live, to_do
from handlers.blocks.kit import Block, Drawing, actions, button, context, paragraphs, section
from handlers.blocks.now import titled, told_apart
from handlers.blocks.questions.drawing import called
from handlers.blocks.text import brief, moment
from handlers.blocks.together import ways_to_answer
from handlers.voice import Voice

POLLS_LISTED = 5
_NOT_LIVE = Text("No session is live here now. When one starts, its card stands in this channel.")
_NONE_LIVE = Text("No session is live where you are. When one starts, its card stands in its channel.")
_MORE = Text("To see your ideas and pledges, type {/mine}. To see all you can type, type {/help}.")
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
    ending = [to_do(say), context(say(_MORE))]
    blocks += to_answer(say, planned)
    return fitting([*told_apart(blocks), *ending], keep=len(ending))


def _of(say: Voice, opening: Opening, number: int) -> list[Block]:
    blocks = live(say, [opening.session], number) if opening.session else []
    if opening.round and opening.session:
        about = opening.session.where.title if number > 1 else ""
        blocks += [titled(block, about) for block in _round(say, opening.round, number)]
    return [*blocks, *_polls(say, opening, number)]


def _round(say: Voice, round_: Round, number: int) -> list[Block]:
    going = say("*Breakout {number} is going on.*", number=round_.number)
    until = [say("Until {time}.", time=moment(say, round_.ends_at))] if round_.ends_at else []
    row = for_everybody(say, round_, is_cut=True)
    numbered = [{**each, "action_id": ids.at(each["action_id"], number)} for each in row["elements"]]
    return [section(" ".join([going, *until])), {**row, "elements": numbered}]


def polls_waiting(say: Voice, found: Openings) -> list[Block]:
    """For their Home: what is asked wherever they are, without what they are known to have answered."""
    shown = [(each, poll) for each in found.each for poll in each.polls if poll.id not in each.answered]
    blocks = [
        block
        for number, (each, poll) in enumerate(shown[:POLLS_LISTED], start=1)
        for block in _poll(say, each, poll, ids.at(str(number), 0))
    ]
    return [*told_apart(blocks), *_more_polls(say, len(shown) - POLLS_LISTED)]


def _polls(say: Voice, opening: Opening, number: int) -> Iterable[Block]:
    """What is asked, with the way to answer; what they have answered comes last."""
    for place, poll in enumerate(opening.polls[:POLLS_LISTED]):
        yield from _poll(say, opening, poll, ids.at(str(number), place))
    yield from _more_polls(say, len(opening.polls) - POLLS_LISTED)


def _more_polls(say: Voice, more: int) -> list[Block]:
    words = several(
        more,
        "And {n} more poll is open. Its card stands in the channel.",
        "And {n} more polls are open. Their cards stand in the channel.",
    )
    return [context(say(words))] if more > 0 else []


def _poll(say: Voice, opening: Opening, poll: Poll, number: str) -> list[Block]:
    """One poll, with the way to answer it."""
    asked = paragraphs(say("This is asked: “{question}”", question=brief(called(say, poll), 300)))
    has_answered = poll.id in opening.answered
    told = [context(say("You have answered this. You can change it."))] if has_answered else []
    if poll.purpose is Purpose.CLOSING:
        return [*asked, *told, ways_to_answer(say, poll, opening.further, number)]
    return [*asked, *told, actions(_way_to_answer(say, poll, number, has_answered=has_answered))]


def _way_to_answer(say: Voice, poll: Poll, number: str, *, has_answered: bool) -> Block:
    action = ids.SEE_CARDS if poll.kind == CARDS else ids.ANSWER_POLL
    label = say("See ten cards") if poll.kind == CARDS else say("Answer")
    label = say("Change my answer") if has_answered and poll.kind != CARDS else label
    aloud = say("{label}: {question}", label=label, question=brief(called(say, poll), 50))
    return button(label, ids.at(action, number), poll.id, aloud=aloud)

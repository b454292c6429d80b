"""What somebody can do now who takes part, with the buttons for it."""

from collections.abc import Iterable, Sequence

from coproduction.breakouts import Round
from coproduction.polls import Poll
from coproduction.service.openings import Opening, Openings
from coproduction.words import Text, and_listed
from handlers import ids
from handlers.blocks.breakouts.cards import for_everybody
from handlers.blocks.fitting import fitting
from handlers.blocks.home import SESSIONS_LISTED, live, to_do
from handlers.blocks.kit import Block, Drawing, context, paragraphs, section
from handlers.blocks.now import titled
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

POLLS_LISTED = 5
_NOT_LIVE = Text("No session is live here now. When one starts, its card stands in this channel.")
_NONE_LIVE = Text("No session is live where you are. When one starts, its card stands in its channel.")
_MORE = Text("To see your ideas and pledges, type {/mine}. To see all you can type, type {/help}.")
_FOR_LEADERS = Text("This button is for those who lead. Here is what you can do now.")
_FOR_THESE = Text("This button is for those who lead: {people}. Here is what you can do now.")


def shown(say: Voice, found: Openings) -> Drawing:
    """All that is open, and what can be done at any time."""
    return Drawing.of(say, _all(say, found))


def not_for_you(say: Voice, found: Openings, names: Sequence[str]) -> Drawing:
    """The same for who pressed the button of those who lead, with the names of these."""
    why = _FOR_THESE.filled(people=and_listed(names)) if names else _FOR_LEADERS
    return Drawing.of(say, [*paragraphs(say(why)), *_all(say, found)])


def _all(say: Voice, found: Openings) -> list[Block]:
    opened = found.each[:SESSIONS_LISTED]
    blocks = [block for number, each in enumerate(opened, start=1) for block in _of(say, each, number)]
    if not any(each.session for each in opened):
        blocks = [section(say(_NOT_LIVE if found.is_here else _NONE_LIVE)), *blocks]
    ending = [to_do(say), context(say(_MORE))]
    return fitting([*blocks, *ending], keep=len(ending))


def _of(say: Voice, opening: Opening, number: int) -> list[Block]:
    blocks = live(say, [opening.session], number) if opening.session else []
    if opening.round and opening.session:
        about = opening.session.where.title if number > 1 else ""
        blocks += [titled(block, about) for block in _round(say, opening.round, number)]
    return [*blocks, *_polls(say, opening)]


def _round(say: Voice, round_: Round, number: int) -> list[Block]:
    going = say("*Breakout {number} is going on.*", number=round_.number)
    until = [say("Until {time}.", time=moment(say, round_.ends_at))] if round_.ends_at else []
    row = for_everybody(say, round_, is_cut=True)
    numbered = [{**each, "action_id": ids.at(each["action_id"], number)} for each in row["elements"]]
    return [section(" ".join([going, *until])), {**row, "elements": numbered}]


def _polls(say: Voice, opening: Opening) -> Iterable[Block]:
    """What is asked stands on its card, which alone keeps count of what somebody answered."""
    for poll in opening.polls[:POLLS_LISTED]:
        yield from paragraphs(_quoted(say, poll))
        yield context(say("You can answer it on its card in {channel}.", channel=f"<#{opening.channel}>"))


def _quoted(say: Voice, poll: Poll) -> str:
    return say("This is asked: “{question}”", question=brief(say.of(poll.asks), 300))

"""When a question comes, in words, and why not on the day that was meant."""

from coproduction.champions import INVITED
from coproduction.conditions import CONDITIONS
from coproduction.leadoffers import COLEADING
from coproduction.planned import CHOSEN
from coproduction.progress import STALLED_NOTE, TRY_ENDS
from coproduction.service.along import Held
from coproduction.service.arrivals import Arrival, Why
from coproduction.telling import IDEA_NEWS
from coproduction.ties import TIE_ALIVE
from coproduction.words import Text, and_listed, day, several
from coproduction.worked import DID_IT_WORK
from handlers.blocks.kit import Block, context, section
from handlers.blocks.text import local
from handlers.voice import Voice


def ask_again(say: Voice, again: Arrival) -> Block:
    """When it will be asked again, and why not on the day that was chosen."""
    return section(coming(say, again, Text("I will ask again on {time}.")))


def ask(say: Voice, first: Arrival) -> Block:
    """When it will be asked about, and why not on the day that was meant."""
    return section(coming(say, first, Text("I will ask about it on {time}.")))


_MOVED = {
    Why.HOLIDAY: Text("{meant} is a public holiday, so I will ask on {time}."),
    Why.WEEKEND: Text("{meant} is on a weekend, so I will ask on {time}."),
    Why.AWAY: Text("You are away until then, so I will ask on {time}."),
    Why.BUDGET: Text("I ask you once a week at most, so I will ask on {time}."),
}


def coming(say: Voice, arrival: Arrival, words: Text) -> str:
    """These words with the time, or in their place why it is another day than was meant."""
    at = local(say, arrival.at)
    if arrival.why is None or arrival.meant is None:
        return say(words.filled(time=at))
    return say(_MOVED[arrival.why].filled(meant=day(arrival.meant), time=at))


_HELD = {
    Why.AWAY: Text("You are away until then: the next can come on {day}."),
    Why.BUDGET: Text(
        "I write to you once a week at most where you did not ask for it. "
        "The next can come on {day}, with a question about a pledge if there is one."
    ),
    None: Text("The next can come on {day}, with a question about a pledge if there is one."),
}
_WITH_A_QUESTION = Text(
    "I ask you about a pledge on {day}. The next can come then, so that you get one message and not two."
)
WAITING = {
    IDEA_NEWS: Text("news of ideas"),
    CONDITIONS: Text("what would help an idea"),
    DID_IT_WORK: Text("whether an idea helped"),
    TRY_ENDS: Text("how a trial went"),
    STALLED_NOTE: Text("how it goes with an idea"),
    TIE_ALIVE: Text("whether you still work with somebody"),
    COLEADING: Text("whether you want to help lead"),
    CHOSEN: Text("a session that you help lead"),
    INVITED: Text("an invitation to take part"),
}  # of each kind that may wait, what it is about


def held(say: Voice, waits: Held) -> Block:
    """How many messages wait for somebody, about what, why, and on which day the next may come."""
    many = several(len(waits.kinds), "{n} more message waits for you.", "{n} more messages wait for you.")
    about = dict.fromkeys(WAITING[kind] for kind in waits.kinds if kind in WAITING)
    what = say("What waits: {what}.", what=and_listed(about))
    when = _WITH_A_QUESTION if waits.why is None and waits.asks else _HELD[waits.why]
    return context(f"{say(many)} {what} {say(when.filled(day=day(waits.on)))}")

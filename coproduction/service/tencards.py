"""Ten cards over the ideas of a session, or between sessions of a programme: judged, counted, told."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace

from coproduction.cardresults import result
from coproduction.dealing import at_once
from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import Card as MessageCard
from coproduction.people import Actor
from coproduction.pollends import cards_of, no_more
from coproduction.polls import CARDS, POLL_CARD, Judged, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import tally, together
from coproduction.releases import FEWEST
from coproduction.service import asking, heldback, members, people
from coproduction.tencards import Card, Counted, Hand, Turn, back, deal, settle, verdict_on
from coproduction.words import Text

DOING = Text("let people judge ideas")
_JUDGED = "judged"  # what a ballot says of somebody who has judged a card: that they have
_CLOSED = Text("These cards have closed, so nothing more is counted. The result is on their card.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody sees of ten cards now: whose turn, with the card's words.

    `is_gone`: what they have just judged was taken away before, so it was not counted.
    """

    poll: Poll
    turn: Turn
    words: str
    can_go_back: bool
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the `ideas` are judged at first by the `people` who are here: 0 where they are too few.

    `judges` of them can judge any one idea: one less where each idea is of somebody who is here.
    """

    ideas: int
    people: int
    judges: int

    @property
    def cards(self) -> int:
        """So many of them."""
        return at_once(self.ideas, self.people) if self.judges >= FEWEST else 0


@dataclass(frozen=True, slots=True)
class _Table:
    """Open cards and who sits before them."""

    poll: Poll
    ideas: dict[str, Idea]
    hand: Hand

    @property
    def cards(self) -> list[Card]:
        return [Card(idea.id, idea.author) for idea in self.ideas.values()]


def session_of(memory: Memory, channel: str) -> str | None:
    """The session whose ideas can be judged here, None for those of the whole programme; or a Refusal."""
    live = memory.sessions.live_in(channel)
    session = live.id if live else None
    if not _ideas(memory, channel, session):
        heldback.refuse(memory, channel)
        raise Refusal(
            "There is no idea here that people could judge. They can write one with {/idea}. "
            "In a session I show the ideas of that session, and between sessions those of the programme."
        )
    return session


def open_here(memory: Memory, actor: Actor, channel: str) -> list[Poll]:
    """The ten cards that are open in this channel, for a facilitator who wants to begin others."""
    people.require_facilitator(memory, actor, DOING, channel)
    return [poll for poll in memory.polls.open_in(channel) if poll.kind == CARDS]


def reach(memory: Memory, poll: Poll) -> Reach | None:
    """What can come of these cards: of who has checked in, else of who is in the channel; None where nobody
    knows who that is."""
    here = _people_here(memory, poll)
    if not here:
        return None
    ideas = _ideas(memory, poll.channel, poll.session)
    is_all_theirs = {idea.author for idea in ideas} <= here
    return Reach(len(ideas), len(here), len(here) - is_all_theirs)


def _people_here(memory: Memory, poll: Poll) -> Set[str]:
    came = memory.sessions.attendees(poll.session) if poll.session else ()
    return set(came) or memory.members.of(poll.channel)


def _how_many_here(memory: Memory, poll: Poll) -> int | None:
    came = memory.sessions.how_many_came(poll.session) if poll.session else 0
    return came or memory.members.how_many(poll.channel) or None


def would_show_nothing(memory: Memory, told: Tally) -> bool:
    """Whether these are ten cards that people have judged, and closing them now would lose all of it: no card
    has the answers that it takes to show anything."""
    if told.poll.kind != CARDS or not told.answered:
        return False
    judged = Counter(each.card for each in memory.ten_cards.judgements(told.poll.id))
    standing = _ideas(memory, told.poll.channel, told.poll.session)
    return all(judged[idea.id] < FEWEST for idea in standing)


def see(memory: Memory, actor: Actor, poll_id: str, *, another: bool = False) -> Shown:
    """A person opens the cards, or wants `another` ten; the card they see is theirs from now on."""
    return _dealt(memory, _table(memory, actor, poll_id), another=another)


def judge(memory: Memory, actor: Actor, poll_id: str, card: str, given: str) -> Shown:
    """A person says of a card what they make of it, and sees the next."""
    table = _table(memory, actor, poll_id)
    if card in table.hand.shown and card not in table.ideas:
        return replace(_dealt(memory, table), is_gone=True)
    verdict = verdict_on(table.cards, table.hand, card, given)
    memory.ten_cards.judge(table.hand, card, verdict)
    if memory.polls.keep(poll_id, actor.id, _JUDGED):
        memory.changed(*cards_of(table.poll, actor.id))
    verdicts = {**table.hand.verdicts, card: verdict}
    return _dealt(memory, replace(table, hand=replace(table.hand, verdicts=verdicts)))


def before(memory: Memory, actor: Actor, poll_id: str, card: str) -> Shown:
    """A person goes back to the card before this one, or from the end of a round ("") to its last card."""
    table = _table(memory, actor, poll_id)
    turn = back(table.cards, table.hand, card or None)
    return _shown(table, turn) if turn else _dealt(memory, table)


def _table(memory: Memory, actor: Actor, poll_id: str) -> _Table:
    """The cards while they are open, for somebody who may judge them; nobody can close them meanwhile."""
    poll = memory.polls.lock(poll_id)
    if poll is None or poll.kind != CARDS:
        raise Refusal("These cards are gone. Please use the newest message.")
    members.require(memory, actor, poll.channel)
    if not poll.is_open:
        raise no_more(poll, _CLOSED)
    asking.require(memory, actor, poll)
    ideas = {idea.id: idea for idea in _ideas(memory, poll.channel, poll.session)}
    return _Table(poll, ideas, memory.ten_cards.hand(poll_id, actor.id))


def _ideas(memory: Memory, channel: str, session: str | None) -> list[Idea]:
    """The ideas that can be judged: of a session, or where there is none of the programme, by number. What
    matters is a problem, of which nobody can say whether it would help.
    """
    return [each for each in _standing(memory, channel, session) if each.kind is not IdeaKind.MATTERS]


def _standing(memory: Memory, channel: str, session: str | None) -> list[Idea]:
    return [idea for idea in memory.ideas.of(channel) if idea.stands and session in (None, idea.session)]


def _dealt(memory: Memory, table: _Table, *, another: bool = False) -> Shown:
    hand = table.hand
    person = memory.people.get(hand.person)
    dealt = replace(
        memory.ten_cards.dealt(hand.poll, person.perspective if person else None),
        people=_how_many_here(memory, table.poll),
    )
    turn = deal(table.cards, hand, dealt, another=another)
    if turn.card and turn.card not in hand.shown:
        memory.ten_cards.show(hand, turn.card)
        table = replace(table, hand=replace(hand, shown=(*hand.shown, turn.card)))
    return _shown(table, turn)


def _shown(table: _Table, turn: Turn) -> Shown:
    words = table.ideas[turn.card].text if turn.card else ""
    return Shown(table.poll, turn, words, back(table.cards, table.hand, turn.card) is not None)


def count(memory: Memory, poll: Poll) -> None:
    """Keep counts of cards that were closed in this unit of work; who said what is deleted."""
    cards = [idea.id for idea in _ideas(memory, poll.channel, poll.session)]
    memory.ten_cards.settle(poll.id, settle(cards, memory.ten_cards.judgements(poll.id)))


def drop(memory: Memory, poll: Poll) -> None:
    """Delete what people were shown of cards that were taken back before anybody had judged one."""
    memory.ten_cards.settle(poll.id, [])


def tallied(memory: Memory, poll: Poll) -> Tally:
    """The tally of any poll with its further questions; of ten cards that are closed with their result."""
    told = together(replace(_one(memory, poll), parts=_parts(memory, poll)))
    if poll.kind != CARDS or poll.is_open:
        return told
    return replace(told, judged=_judged(memory, poll, told.answered))


def _one(memory: Memory, poll: Poll) -> Tally:
    """One question alone."""
    told = tally(poll, memory.polls.votes(poll.id))
    return told if poll.is_open or not told.counts else replace(told, split=memory.splits.of(poll.id))


def _parts(memory: Memory, poll: Poll) -> tuple[Tally, ...]:
    """Its further questions; what fewer than five said at a session's end stays hidden for good."""
    parts = (_one(memory, part) for part in memory.polls.parts_of(poll.id))
    if poll.purpose is not Purpose.CLOSING:
        return tuple(parts)
    return tuple(part if part.answered >= FEWEST else replace(part, counts=(), written=()) for part in parts)


def _judged(memory: Memory, poll: Poll, people_: int) -> Judged:
    """The result of those ideas that still stand."""
    ideas = _standing(memory, poll.channel, poll.session)
    titles, numbers = {idea.id: idea.text for idea in ideas}, {idea.id: idea.number for idea in ideas}
    counted = {each.card: each for each in memory.ten_cards.settled(poll.id)}
    settled = [counted[card] for card in titles if card in counted]
    told = result(settled, people_, len(counted) - len(settled))
    return Judged(told, titles, tuple(sorted(settled, key=_rank, reverse=True)), numbers)


def _rank(card: Counted) -> tuple[float, float]:
    return card.total.rank if card.total else (-1, 0)


def listed(memory: Memory, actor: Actor, channel: str) -> Tally:
    """How each of the cards did that were closed last in this channel, for a facilitator."""
    people.require_facilitator(memory, actor, DOING, channel)
    closed = [poll for id_ in memory.ten_cards.closed_in(channel) if (poll := memory.polls.get(id_))]
    if closed:
        return tallied(memory, max(closed, key=lambda poll: _asked_at(memory, poll)))
    if any(poll.kind == CARDS for poll in memory.polls.open_in(channel)):
        raise Refusal("The cards are still open. Close them with {/close}, then I can show the list.")
    raise Refusal("No ten cards were judged in this channel yet. You can begin with {/cards}.")


def _asked_at(memory: Memory, poll: Poll) -> float:
    message = memory.messages.find(MessageCard(POLL_CARD, poll.id))
    return message.due_at.timestamp() if message else 0.0


def with_card(memory: Memory, idea: str) -> list[MessageCard]:
    """The cards in Slack that show a result with this idea."""
    return [MessageCard(POLL_CARD, poll) for poll in memory.ten_cards.polls_with(idea)]

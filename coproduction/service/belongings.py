"""What is a person's own: their ideas and pledges, what they planned, whom they asked, and who asks them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coproduction.askings import Asking, AskingState, Wish
from coproduction.followups import HEARD, FollowUpState
from coproduction.ideas import Idea
from coproduction.notes import Note
from coproduction.people import Actor, Person, zone_of
from coproduction.plans import Plan
from coproduction.pledges import at_home
from coproduction.ports import Memory
from coproduction.recurring import Recurrence
from coproduction.service import arrivals, askings, holding, idealists, pledges, progress, ties
from coproduction.service.arrivals import Arrival
from coproduction.service.askings import AskedAbout
from coproduction.service.progress import Standing
from coproduction.service.promised import Promised
from coproduction.service.recurring import next_day
from coproduction.service.ties import Together


@dataclass(frozen=True, slots=True)
class Belongings:
    """A person's own named ideas, and their pledges with what belongs to each, oldest first."""

    ideas: Sequence[Idea] = ()
    promised: Sequence[Promised] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)  # by pledge
    askings: Mapping[str, Sequence[Asking]] = field(default_factory=dict)  # what they asked, by pledge
    around: Sequence[AskedAbout] = ()  # what others ask them
    comes: Mapping[str, Arrival] = field(default_factory=dict)  # the next question about each, by pledge
    recurrences: Mapping[str, Recurrence] = field(default_factory=dict)  # of what is kept again, by pledge
    ended: frozenset[str] = frozenset()  # pledges kept again and again until a day that has come
    notes: Mapping[str, Sequence[Note]] = field(default_factory=dict)  # what they wrote, by question
    states: Mapping[str, Standing] = field(default_factory=dict)  # of the ideas of which anything became
    in_hand: Sequence[Idea] = ()  # whosever ideas they are
    together: Sequence[Idea] = ()  # ideas of others on which they work with them
    ties: Mapping[str, Sequence[Together]] = field(default_factory=dict)  # who works with them, by idea

    @property
    def has_handed_over(self) -> bool:
        """Whether somebody has taken a pledge of theirs over."""
        every = (each for theirs in self.askings.values() for each in theirs)
        return any(each.wish is Wish.HAND_OVER and each.state is AskingState.AGREED for each in every)

    def notes_about(self, promised: Promised) -> list[Note]:
        """What its person wrote about a pledge, the oldest first."""
        return [note for each in promised.follow_ups for note in self.notes.get(each.id, ())]

    @property
    def people(self) -> set[str]:
        """Whose names are needed to show it."""
        asked = {each.asked for theirs in self.askings.values() for each in theirs}
        helping = {each.facilitator for each in self.promised if each.facilitator}
        handed = {each.pledge.taken_from for each in self.promised if each.pledge.taken_from}
        partners = {each.partner for theirs in self.ties.values() for each in theirs if each.partner}
        return asked | helping | handed | partners | {each.asking.person for each in self.around}


def of(memory: Memory, actor: Actor) -> Belongings:
    """All that is this person's own, as it stands now."""
    asked: defaultdict[str, list[Asking]] = defaultdict(list)
    for each in memory.askings.of_person(actor.id):
        asked[each.pledge].append(each)
    person = memory.people.get(actor.id) or Person(actor.id)
    promised = [_at_home(each, person) for each in pledges.promised_by(memory, actor.id)]
    rules = memory.recurrences.of_person(actor.id)
    ideas = idealists.own(memory, actor.id)
    return Belongings(
        ideas,
        promised,
        memory.plans.of_person(actor.id),
        asked,
        askings.around(memory, actor.id),
        _coming(memory, person, promised),
        rules,
        _ended(memory, rules, promised, person),
        _notes(memory, promised),
        progress.standings_of(memory, ideas),
    )


def _at_home(promised: Promised, person: Person) -> Promised:
    """With its times where its person lives; who stopped reminders misses no question."""
    nudge = promised.nudge if person.wants_reminders else None
    return replace(promised, pledge=at_home(promised.pledge, zone_of(person)), nudge=nudge)


def with_partners(memory: Memory, actor: Actor) -> Belongings:
    """The same, with the ideas of others on which this person works with them, who works with them, and what
    they have in hand.
    """
    own, together = of(memory, actor), idealists.together(memory, actor.id)
    in_hand = holding.in_hand(memory, actor.id)
    states = {**own.states, **progress.standings_of(memory, [*together, *in_hand])}
    partners = ties.by_idea(memory, actor.id, [*own.ideas, *together])
    return replace(own, in_hand=in_hand, together=together, states=states, ties=partners)


def _ended(
    memory: Memory, rules: Mapping[str, Recurrence], promised: Sequence[Promised], person: Person
) -> frozenset[str]:
    """The pledges of which nothing is still to come."""
    ids = ((each.pledge.id, each) for each in promised)
    return frozenset(id_ for id_, each in ids if _has_ended(memory, rules.get(id_), each, person))


def _notes(memory: Memory, promised: Sequence[Promised]) -> Mapping[str, Sequence[Note]]:
    """What their person wrote about them, by question."""
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for note in memory.notes.of_any([asked.id for each in promised for asked in each.follow_ups]):
        notes[note.follow_up].append(note)
    return notes


def _has_ended(memory: Memory, rule: Recurrence | None, promised: Promised, person: Person) -> bool:
    """Whether its last question was asked, so that nothing of it is still to come."""
    is_ahead = any(
        each.state in {FollowUpState.PLANNED, FollowUpState.PAUSED} for each in promised.follow_ups
    )
    asked = [each.local.date() for each in promised.follow_ups if each.state in HEARD]
    if rule is None or not asked or is_ahead:
        return False
    return next_day(memory, promised.pledge, rule, max(asked), person.often) is None


def _coming(memory: Memory, person: Person, promised: Sequence[Promised]) -> dict[str, Arrival]:
    """When the next question about each pledge comes."""
    coming = arrivals.of_person(memory, person)
    found: dict[str, Arrival] = {}
    for each in promised:
        theirs = [coming[asked.id] for asked in each.follow_ups if asked.id in coming]
        if theirs:
            found[each.pledge.id] = min(theirs, key=lambda arrival: arrival.at)
    return found

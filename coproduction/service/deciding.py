"""What people do with an idea: send it to a body, answer it, say that it is done or part of another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coproduction.bodies import MORE_TIME, Body, answers_by
from coproduction.errors import Refusal
from coproduction.hours import instant, local_day
from coproduction.ideas import Idea, IdeaKind
from coproduction.people import Actor, Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import ANSWERS, Detail, Progress, Step, require_can
from coproduction.service import bodies, decisiondays, members, merging, people, progress, waking
from coproduction.service.bodies import Asked, require_owner
from coproduction.service.telling import Told, involved, told
from coproduction.service.ties import Together, of_reader
from coproduction.texts import optional
from coproduction.words import Text
from coproduction.worked import Worked

DOING = Text("say what becomes of an idea")
SOURCE_LENGTH = 200
_WHICH = Text("Please write the number of the other idea. For example: 12")
_NO_SUCH = Text("There is no idea {number} here now. Please look at the numbers again: {/ideas}")
RECORDED = (Step.YES, Step.PARTLY, Step.NO, Step.NOT_NOW, Step.DONE, Step.MERGED, Step.OPENED)
DECIDED = (Step.YES, Step.PARTLY, Step.NO, Step.NOT_THEIRS, Step.MORE_TIME)
STALLED_SAID = (Step.GOES_ON, Step.CLOSED, Step.HELP, Step.NOT_MINE)
_ONE_DAY = timedelta(days=1)
WITH_A_BODY = Text("This idea is with a body now, so nothing was changed. You can see it on the card.")
_ANSWERED = Text("This has an answer by now, so nothing was changed. You can see it on the card.")
_OPENED = Text(
    "This idea was answered and then opened again, so nothing was changed. It is not with {body} now. "
    "You can see it on the card."
)
_ELSEWHERE = Text(
    "This idea is not with {body} any more, so nothing was changed. You can see it on the card."
)
_ASKED_ANEW = Text(
    "This idea was sent to {body} again, so nothing was changed. "
    "You can answer it in my newest message about ideas that wait for you."
)
_IS_ASKED_ANEW = Text(
    "This idea was sent to {body} again, so nothing was changed. "
    "I ask you about it in my next message about ideas that wait for you."
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Why an idea was answered so, where that comes from, and the number of the idea it is a part of now.

    `instead_of`: the id of the step with the answer that stood when it was filled in, whose place it takes.
    """

    words: str
    source: str | None = None
    part_of: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An idea and all that became of it; `waits` is how a body is asked about it, where one is."""

    idea: Idea
    progress: Progress
    told: tuple[Told, ...]
    waits: Asked | None = None
    follows: bool = False
    is_involved: bool = False  # and so is told anyhow
    may_ask: bool = False  # others, to work on it with them
    ties: tuple[Together, ...] = ()  # with whom they work on it
    worked: Worked | None = None  # what people said of it once it was done


def numbered(memory: Memory, actor: Actor, channel: str, number: int) -> Idea:
    """The idea of this number in the programme of this channel, for who leads it. Of what is held back
    nothing is said, not even that it is there.
    """
    people.require_facilitator(memory, actor, DOING, channel)
    found = [idea for idea in memory.ideas.of(channel) if idea.number == number and not idea.sealed_in]
    if not found:
        raise Refusal("There is no idea {number} in this programme.", number=number)
    return found[0]


def led(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    """An idea that stands, for who leads its programme."""
    idea = progress.standing(memory, idea_id)
    people.require_facilitator(memory, actor, DOING, idea.channel)
    return idea


def require_now(memory: Memory, idea: Idea, step: Step) -> None:
    """A Refusal where this step cannot come now, whatever is said with it."""
    so_far = progress.of(memory, idea)
    require_can(step, so_far, step.value)
    if step in STALLED_SAID and so_far.referral:
        raise Refusal(WITH_A_BODY)


def story(memory: Memory, actor: Actor, idea_id: str) -> Story:
    """What became of an idea, for whoever may see it."""
    idea = progress.standing(memory, idea_id)
    members.require(memory, actor, idea.channel)
    so_far = progress.of(memory, idea)
    referral = so_far.referral
    body = memory.bodies.get(referral.body) if referral and referral.body else None
    waits = bodies.asked_about(memory, idea, body, so_far, referral) if body and referral else None
    follows = actor.id in memory.news.followers(idea.id)
    may_ask = idea.author == actor.id and idea.kind is IdeaKind.COLLABORATION
    is_involved = actor.id in involved(memory, idea)
    ties = tuple(of_reader(memory, idea, actor.id))
    steps, worked = told(memory, so_far.moves), memory.worked.of(idea.id)
    return Story(idea, so_far, steps, waits, follows, is_involved, may_ask, ties, worked)


def send(
    memory: Memory, now: datetime, actor: Actor, idea_id: str, body_id: str, words: str = ""
) -> Progress:
    """Send an idea to a body. How that decides and by when is kept as it was said then."""
    idea = led(memory, actor, idea_id)
    body = memory.bodies.get(body_id)
    if body is None or body.channel != idea.channel:
        raise Refusal("Please choose who decides.", "body")
    until = bodies.by_when(memory, now, actor, body)
    detail = Detail(body=body.id, how=body.how.value, until=until, wake_at=after(memory, until, body.owner))
    sent = progress.record(memory, now, idea.id, Step.SENT, actor.id, words, detail)
    if body.owner and body.next_at is None:
        decisiondays.plan(memory, now, body)
    return sent


def after(memory: Memory, day: date, person_id: str | None) -> datetime:
    """The morning after a day, where this person lives."""
    person = (memory.people.get(person_id) if person_id else None) or Person(person_id or "")
    return instant(day + _ONE_DAY, zone_of(person))


def record(memory: Memory, now: datetime, actor: Actor, idea_id: str, code: str, said: Recorded) -> Progress:
    """Who leads records an answer, or that it is done, or that it is part of another idea now."""
    idea = led(memory, actor, idea_id)
    step = among(code, RECORDED)
    source = optional(said.source, most=SOURCE_LENGTH, field="source")
    whole = _whole(memory, idea, said.part_of or "") if step is Step.MERGED else None
    if whole:
        memory.ideas.hold(idea.id)
    detail = Detail(source=source, how=whole or _changed(memory, idea, step, said.instead_of))
    before = progress.of(memory, idea).last
    recorded = progress.record(memory, now, idea.id, step, actor.id, said.words, detail)
    if whole:
        merging.take_over(memory, idea)
    if step is Step.OPENED and before and before.step is Step.DONE:
        waking.count(memory, now, idea, opened=True)
    return recorded


def _changed(memory: Memory, idea: Idea, step: Step, stood: str | None) -> str | None:
    """The answer whose place another one takes; None where none stands, or not that which `stood` there."""
    answer = progress.of(memory, idea).answer
    return answer.step.value if step in ANSWERS and answer and answer.id == stood else None


def _whole(memory: Memory, part: Idea, typed: str) -> str:
    """The number of the idea that another one is a part of now, or a Refusal."""
    number = typed.strip().lstrip("#")
    standing = (each for each in memory.ideas.of(part.channel) if each.stands)
    whole = next((each for each in standing if str(each.number) == number), None)
    if whole is None:
        words = _NO_SUCH.filled(number=number[:10]) if number.isdecimal() else _WHICH
        raise Refusal(words, "part_of")
    last = progress.of(memory, whole).last
    if whole.id == part.id or (last and last.step is Step.MERGED):
        raise Refusal("Idea {number} cannot take it in. Please choose another one.", "part_of", number=number)
    return number


def asked(memory: Memory, actor: Actor, referral_id: str) -> Asked:
    """What a body is asked, for who answers for it; a Refusal for anybody else, or where it has an answer."""
    move = memory.progress.get(referral_id)
    body = memory.bodies.get(move.body) if move and move.body else None
    if move is None or body is None:
        raise Refusal(progress.GONE)
    require_owner(actor, body)
    idea = progress.standing(memory, move.idea)
    found = bodies.asked_about(memory, idea, body, progress.of(memory, idea), move)
    if not found.waits:
        raise Refusal(_waits_no_more(found).filled(body=body.name))
    return found


def _waits_no_more(asked: Asked) -> Text:
    """Why who answers for a body cannot answer this now: what became of the idea since they were asked."""
    now, last = asked.progress.referral, asked.progress.last
    if asked.progress.answer:
        return _ANSWERED
    if now and now.body == asked.body.id:
        return _ASKED_ANEW if now.asked_in else _IS_ASKED_ANEW
    return _OPENED if last and last.step is Step.OPENED else _ELSEWHERE


def decide(
    memory: Memory, now: datetime, actor: Actor, referral_id: str, code: str, words: str
) -> tuple[Asked, Progress]:
    """Who answers for a body says yes, partly, no, that it is not theirs, or that they need time."""
    step = among(code, DECIDED)
    done = _again(memory, actor, referral_id, step, words)
    if done:
        return done
    found = asked(memory, actor, referral_id)
    detail = _more_time(memory, now, found.body) if step is Step.MORE_TIME else Detail(body=found.body.id)
    recorded = progress.record(memory, now, found.idea.id, step, actor.id, words, detail)
    if recorded.last and step is Step.NOT_THEIRS:
        waking.tell_leads(memory, now, found.idea, recorded.last)
    return found, recorded


def _again(
    memory: Memory, actor: Actor, referral_id: str, step: Step, words: str
) -> tuple[Asked, Progress] | None:
    """What this form did when it arrived before."""
    move = memory.progress.get(referral_id)
    idea = memory.ideas.get(move.idea) if move else None
    body = memory.bodies.get(move.body) if move and move.body else None
    if not (move and idea and body):
        return None
    so_far = progress.of(memory, idea)
    if not progress.is_same(so_far.last, step, actor.id, words):
        return None
    return bodies.asked_about(memory, idea, body, so_far, move), so_far


def _more_time(memory: Memory, now: datetime, body: Body) -> Detail:
    """A week after the next meeting, else four weeks from now."""
    owner = (memory.people.get(body.owner) if body.owner else None) or Person(body.owner or "")
    today = local_day(now, zone_of(owner))
    until = max(answers_by(body, today), today + MORE_TIME)
    return Detail(body=body.id, until=until, wake_at=after(memory, until, body.owner))


def among(code: str, steps: Iterable[Step]) -> Step:
    """The step of this code, or a Refusal where it is none of these."""
    for step in steps:
        if step.value == code:
            return step
    raise Refusal("Please choose one of these.", "step")

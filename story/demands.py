"""What a script must hold to be the reference story. Found out before anything is played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from story import reminders
from story.bodies import DECLINES, HARM, HELPED, NO, PARTLY, SAME, Done, Says
from story.bodies import YES as WE_WILL
from story.script import CHANGE, COLLABORATION, YES, Idea, Pledge, Script, Session

MINIMUM = {CHANGE: 12, COLLABORATION: 3}
OF_THE_DESIGN = (
    "coping resources for new mothers handed out through routine care",
    "growing a computer bank for families without one",
    "sharing responsibility for home teaching",
    "better communication between primary care and community assets",
)
FEWEST, FEWEST_TIES = 5, 3  # who say whether something worked, and ideas that are worked on together
MANY = 10  # a crowd is more than one newcomer for so many
ANSWERS = {YES: 34, "Not yet": 4, "No": 2}
HOWS = {"typed", "form", "anonymous", "shortcut", "bulb"}
REPLIES = {
    "Done", "Working on it", "Stuck", "Not now: in 3 days", "Not now: in 1 week", "Stop reminders",
}  # fmt: skip


def faults(script: Script, champions: Collection[str], others: Collection[str]) -> list[str]:
    """Everything that is wrong with a script, in words; the names are those of the cast."""
    found = [
        *_attendance(script, champions), *_ideas(script), *_answers(script), *_helps(script), *_trips(script),
        *_decided(script), *_together(script),
    ]  # fmt: skip
    askers = {ask.who for session in script.sessions for ask in session.asks}
    found += [f"nobody is called {who}" for who in sorted((script.hosts | askers) - {*champions, *others})]
    for number, session in enumerate(script.sessions, start=1):
        found += [f"session {number}: {words}" for words in _session(session)]
    for pledge in script.pledges:
        found += [f"the pledge of {pledge.who}: {words}" for words in _pledge(pledge, script)]
    return [*found, *_between(script)]


def _between(script: Script) -> Iterator[str]:
    """What happens between two nudges happens to somebody, and a dead bot is begun again by a nudge."""
    people = {away.who for away in script.absences} | {move.who for move in script.removals}
    yield from (f"{who} attends no session" for who in sorted(people - script.attending))
    for outage in script.outages:
        if not outage.begins < outage.until < script.ends:
            yield f"the outage of {outage.begins} ends before it begins, or never"


def _attendance(script: Script, champions: Collection[str]) -> Iterator[str]:
    yield from (f"nobody is called {who}" for who in sorted(script.attending - set(champions)))
    if len(script.sessions) != 2:
        yield f"the reference story has two sessions, not {len(script.sessions)}"
    yield from (f"{who} attends no session" for who in sorted(set(champions) - script.attending))


def _ideas(script: Script) -> Iterator[str]:
    texts = [idea.text for idea in script.ideas]
    told = {text.casefold() for text in texts}
    yield from (
        f"an idea of the reference story is missing: {text}" for text in OF_THE_DESIGN if text not in told
    )
    for text in texts:
        if sum(text in other for other in texts) > 1:
            yield f"two ideas cannot be told apart: {text}"


def _answers(script: Script) -> Iterator[str]:
    people = [who for session in script.sessions for who in session.closing]
    yield from (f"{who} answers the closing question twice" for who, n in Counter(people).items() if n > 1)
    answers = Counter(script.closing.values())
    if answers != ANSWERS:
        yield f"the closing answers should be {ANSWERS}, and are {dict(answers)}"


def _helps(script: Script) -> Iterator[str]:
    """Somebody needs help with taking part, and somebody who gives it is there whenever they are."""
    if not script.helps:
        yield "nobody needs help with taking part"
    for help_ in script.helps:
        for session in script.sessions:
            rounds = range(1, len(session.breakouts) + 1)
            served = all(help_.given_by & set(session.here(number)) for number in rounds)
            if help_.needed_by & set(session.attending) and not served:
                yield f"in “{session.title}” nobody is there for {help_.kind}"


def _trips(script: Script) -> Iterator[str]:
    """What real people trip over: a session nobody ends, a plain "stop", a late crowd of each kind."""
    if not any(len(pressed) > 1 for session in script.sessions for pressed in _pressed(session)):
        yield "nobody thinks again about an invitation"
    if not any(session.is_left_open for session in script.sessions[:-1]):
        yield "no session that another one follows is left open"
    if all((pledge.stops or "/").startswith("/") for pledge in script.pledges):
        yield "nobody says in plain words that they want no reminders"
    if not any(session.said for session in script.sessions[:-1]):
        yield "nobody says how it was, at the end of a session that another one follows"
    rounds = [
        (breakout, len(session.expected(number)))
        for session in script.sessions
        for number, breakout in enumerate(session.breakouts, start=1)
    ]
    if not any(len(each.before_go) * MANY > told - len(each.before_go) for each, told in rounds):
        yield "no late crowd comes between the preview and Go"
    if not any(len(each.meanwhile) * MANY > told for each, told in rounds):
        yield "no late crowd comes while groups talk"


def _pressed(session: Session) -> Iterator[tuple[str, ...]]:
    """What each says to the invitation, if there is one."""
    if session.plan and session.plan.invitation:
        yield from session.plan.invitation.says.values()


def _decided(script: Script) -> Iterator[str]:
    """Of four ideas one has no answer; those who are told of them have no nudges then.

    So the weeks in which people are asked about pledges and those in which they are told of ideas stay apart.
    """
    body = script.body
    answers = Counter(each.answer for each in body.referrals)
    if answers != Counter([WE_WILL, PARTLY, NO, None]):
        yield f"of four ideas one is answered in each way, and one never: {dict(answers)}"
    ideas = {idea.text: idea for idea in script.ideas if not (idea.withdrawn or idea.is_anonymous)}
    texts = [*(each.idea for each in body.referrals), body.done.idea]
    yield from (f"nobody has said, with their name: {text}" for text in texts if text not in ideas)
    told = {ideas[text].who for text in texts if text in ideas}
    if body.done.idea in ideas:
        concerned = {ideas[body.done.idea].who, *ideas[body.done.idea].supporters}
        told |= concerned
        yield from (
            f"{who} is not asked whether it worked" for who in _who(body.done.says) if who not in concerned
        )
    asked = {pledge.who for pledge in script.pledges if pledge.replies[-1:] != ("Done",) and not pledge.stops}
    yield from _judged(body.done)
    yield from (f"{who} is asked about a pledge and told of ideas" for who in sorted(told & asked))


def _judged(done: Done) -> Iterator[str]:
    """So many say whether it worked that it is told, and each answer is given."""
    if len(done.says) < FEWEST:
        yield f"only {len(done.says)} people say whether it worked"
    yield from (f"nobody says “{pressed}”" for pressed in (HELPED, SAME, HARM) if not done.number(pressed))


def _together(script: Script) -> Iterator[str]:
    """So many ideas are worked on together that it is told, and somebody says no."""
    asked = [(session, idea) for session in script.sessions for idea in session.ideas if idea.partners]
    ideas = sum(idea.works_together for _, idea in asked)
    if ideas < FEWEST_TIES:
        yield f"people work together on only {ideas} ideas"
    if not any(each.presses == DECLINES for _, idea in asked for each in idea.partners):
        yield "nobody says no to who wants to work with them"
    for session, idea in asked:
        if (idea.kind, idea.how, idea.withdrawn) != (COLLABORATION, "form", False):
            yield f"nobody can be asked to work on “{idea.text}”"
        others = set(session.attending) - {idea.who}
        yield from (f"{who} cannot work on “{idea.text}”" for who in _who(idea.partners) if who not in others)


def _who(says: Collection[Says]) -> list[str]:
    return [each.who for each in says]


def _late(session: Session) -> Iterator[str]:
    late = [who for breakout in session.breakouts for who in breakout.late]
    yield from (f"{who} comes late, and not at all" for who in sorted(set(late) - set(session.attending)))
    yield from (f"{who} comes late twice" for who, times in Counter(late).items() if times > 1)
    for breakout in session.breakouts:
        both = set(breakout.meanwhile) & set(breakout.absent)
        yield from (f"{who} comes while groups talk, and is absent" for who in sorted(both))


def _session(session: Session) -> Iterator[str]:
    attending = set(session.attending)
    if len(attending) < len(session.check_ins):
        yield "somebody checks in twice"
    yield from _late(session)
    yield from _invited(session)
    kinds = Counter(idea.kind for idea in session.kept_ideas)
    for kind, least in MINIMUM.items():
        if kinds[kind] < least:
            yield f"at least {least} of the kind {kind!r} are needed, there are {kinds[kind]}"
    if set(session.poll.votes) != attending:
        yield "everybody who attends, and nobody else, votes in the poll"
    for pressed in session.poll.votes.values():
        yield from (
            f"the poll has no option {option!r}" for option in pressed if option not in session.poll.options
        )
    yield from (
        f"{who} answers the closing question without being there" for who in set(session.closing) - attending
    )
    asked = [given.who for given in session.said]
    yield from (f"{who} says how it was without being there" for who in sorted(set(asked) - attending))
    yield from (f"{who} says twice how it was" for who, times in Counter(asked).items() if times > 1)
    says = session.ten_cards.says if session.ten_cards else {}
    yield from (f"{who} judges ideas without being there" for who in sorted(set(says) - attending))
    for idea in session.ideas:
        yield from (f"“{idea.text}”: {words}" for words in _idea(idea, attending))


def _invited(session: Session) -> Iterator[str]:
    """Who says that they come does, and who says that they cannot does not."""
    says, attending = reminders.answers(session), set(session.attending)
    unknown = set(says.values()) - {reminders.COMING, reminders.MAYBE, reminders.CANNOT}
    yield from (f"nobody can say {said!r} to an invitation" for said in sorted(unknown))
    yield from (
        f"{who} says {said!r} to the invitation"
        for who, said in sorted(says.items())
        if said != reminders.MAYBE and (said == reminders.COMING) != (who in attending)
    )


def _idea(idea: Idea, attending: set[str]) -> Iterator[str]:
    people = {idea.who, *idea.by, *idea.supporters, *idea.took_back}
    yield from (f"{who} is not there" for who in sorted(people - attending))
    if idea.how not in HOWS or idea.kind not in MINIMUM:
        yield f"it cannot come in as {idea.how} {idea.kind}"
    if idea.kind == COLLABORATION and idea.how not in {"form", "anonymous"}:
        yield "only the form can say that it is a collaboration"
    if bool(idea.by) != (idea.how in {"shortcut", "bulb"}):
        yield "`by` goes with the shortcut and the bulb, and only with them"
    if set(idea.pressed_twice) - set(idea.supporters) or set(idea.took_back) & set(idea.supporters):
        yield "who presses twice supports it, and who takes support back does not"


def _pledge(pledge: Pledge, script: Script) -> Iterator[str]:
    if not 1 <= pledge.session <= len(script.sessions):
        yield f"there is no session {pledge.session}"
    elif pledge.who not in script.sessions[pledge.session - 1].attending:
        yield "they are not there"
    elif script.closing.get(pledge.who) != YES:
        yield "they did not answer Yes"
    if pledge.how not in {"closing", "typed"}:
        yield f"it cannot be made by {pledge.how}"
    yield from (f"there is no button {reply!r}" for reply in pledge.replies if reply not in REPLIES)

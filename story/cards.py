"""Checks of what stands in the channel: every card once, with the right words and the final numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from story import agendas, endings
from story.acts import MOODS
from story.groups import rooms
from story.record import Seen
from story.script import COLLABORATION, Idea, Poll, Script, Session
from story.words import NUMBER, like, numbers, said, shape

IDEA, TOGETHER = "Idea {number}", "Collaboration {number}"
RESULT = "{option}: {number} ({percent} %)"
TAKEN_BACK = "This idea was taken back by its author."
CLOSED_FOR_YOU = (
    "Nobody has ended the session “{title}”, so I have closed it. "
    "Its summary is in its channel, and you can start the next one."
)
RENEWED_BY = 5  # moods and words are shown anew when so many people have something new to say
ANSWERED = (
    "{people}, and {enough} of {n} card got at least {fewest} answers.",
    "{people}, and {enough} of {n} cards got at least {fewest} answers.",
)
IS_OVER = ("*This step is over.*", "*This step is open again. Its new card stands further down.*")
PER_SESSION = 3  # its card, the poll, the summary with the closing question
UNDONE = 2  # which session is ended twice, so that it has two cards at its end


def number_of_messages(script: Script, channel: Collection[Seen]) -> list[str]:
    """Nothing but what the story makes: one more would be a doubled message, one less a lost one."""
    rounds = sum(_of_rounds(session, channel) for session in script.sessions)
    with_ideas = sum(any(ideas_on(seen.words)) for seen in channel)  # in a burst several share a card
    judged = sum(session.ten_cards is not None for session in script.sessions)
    expected = PER_SESSION * len(script.sessions) + rounds + with_ideas + judged
    led = [session.plan for session in script.sessions if session.plan]
    expected += sum(len(plan.opened) + 1 for plan in led)  # and after their ideas a card of all ideas
    expected += sum(plan.invitation is not None for plan in led)
    expected += 3  # the report, an end that was undone, and what became of ideas in a month
    if len(channel) == expected:
        return []
    return [f"the bot wrote {len(channel)} messages in the channel, and {expected} were called for"]


def _of_rounds(session: Session, channel: Collection[Seen]) -> int:
    """The card of each round, and for each group its card and the call to come back.

    Who comes while the groups talk may begin groups of their own; how many is for the rules to say.
    """
    counts = (
        len(groups)
        if breakout.meanwhile
        else int(len(session.expected(number)) / breakout.size + 0.5)  # of two as near, the smaller groups
        for (number, breakout), groups in zip(
            enumerate(session.breakouts, start=1), rooms(session, channel), strict=True
        )
    )
    return sum(1 + 2 * count for count in counts)


def closed_by_the_clock(session: Session, hosts: Mapping[str, Collection[Seen]]) -> list[str]:
    """Who leads a session that nobody ended is told once, when its time is over; of others nobody is."""
    told = like(CLOSED_FOR_YOU, title=session.title)
    moments = {
        who: [seen.at for seen in messages if told.search(seen.words)] for who, messages in hosts.items()
    }
    found = [
        f"{who} was told {len(at)} times instead of {wanted} that “{session.title}” closed by itself"
        for who, at in moments.items()
        if len(at) != (wanted := int(session.is_left_open and who == session.facilitator))
    ]
    early = [at for each in moments.values() for at in each if at < session.closes]
    return [*found, *(f"“{session.title}” was closed at {at:%H:%M} already" for at in early)]


def numbered() -> str:
    """A regular expression for the first line of an idea's card."""
    return f"(?:{shape(IDEA, number=NUMBER)}|{shape(TOGETHER, number=NUMBER)})"


def _several() -> str:
    """A regular expression for the first line of a card on which several ideas stand."""
    return f"(?:{shape('Ideas {first} to {last}', first=NUMBER, last=NUMBER)}|{shape('Ideas {numbers}')})"


def ideas_on(card: str) -> list[str]:
    """The ideas that stand on a card, each with its number and all that is said of it."""
    begun = re.compile(rf"^{numbered()}$", re.MULTILINE)
    starts = [found.start() for found in begun.finditer(card)]
    if not starts or not (starts[0] == 0 or re.match(_several(), card)):
        return []
    return [card[start:end] for start, end in zip(starts, [*starts[1:], len(card)], strict=True)]


def number_on(idea: str) -> int:
    """The number of an idea as it stands on its card."""
    found = re.match(rf"{numbered()}\n", idea)
    return numbers(found.groups())[0] if found else 0


def numbering(ideas: Collection[Idea], channel: Collection[Seen]) -> list[str]:
    """The cards bear the numbers 1 to n, each once."""
    borne = Counter(number_on(idea) for seen in channel for idea in ideas_on(seen.words))
    wanted = set(range(1, len(ideas) + 1))
    doubled = [f"number {number} stands on {n} cards" for number, n in borne.items() if n > 1]
    lost = [f"no card bears number {number}" for number in sorted(wanted - set(borne))]
    return [*doubled, *lost, *(f"number {number} is too high" for number in sorted(set(borne) - wanted))]


def idea_cards(ideas: Collection[Idea], channel: Collection[Seen]) -> list[str]:
    """Each idea stands on one card, with its kind, its credit and its supporters."""
    cards = [idea for seen in channel for idea in ideas_on(seen.words)]
    found = [words for idea in ideas if not idea.withdrawn for words in _idea(idea, cards)]
    withdrawn = sum(idea.withdrawn for idea in ideas)
    shown = sum(said(TAKEN_BACK) in card for card in cards)
    if shown != withdrawn:
        found.append(f"{withdrawn} ideas were taken back, and {shown} cards say so")
    return found


def _idea(idea: Idea, cards: Sequence[str]) -> Iterator[str]:
    own = [card for card in cards if f"\n{idea.text}\n" in card]
    if len(own) != 1:
        yield f"“{idea.text}” stands on {len(own)} cards instead of one"
        return
    title = said(TOGETHER if idea.kind == COLLABORATION else IDEA, number="")
    if not own[0].startswith(title):
        yield f"“{idea.text}” is not shown as {title.strip()}"
    credit = said("a participant") if idea.is_anonymous else idea.who
    if said("From {author} · {supporters}", author=credit, supporters="") not in own[0]:
        yield f"“{idea.text}” is not credited to {credit}"
    supporters = shape("{n} supporter", "{n} supporters")
    line = shape("From {author} · {supporters}", supporters=supporters)
    shown = re.search(line + r"[^\n]*\n", own[0])  # from five on, it says from how many sectors, too
    told = numbers(shown.groups())[0] if shown else "nothing"
    if told != len(idea.supporters):
        yield f"“{idea.text}” has {len(idea.supporters)} supporters, and its card says {told}"


def poll_card(poll: Poll, channel: Collection[Seen]) -> list[str]:
    """The closed card shows the final votes."""
    own = [
        seen.words for seen in channel if seen.words.startswith(f"{said('Poll: closed')}\n{poll.question}\n")
    ]
    if len(own) != 1:
        return [f"“{poll.question}” stands on {len(own)} closed cards instead of one"]
    votes = Counter(pressed[-1] for pressed in poll.votes.values())
    return [
        f"“{poll.question}” does not show {votes[option]} for {option}"
        for option in poll.options
        if not re.search(
            "^" + shape(RESULT, option=re.escape(option), number=str(votes[option])), own[0], re.MULTILINE
        )
    ]


def ten_cards(session: Session, channel: Collection[Seen]) -> list[str]:
    """Their closed card tells how many have judged how many ideas."""
    cards = session.ten_cards
    if cards is None:
        return []
    head = f"{said('Ten cards: closed')}\n{cards.question}\n"
    own = [seen.words for seen in channel if seen.words.startswith(head)]
    people = said("{n} person answered", "{n} people answered", n=len(cards.says))
    answered = shape(
        *ANSWERED, people=re.escape(people), enough=NUMBER, n=str(len(session.kept_ideas)), fewest=NUMBER
    )
    found = [words for words in own if re.search(f"^{answered}$", words, re.MULTILINE)]
    if len(own) != 1 or len(found) != 1:
        return [f"“{cards.question}” does not tell once that {people} about {len(session.kept_ideas)} ideas"]
    return []


def session_card(session: Session, channel: Collection[Seen]) -> list[str]:
    """The card of an ended session counts everybody, and shows the moods and words of nearly all.

    The last few may only be counted: what is shown is renewed five answers at a time.
    """
    head = said("Session: {title}", title=session.title) + "\n"
    own = [seen.words for seen in channel if seen.words.startswith(head)]
    if len(own) != 1:
        return [f"“{session.title}” has {len(own)} cards instead of one"]
    name = f"the card of “{session.title}”"
    lines = own[0].splitlines()
    wanted = [
        said("This session has *ended*. Thank you for being here."),
        said("*{n} person checked in.*", "*{n} people checked in.*", n=len(session.check_ins)),
    ]
    found = [f"{name} does not say: {line}" for line in wanted if line not in lines]
    moods = Counter(each.last_mood for each in session.check_ins)
    if _apart(moods, _moods_on(lines)) >= RENEWED_BY:
        found.append(f"{name} shows other moods than people chose: {_moods_on(lines)}, not {moods}")
    words = Counter(each.word.casefold() for each in session.check_ins if each.word)
    if _apart(words, _words_on(lines)) >= RENEWED_BY:
        found.append(f"{name} does not show the words people brought")
    return found


def _moods_on(lines: Sequence[str]) -> Counter[int]:
    """How many people the card shows for each mood."""
    moods = Counter[int]()
    for mood, label in MOODS.items():
        told = shape("{number} {mood}: {people}", number=str(mood), mood=said(label), people=NUMBER)
        counts = [int(found[1]) for line in lines if (found := re.match(rf"{told}(?: |$)", line))]
        moods[mood] = sum(counts) if len(counts) == 1 else -RENEWED_BY
    return moods


def _words_on(lines: Sequence[str]) -> Counter[str]:
    """How many people the card shows for each word: the line before the last."""
    words = Counter[str]()
    for told in lines[-2].casefold().split(" · "):
        word, _, number = told.partition(" × ")
        words[word] += int(number or 1)
    return words


def _apart(wanted: Counter[Any], shown: Counter[Any]) -> int:
    """How many answers are on one side and not on the other, whichever side has more of them."""
    return max((wanted - shown).total(), (shown - wanted).total())


def _so_many(number: int, one: str, many: str, none: str) -> str:
    return said(one, many, n=number) if number else said(none)


def ending(session: Session, channel: Sequence[Seen]) -> list[str]:
    """The summary tells what was formed, and how many answered the closing question, never what."""
    head = f"{said('What we did together')}\n{session.title}\n"
    told = [seen.words for seen in channel if seen.words.startswith(head)]
    summaries = [words for words in told if said(endings.WENT_ON) not in words]
    if len(summaries) != 1:
        return [f"“{session.title}” has {len(summaries)} summaries instead of one"]
    kinds = Counter(idea.kind == COLLABORATION for idea in session.kept_ideas)
    formed = said(
        "{people} We formed {ideas} and {collaborations}.",
        people=said("{n} person checked in.", "{n} people checked in.", n=len(session.check_ins)),
        ideas=_so_many(kinds[False], "{n} change idea", "{n} change ideas", "no change ideas"),
        collaborations=_so_many(kinds[True], "{n} collaboration", "{n} collaborations", "no collaborations"),
    )
    found = [] if formed in summaries[0] else [f"the summary does not say: {formed}"]
    answered = said("{n} person has answered.", "{n} people have answered.", n=len(session.closing))
    if f"\n{answered}" not in summaries[0]:
        found.append(f"the summary does not say: {answered}")
    return found


def gone_through(plans: Collection[agendas.Plan | None], channel: Collection[Seen]) -> list[str]:
    """Each time that a step was opened it got one card, in this order, and all of them are over."""
    any_step = re.compile(shape(agendas.STEP, number=r"\d+", all=r"\d+"))
    cards = [seen.words for seen in channel if any_step.match(seen.words)]
    wanted = [
        agendas.head(number, plan.steps, plan.steps[number - 1].kind)
        for plan in plans
        if plan
        for number in plan.opened
    ]
    shown = [words.splitlines()[0] for words in cards]
    found = [] if shown == wanted else [f"the steps {wanted} were opened, and the cards are {shown}"]
    over = [said(words) for words in IS_OVER]
    return [
        *found,
        *(
            f"the card “{words.splitlines()[0]}” does not say that the step is over"
            for words in cards
            if not any(each in words for each in over)
        ),
    ]

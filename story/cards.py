"""Checks of what stands in the channel: every card once, with the right words and the final numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from story.acts import MOODS
from story.record import Seen
from story.script import COLLABORATION, Idea, Poll, Script, Session

NUMBERED = re.compile(r"^(Idea|Collaboration) (\d+)\n")
TAKEN_BACK = "This idea was taken back by its author."
PER_SESSION = 4  # its card, the poll, the summary, the closing question


def number_of_messages(script: Script, channel: Collection[Seen]) -> list[str]:
    """Nothing but what the story makes: one more would be a doubled message, one less a lost one."""
    rounds = sum(map(_of_rounds, script.sessions))
    expected = PER_SESSION * len(script.sessions) + rounds + len(script.ideas) + 1  # the report
    if len(channel) == expected:
        return []
    return [f"the bot wrote {len(channel)} messages in the channel, and {expected} were called for"]


def _of_rounds(session: Session) -> int:
    """The card of each round, and for each group its card and the call to come back."""
    counts = (
        round(len(session.expected(number)) / breakout.size)
        for number, breakout in enumerate(session.breakouts, start=1)
    )
    return sum(1 + 2 * count for count in counts)


def numbering(ideas: Collection[Idea], channel: Collection[Seen]) -> list[str]:
    """The cards bear the numbers 1 to n, each once."""
    numbers = Counter(int(found[2]) for seen in channel if (found := NUMBERED.match(seen.words)))
    wanted = set(range(1, len(ideas) + 1))
    doubled = [f"number {number} stands on {n} cards" for number, n in numbers.items() if n > 1]
    lost = [f"no card bears number {number}" for number in sorted(wanted - set(numbers))]
    return [*doubled, *lost, *(f"number {number} is too high" for number in sorted(set(numbers) - wanted))]


def idea_cards(ideas: Collection[Idea], channel: Collection[Seen]) -> list[str]:
    """Each idea stands on one card, with its kind, its credit and its supporters."""
    cards = [seen for seen in channel if NUMBERED.match(seen.words)]
    found = [words for idea in ideas if not idea.withdrawn for words in _idea(idea, cards)]
    withdrawn = sum(idea.withdrawn for idea in ideas)
    shown = sum(TAKEN_BACK in card.words for card in cards)
    if shown != withdrawn:
        found.append(f"{withdrawn} ideas were taken back, and {shown} cards say so")
    return found


def _idea(idea: Idea, cards: Sequence[Seen]) -> Iterator[str]:
    own = [card.words for card in cards if f"\n{idea.text}\n" in card.words]
    if len(own) != 1:
        yield f"“{idea.text}” stands on {len(own)} cards instead of one"
        return
    title = "Collaboration" if idea.kind == COLLABORATION else "Idea"
    if not own[0].startswith(title):
        yield f"“{idea.text}” is not shown as {title}"
    credit = "a participant" if idea.is_anonymous else idea.who
    if f"\nFrom {credit} · " not in own[0]:
        yield f"“{idea.text}” is not credited to {credit}"
    shown = re.search(r"· (\d+) supporters?\n", own[0])
    if shown is None or int(shown[1]) != len(idea.supporters):
        told = shown[1] if shown else "nothing"
        yield f"“{idea.text}” has {len(idea.supporters)} supporters, and its card says {told}"


def poll_card(poll: Poll, channel: Collection[Seen]) -> list[str]:
    """The closed card shows the final votes."""
    own = [seen.words for seen in channel if seen.words.startswith(f"Poll: closed\n{poll.question}\n")]
    if len(own) != 1:
        return [f"“{poll.question}” stands on {len(own)} closed cards instead of one"]
    votes = Counter(pressed[-1] for pressed in poll.votes.values())
    return [
        f"“{poll.question}” does not show {votes[option]} for {option}"
        for option in poll.options
        if not re.search(rf"^{re.escape(option)}: {votes[option]} \(", own[0], re.MULTILINE)
    ]


def session_card(session: Session, channel: Collection[Seen]) -> list[str]:
    """The card of an ended session shows everybody's latest mood and word."""
    own = [seen.words for seen in channel if seen.words.startswith(f"Session: {session.title}\n")]
    if len(own) != 1:
        return [f"“{session.title}” has {len(own)} cards instead of one"]
    name = f"the card of “{session.title}”"
    lines = own[0].splitlines()
    wanted = [
        "This session has ended. Thank you for being here.",
        f"{len(session.check_ins)} people checked in.",
    ]
    found = [f"{name} does not say: {line}" for line in wanted if line not in lines]
    moods = Counter(each.last_mood for each in session.check_ins)
    for mood, label in MOODS.items():
        told = f"{label.replace(' –', '')}: {moods[mood]} "
        if not any(line.startswith(told) for line in lines):
            found.append(f"{name} does not say: {told.strip()}")
    words = sorted(each.word.casefold() for each in session.check_ins if each.word)
    if words != sorted(lines[-1].casefold().split(" · ")):
        found.append(f"{name} does not show the words people brought")
    return found


def ending(session: Session, channel: Sequence[Seen]) -> list[str]:
    """The summary tells what was formed; the closing card how many answered, and never what."""
    summaries = [
        seen.words for seen in channel if seen.words.startswith(f"What we did together\n{session.title}\n")
    ]
    if len(summaries) != 1:
        return [f"“{session.title}” has {len(summaries)} summaries instead of one"]
    kinds = Counter(idea.kind == COLLABORATION for idea in session.kept_ideas)
    people = len(session.check_ins)
    formed = f"We formed {kinds[False]} change ideas and {kinds[True]} collaborations."
    found = (
        []
        if f"{people} people checked in. {formed}" in summaries[0]
        else [f"the summary does not say: {formed}"]
    )
    answered = f"\n{len(session.closing)} people have answered."
    closings = [seen.words for seen in channel if seen.words.startswith("Before you go\n")]
    if not any(answered in words for words in closings):
        found.append(f"no closing card says:{answered}".replace("\n", " "))
    return found

"""On which weekday somebody is asked about the ideas that wait for their bodies: told, and chosen."""

from collections.abc import Sequence

from coproduction.bodies import Body
from coproduction.digests import WORKDAYS
from coproduction.service.readingdays import Reading
from coproduction.words import WEEKDAYS, Text, and_listed, day
from handlers import ideaids
from handlers.blocks.digests import ON
from handlers.blocks.kit import Block, Drawing, actions, context, paragraphs, plain
from handlers.voice import Voice

_WEEKLY = Text("I ask you once a week at most. On which day is it best?")

_BY_MAIL = Text("Nobody answers for {body} in Slack. To copy a text for a mail, type: {/answer} {number}")
_READ = Text(
    "Who answers for {body} gets idea {number} on {day}, or later: I send at most three ideas a week."
)
_PAPERS = Text(
    "Papers are due on {day}, before that. To copy a text for a mail in time, type: {/answer} {number}"
)
_MEETING = Text(
    "The meeting is on {day}, before that. To copy a text for a mail in time, type: {/answer} {number}"
)


def below(say: Voice, bodies: Sequence[Body]) -> list[Block]:
    """The menu below what waits for these bodies."""
    return [context(say(_WEEKLY)), actions(_menu(say, bodies))]


def at_home(say: Voice, bodies: Sequence[Body]) -> list[Block]:
    """The same for the Home of who answers for bodies; nothing for others."""
    if not bodies:
        return []
    names = and_listed([each.name for each in bodies])
    return [*paragraphs(say("You answer for {bodies}.", bodies=names)), *below(say, bodies)]


def chosen(say: Voice, bodies: Sequence[Body]) -> Drawing:
    """What somebody is told who has chosen."""
    on = ON[bodies[0].weekday]
    told = say("From now on I ask you {on} about ideas that wait for your answer.", on=on)
    first = min((each.next_at for each in bodies if each.next_at), default=None)
    comes = [say("The next time: {day}.", day=day(first.date()))] if first else []
    return Drawing.of_words(say, " ".join([told, *comes]))


def reads(say: Voice, reading: Reading | None, number: int) -> str:
    """When an idea that was sent up is read, and what to do where that is too late; empty where it is with no
    body.
    """
    if reading is None:
        return ""
    if reading.on is None:
        return say(_BY_MAIL, body=reading.body.name, number=number)
    told = say(_READ, body=reading.body.name, number=number, day=day(reading.on))
    late, missed = (_PAPERS, reading.papers) if reading.papers else (_MEETING, reading.meeting)
    return f"{told} {say(late, day=day(missed), number=number)}" if missed else told


def _menu(say: Voice, bodies: Sequence[Body]) -> Block:
    """Where several bodies have several days, none of them is chosen yet."""
    options = {on: {"text": plain(say(WEEKDAYS[on]), 75), "value": str(on)} for on in WORKDAYS}
    now = {each.weekday for each in bodies}
    initial = {"initial_option": options[now.pop()]} if len(now) == 1 else {}
    return {
        "type": "static_select",
        "action_id": ideaids.DECISION_DAY,
        "placeholder": plain(say("Choose a weekday"), 150),
        "options": list(options.values()),
        **initial,
    }

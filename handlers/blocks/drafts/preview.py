"""A poll before it is asked: its card as people will see it, and what follows from asking it."""

from collections.abc import Sequence
from dataclasses import replace

from coproduction.audited import BEFORE_OPENING
from coproduction.drafts import WITH_ENDS
from coproduction.levels import Level
from coproduction.polls import SCALE, Poll, Tally
from coproduction.questions import tally
from coproduction.questions.scales import STEPS
from coproduction.service.drafts import Preview
from coproduction.words import Text
from handlers import ids
from handlers.blocks.drafts.question import how
from handlers.blocks.drafts.whole import CLOSED_BY_HAND, TRACEABLE, after, at_the_latest, invited_names
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    divider,
    header,
    line_by_line,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.polls import card
from handlers.voice import Voice

ONLY_A_PREVIEW = Text("This is a preview, so its buttons do nothing yet.")


def preview(say: Voice, shown: Preview, channel: str, note: Text | None = None) -> View:
    """What would be asked, exactly, and a way to ask it or to change it."""
    blocks = [
        *_shown(say, shown, channel, note),
        actions(
            button(say("Change"), ids.COMPOSE_BACK, aloud=say("Change the poll")),
            button(say("Save as a template"), ids.NAME_TEMPLATE),
        ),
    ]
    private = ids.private(channel, shown.seen)
    title, ask, close = say("Preview"), say("Ask the room"), say("Close")
    return modal(say, title, ids.POLL_PREVIEW_FORM, ask, private, blocks, close=close)


def typed(
    say: Voice, shown: Preview, channel: str, asks: str, words: str, note: Text | None = None
) -> Drawing:
    """The same in a private message, with the words that were typed; its button carries what it `asks`."""
    sure = button(say("Ask the room"), ids.OPEN_TYPED, asks)
    otherwise = say("If it is not as you meant it, leave it. To change your words, type them again:")
    title = say("An anonymous poll, before it opens")
    given = paragraphs(f"{say('{/poll}')} {words}")
    return Drawing.of(
        say, [header(title), *_shown(say, shown, channel, note), actions(sure), context(otherwise), *given]
    )


def _shown(say: Voice, shown: Preview, channel: str, note: Text | None) -> list[Block]:
    """Where it would be asked, its card, all its questions, and what follows from asking it."""
    where = say("People in {channel} will see this. Nobody has seen it yet.", channel=f"<#{channel}>")
    return [
        *(paragraphs(say(note)) if note else []),
        context(where),
        divider(),
        *_inert(card(say, _unanswered(shown.questions), {}).blocks),
        *_questions(say, shown.questions),
        divider(),
        *_what_follows(say, shown),
    ]


def _unanswered(questions: Sequence[Poll]) -> Tally:
    """What the card is drawn from when nobody has answered."""
    first, *others = [tally(question, {}) for question in questions]
    return replace(first, parts=tuple(others))


def _inert(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a card with buttons that ask nobody anything."""
    number, found = 0, []
    for block in blocks:
        elements = []
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            number += 1
            kept = {name: value for name, value in element.items() if name not in {"value", "confirm"}}
            elements.append({**kept, "action_id": ids.at(ids.PREVIEWED, number)})
        found.append({**block, "elements": elements} if elements else block)
    return found


def _questions(say: Voice, questions: Sequence[Poll]) -> list[Block]:
    """Where there are several: each with its options, in the order of the form that opens."""
    if len(questions) == 1:
        return []
    blocks = [divider(), section(say("*The form that opens asks:*"))]
    for number, each in enumerate(questions, start=1):
        left_out = say("It may be left out.") if each.is_optional else ""
        words = say("{number}. {question}", number=number, question=each.asks)
        lines = [words, *(f"• {option}" for option in _choices(say, each))]
        blocks += [*line_by_line(lines), context(f"{say(how(each.kind, each.most))}. {left_out}".strip())]
    return blocks


def _choices(say: Voice, poll: Poll) -> list[str]:
    """What people choose from; of a scale its two ends."""
    options = [say.of(option) for option in poll.offers]
    if poll.kind not in WITH_ENDS or not options:
        return options
    steps = STEPS.get(poll.kind, STEPS[SCALE])
    return [f"{step}: {option}" for step, option in zip((steps[0], steps[-1]), options, strict=True)]


def _what_follows(say: Voice, shown: Preview) -> list[Block]:
    """Who may answer and until when; what the facilitator should know before asking."""
    poll = shown.poll
    who = say("Who may answer: {who}.", who=invited_names()[poll.invited.value])
    minutes = shown.minutes
    latest = at_the_latest(poll.level.value, is_live=poll.session is not None)
    until = say("When it closes: {when}.", when=after(minutes) if minutes else CLOSED_BY_HAND)
    answers = (
        [] if len(shown.questions) > 1 else [say("How people answer: {how}.", how=how(poll.kind, poll.most))]
    )
    lines = [*answers, who, f"{until} {say(latest)}"]
    if poll.closes_when_all:
        lines.append(say("It closes before that when all of them have answered."))
    if poll.level is Level.ANONYMOUS:
        lines += [say(BEFORE_OPENING), say(TRACEABLE)]
    return [section("\n".join(f"• {line}" for line in lines))]

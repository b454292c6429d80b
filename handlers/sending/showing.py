"""From an owed message to how it looks now: the one table of all drawings, and a fingerprint of each."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from coproduction.messages import Message
from coproduction.service.along import told
from coproduction.service.beside import named
from coproduction.service.kinds import kind_of, shown
from coproduction.words import Text, Value, and_listed
from handlers.blocks import (
    announcing,
    askings,
    board,
    champions,
    coleading,
    conditions,
    consents,
    corrections,
    deciding,
    digests,
    facilitators,
    followups,
    helprequests,
    hiding,
    ideacards,
    inhand,
    kept,
    leadoffers,
    observing,
    partings,
    plannews,
    pledges,
    pollreminders,
    polls,
    reports,
    running,
    sessions,
    slowforms,
    stakeholders,
    stuck,
    successors,
    talk,
    ties,
    which,
    worked,
    yesno,
    yousaid,
)
from handlers.blocks.breakouts import drawings as breakouts
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import Block, Drawing, MessageDrawing, divider, paragraphs
from handlers.desk import Desk
from handlers.voice import Voice

# Each kind is drawn beside its noun's blocks; a test proves that each kind that is posted has a drawing here.
DRAWINGS: Mapping[str, MessageDrawing[Any]] = {
    drawing.kind: drawing
    for drawing in (
        *sessions.DRAWINGS,
        *partings.DRAWINGS,
        *corrections.DRAWINGS,
        *leadoffers.DRAWINGS,
        *running.DRAWINGS,
        *announcing.DRAWINGS,
        *coleading.DRAWINGS,
        *plannews.DRAWINGS,
        *champions.DRAWINGS,
        *stakeholders.DRAWINGS,
        *observing.DRAWINGS,
        *facilitators.DRAWINGS,
        *breakouts.DRAWINGS,
        *hiding.DRAWINGS,
        *ideacards.DRAWINGS,
        *board.DRAWINGS,
        *conditions.DRAWINGS,
        *consents.DRAWINGS,
        *polls.DRAWINGS,
        *pollreminders.DRAWINGS,
        *followups.DRAWINGS,
        *digests.DRAWINGS,
        *helprequests.DRAWINGS,
        *pledges.DRAWINGS,
        *askings.DRAWINGS,
        *reports.DRAWINGS,
        *slowforms.DRAWINGS,
        *stuck.DRAWINGS,
        *deciding.DRAWINGS,
        *inhand.DRAWINGS,
        *successors.DRAWINGS,
        *talk.DRAWINGS,
        *which.DRAWINGS,
        *kept.DRAWINGS,
        *yesno.DRAWINGS,
        *yousaid.DRAWINGS,
        *ties.DRAWINGS,
        *worked.DRAWINGS,
    )
}


async def drawn(desk: Desk, message: Message) -> Drawing | None:
    """As things stand in storage, in its reader's language, with what goes along with it; None when what it
    was about is gone.

    Slack says of about a hundred people a minute who they are. In a large room somebody has no name yet on a
    card that is drawn before it is their turn: it is drawn again.
    """
    content, language, beside, waits = await desk.read(
        lambda memory: (*shown(memory, message), told(memory, message), named(memory, message))
    )
    if content is None and not beside:
        return None
    drawing = DRAWINGS[message.kind]
    say = await desk.voices.chosen_or_guessed(language, message.recipient)
    wait = None if drawing.waits_for_names else 0.0
    people = [
        who
        for kind, each in [(message.kind, content), *beside]
        if each is not None
        for who in DRAWINGS[kind].people_in(each)
    ]
    names = await desk.directory.names(say, people, wait)
    if drawing.waits_for_names and kind_of(message.kind).keeps_changing and desk.directory.are_untold(people):
        desk.consequences.redraw_in(desk.directory.patience.unnamed.total_seconds(), message.card)
    if waits:
        return fitted(answered(say, message.kind, content, names, waits))
    return fitted(together(say, message.kind, content, names, beside))


_BESIDE = Text("In the same message I also asked {what}. To answer that, press a button there.")


def answered(
    say: Voice, kind: str, content: Any, names: Mapping[str, str], waits: Sequence[tuple[str, Any]]
) -> Drawing:
    """An answer to words below a message that asked something else, too, which waits for a button."""
    drawing, what = DRAWINGS[kind], what_is_asked(waits)
    if drawing.beside:
        return drawing.beside(say, content, names, what)
    shown = drawing.draw(say, content, names)
    return Drawing.of(say, [*shown.blocks, *paragraphs(say(_BESIDE.filled(what=what)))])


def what_is_asked(waits: Sequence[tuple[str, Any]]) -> Value:
    """What these messages ask, kinds and their contents, in one sentence."""
    asks = ((DRAWINGS[kind].asks, content) for kind, content in waits)
    return and_listed(ask(content) for ask, content in asks if ask)


def together(
    say: Voice, kind: str, content: Any, names: Mapping[str, str], beside: Sequence[tuple[str, Any]]
) -> Drawing:
    """A message with what goes along with it below, kinds and their contents, each after a line; without its
    own content where only that is gone.
    """
    drawing = DRAWINGS[kind]
    if not beside:
        return drawing.draw(say, content, names)
    parts = [_part(say, other, each, names) for other, each in beside]
    if content is not None and drawing.together:
        return drawing.together(say, content, names, _below(parts))
    own = [] if content is None else [_part(say, kind, content, names)]
    return Drawing.of(say, _below([*own, *parts])[1:])


def _part(say: Voice, kind: str, content: Any, names: Mapping[str, str]) -> Sequence[Block]:
    draw = DRAWINGS[kind].in_short or DRAWINGS[kind].draw
    return draw(say, content, names).blocks


def _below(parts: Sequence[Sequence[Block]]) -> list[Block]:
    """Each after a line."""
    return [block for part in parts for block in (divider(), *part)]


def digest(drawing: Drawing) -> str:
    """A short fingerprint of what a message shows."""
    drawn_as = json.dumps([drawing.text, drawing.blocks], sort_keys=True)
    return hashlib.sha256(drawn_as.encode()).hexdigest()[:32]

"""From an owed message to how it looks now: the one table of all drawings, and a fingerprint of each."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from coproduction.messages import Message
from coproduction.service.along import told
from coproduction.service.kinds import kind_of, shown
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
    kept,
    leadoffers,
    observing,
    partings,
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
    worked,
    yesno,
    yousaid,
)
from handlers.blocks.breakouts import drawings as breakouts
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import Block, Drawing, MessageDrawing, divider
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
        *successors.DRAWINGS,
        *talk.DRAWINGS,
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
    content, language, beside = await desk.read(
        lambda memory: (*shown(memory, message), told(memory, message))
    )
    if content is None:
        return None
    drawing = DRAWINGS[message.kind]
    say = await desk.voices.chosen_or_guessed(language, message.recipient)
    wait = None if drawing.waits_for_names else 0.0
    people = [
        who for kind, each in [(message.kind, content), *beside] for who in DRAWINGS[kind].people_in(each)
    ]
    names = await desk.directory.names(say, people, wait)
    if drawing.waits_for_names and kind_of(message.kind).keeps_changing and desk.directory.are_untold(people):
        desk.consequences.redraw_in(desk.directory.patience.unnamed.total_seconds(), message.card)
    return fitted(together(say, message.kind, content, names, beside))


def together(
    say: Voice, kind: str, content: Any, names: Mapping[str, str], beside: Sequence[tuple[str, Any]]
) -> Drawing:
    """A message with what goes along with it below, kinds and their contents, each after a line."""
    drawing = DRAWINGS[kind]
    if not (beside and drawing.together):
        return drawing.draw(say, content, names)
    along: list[Block] = []
    for other, each in beside:
        draw = DRAWINGS[other].in_short or DRAWINGS[other].draw
        along += [divider(), *draw(say, each, names).blocks]
    return drawing.together(say, content, names, along)


def digest(drawing: Drawing) -> str:
    """A short fingerprint of what a message shows."""
    drawn_as = json.dumps([drawing.text, drawing.blocks], sort_keys=True)
    return hashlib.sha256(drawn_as.encode()).hexdigest()[:32]

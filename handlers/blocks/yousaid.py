"""You said, we did: the message for the channel, and its draft for who leads."""

from collections.abc import Mapping

from coproduction.service.telling import Told
from coproduction.service.yousaid import YouSaid
from coproduction.words import Text, several
from coproduction.yousaid import YOU_SAID, YOU_SAID_DRAFT, MonthState
from handlers import ideaids, listids
from handlers.blocks import initiatives, longlists, progress
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    asks,
    button,
    context,
    header,
    line_by_line,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

_MOST = 10  # of each kind, so that a message stays one that is read
_DROPPED = Text("Nobody else sees this month’s draft then, and it does not come back.")
PARTS = {
    "answered": Text("*Answered*"),
    "done": Text("*Done*"),
    "worked": Text("*What difference it made*"),
    "tried": Text("*We are trying*"),
    "waiting": Text("*Waiting for an answer*"),
}
_SETTLED = {
    MonthState.POSTED: Text("This is in the channel."),
    MonthState.DROPPED: Text("This was not posted."),
}


def message(say: Voice, shown: YouSaid, _names: Mapping[str, str]) -> Drawing:
    """What everybody reads."""
    return Drawing.of(say, fitting(_body(say, shown), keep=1))


def draft(say: Voice, shown: YouSaid, _names: Mapping[str, str]) -> Drawing:
    """The same before it is posted."""
    told = say("This is a draft. {channel} gets it only if you post it.", channel=f"<#{shown.month.channel}>")
    settled = _SETTLED.get(shown.month.state)
    if settled:
        last = context(say(settled))
    else:
        month, about = shown.month.id, say("You said, we did")
        post, drop = say("Post it"), say("Do not post it")
        aloud = say("{label}: {about}", label=post, about=about)
        away = say("{label}: {about}", label=drop, about=about)
        sure = asks(say, say("Do not post it?"), say(_DROPPED), drop)
        last = actions(
            button(post, ideaids.POST_MONTH, month, style="primary", aloud=aloud),
            button(drop, ideaids.DROP_MONTH, month, aloud=away, confirm=sure),
        )
    return Drawing.of(say, fitting([section(told), *_body(say, shown), last], keep=2))


def _body(say: Voice, shown: YouSaid) -> list[Block]:
    blocks = [header(say("You said, we did"))]
    for part, title in PARTS.items():
        blocks += _part(say, shown, part, title)
    if shown.linked:
        linked = [initiatives.line(say, each) for each in shown.linked]
        blocks += [section(say("*Linked initiatives*")), *line_by_line(linked)]
    blocks.append(context(say("To see all ideas, type {/ideas}.")))
    return blocks


def _part(say: Voice, shown: YouSaid, part: str, title: Text) -> list[Block]:
    lines = lines_of(say, shown, part)
    if not lines:
        return []
    left = len(lines) - _MOST
    label, about = several(left, "And {n} more", "And {n} more"), f"{shown.month.id}:{part}"
    aloud = say(title).strip("*")
    see = longlists.see_all(say, label, listids.MONTH, about, which=part, about=aloud)
    more = [actions(see)] if left > 0 else []
    return [section(say(title)), *(block for line in lines[:_MOST] for block in line), *more]


def lines_of(say: Voice, shown: YouSaid, part: str) -> list[list[Block]]:
    """All that one part of it tells; nothing of a part that it does not have."""
    if part in ("done", "worked"):
        of_part = shown.done if part == "done" else shown.worked
        worked = ((each, progress.result(say, how) if how else []) for each, how in of_part)
        return [[*line_by_line([_line(say, each)]), *result] for each, result in worked]
    told = {"answered": shown.answered, "tried": shown.tried, "waiting": shown.waiting}.get(part, ())
    return [line_by_line([_line(say, each, is_late=shown.is_late(each))]) for each in told]


def _line(say: Voice, each: Told, *, is_late: bool = False) -> str:
    """The idea, what became of it since when, and why."""
    idea = say("{number}. {idea}", number=each.idea.number, idea=brief(each.idea.text, 150))
    became = progress.late(say, each) if is_late else progress.step(say, each)
    what = say("{day}: {what}", day=progress.on(each.move), what=became)
    words = brief(each.move.words or "", 300)
    return "\n".join(line for line in (idea, what, words, progress.known_by(say, each.move)) if line)


DRAWINGS = (MessageDrawing(YOU_SAID, message), MessageDrawing(YOU_SAID_DRAFT, draft))

"""The ideas of a programme as a sheet for a spreadsheet: what everybody may see of them, and no author."""

from coproduction.ideas import Idea, IdeaKind
from coproduction.ports import Memory
from coproduction.progress import Progress, state_name
from coproduction.service import idealists, progress
from coproduction.sheets import Cell, Sheet
from coproduction.words import Text

_COLUMNS = (
    Text("Idea"),
    Text("Kind of idea"),
    Text("In their words"),
    Text("Where it stands"),
    Text("Supporters"),
    Text("What tells us this matters"),
    Text("With whom"),
    Text("What would be better"),
    Text("Answers what matters, number"),
)
_KINDS = {
    IdeaKind.CHANGE: Text("change idea"),
    IdeaKind.COLLABORATION: Text("collaboration"),
    IdeaKind.MATTERS: Text("what matters"),
}
_HEARD = Progress()


def sheet(memory: Memory, channel: str) -> Sheet:
    """All ideas that everybody may see, by number, each with how many support it, as its card says."""
    states = progress.of_all(memory, channel)
    found = sorted(idealists.supported(memory, channel), key=lambda each: each[0].number)
    numbers = {idea.id: idea.number for idea, _ in found}
    rows = [
        (
            *_said(idea, states.get(idea.id, _HEARD)),
            supporters,
            *(idea.evidence, idea.whom, idea.better),
            numbers.get(idea.serves or ""),
        )
        for idea, supporters in found
    ]
    return Sheet(Text("Ideas"), _COLUMNS, tuple(rows))


def _said(idea: Idea, became: Progress) -> tuple[Cell, ...]:
    return idea.number, _KINDS[idea.kind], idea.text, state_name(became.state)

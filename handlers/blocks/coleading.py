"""What somebody is told who was chosen to lead a planned session together with who planned it."""

from collections.abc import Iterable, Mapping

from coproduction.planned import CHOSEN, Planned
from coproduction.words import Text
from handlers import ids
from handlers.blocks.announcing import about
from handlers.blocks.kit import Drawing, MessageDrawing, actions, button, context, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice

_NO_PLAN = Text("Does the plan not open for you? Then ask an admin to let you lead: {/facilitators}")


def chosen(say: Voice, planned: Planned, names: Mapping[str, str]) -> Drawing:
    """Who chose them, for what; and the plan, which they may change, too."""
    person = brief(names[planned.planned_by], 100)
    words = say("{person} asks you to lead a session together: {title}", person=person, title=planned.title)
    where = say("It is in {channel}.", channel=f"<#{planned.channel}>")
    no = say("If you cannot, please write to {mention}.", mention=f"<@{planned.planned_by}>")
    aloud = say("Open the plan: {title}", title=brief(planned.title, 50))
    plan = button(say("Open the plan"), ids.OPEN_PLAN, planned.id, aloud=aloud)
    return Drawing.of(
        say,
        [
            *paragraphs(words),
            *about(say, planned),
            section(f"{where} {no}"),
            actions(plan),
            context(say(_NO_PLAN)),
        ],
    )


def _who(planned: Planned) -> Iterable[str]:
    return (planned.planned_by,)


DRAWINGS = (MessageDrawing(CHOSEN, chosen, _who),)

"""What somebody is told who was chosen to lead a planned session together with who planned it."""

from collections.abc import Iterable, Mapping

from coproduction.planned import CHOSEN, CHOSEN_AT_ONCE
from coproduction.service.coleading import Chosen
from coproduction.words import Text
from handlers import ids
from handlers.blocks.announcing import about
from handlers.blocks.kit import Drawing, MessageDrawing, actions, button, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice

_NOT_YET = Text(
    "An admin must add you first, then the plan opens for you. Are you an admin? Then type {/plan} in its "
    "channel. If not, ask one to type: {/facilitators} add {mention}"
)


def chosen(say: Voice, shown: Chosen, names: Mapping[str, str]) -> Drawing:
    """Who chose them, for what; and the plan, which they may change, too, once they may lead."""
    planned = shown.planned
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
            actions(plan) if shown.may_lead else section(say(_NOT_YET, mention=f"<@{shown.person}>")),
        ],
    )


def _who(shown: Chosen) -> Iterable[str]:
    return (shown.planned.planned_by,)


DRAWINGS = (MessageDrawing(CHOSEN, chosen, _who), MessageDrawing(CHOSEN_AT_ONCE, chosen, _who))

"""How a report is drawn: as the document that it is; first for who asked for it."""

from collections.abc import Sequence

from coproduction.reports import REPORT, Report
from coproduction.reports.document import document
from coproduction.service.places import Where
from handlers import ids
from handlers.blocks import documents
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, MessageDrawing, View, actions, button, context, modal
from handlers.blocks.places import asks_where
from handlers.voice import Voice


def preview(say: Voice, report: Report) -> Drawing:
    """A report for who asked for it, with the button that shows it to the channel."""
    shown = documents.card(say, document(report), {})
    ending: list[Block] = [
        context(say("Only you see this. The channel gets these figures when you post them.")),
        actions(button(say("Post to the channel"), ids.POST_REPORT, report.id, style="primary")),
    ]
    return Drawing.of(say, fitting([*shown.blocks, *ending], keep=len(ending)))


def form(say: Voice, private: str, programmes: Sequence[Where]) -> View:
    """Of which programme? For who asks where none lives, and may mean several."""
    label = say("Which programme is it about?")
    return modal(
        say, say("Report"), ids.REPORT_FORM, say("Show it to me"), private, asks_where(say, programmes, label)
    )


DRAWINGS = (MessageDrawing(REPORT, documents.card),)

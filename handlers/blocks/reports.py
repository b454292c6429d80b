"""How a report is drawn: as the document that it is; first for who asked for it."""

from coproduction.reports import REPORT, Report
from coproduction.reports.document import document
from handlers import ids
from handlers.blocks import documents
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, MessageDrawing, actions, button, context
from handlers.voice import Voice


def preview(say: Voice, report: Report) -> Drawing:
    """A report for who asked for it, with the button that shows it to the channel."""
    shown = documents.card(say, document(report), {})
    ending: list[Block] = [
        context(say("Only you see this. The channel gets these figures when you post them.")),
        actions(button(say("Post to the channel"), ids.POST_REPORT, report.id, style="primary")),
    ]
    return Drawing.of(say, fitting([*shown.blocks, *ending], keep=len(ending)))


DRAWINGS = (MessageDrawing(REPORT, documents.card),)

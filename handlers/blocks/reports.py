"""How a report is drawn: as the document that it is."""

from coproduction.reports import REPORT
from handlers.blocks import documents
from handlers.blocks.kit import MessageDrawing

DRAWINGS = (MessageDrawing(REPORT, documents.card),)

"""The form that asks a facilitator for help, and what the facilitator reads."""

from collections.abc import Iterable, Mapping

from coproduction.helprequests import HELP_WANTED, WORDS_LENGTH, HelpRequest
from coproduction.pledges import Pledge
from handlers import ids
from handlers.blocks.fields import text_input
from handlers.blocks.kit import Drawing, MessageDrawing, View, context, header, modal, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice


def form(say: Voice, follow_up: str, pledge: Pledge, facilitator: str) -> View:
    """What will be sent, to read and to change before it is; `facilitator` is a name."""
    words = say("I need help with my pledge: “{pledge}”.", pledge=brief(pledge.what, WORDS_LENGTH - 100))
    sees = say(
        "{person} will read these words and your name. Nobody else will. You may change the words.",
        person=facilitator,
    )
    label = say("What should {person} know?", person=brief(facilitator, 80))
    field = text_input("words", label, most=WORDS_LENGTH, multiline=True, initial=words, hint=sees)
    blocks, private = [field], ids.private(None, follow_up)
    return modal(say, say("Ask for help"), ids.HELP_FORM, say("Send"), private, blocks)


def wanted(say: Voice, request: HelpRequest, names: Mapping[str, str]) -> Drawing:
    """To the facilitator: who asks, and their words."""
    person = names[request.person]
    return Drawing.of(
        say,
        [
            header(say("{person} asks you for help", person=brief(person, 100))),
            *paragraphs(request.words),
            context(say("Only you got this. Please write to {mention}.", mention=f"<@{request.person}>")),
        ],
    )


def _who(request: HelpRequest) -> Iterable[str]:
    return (request.person,)


DRAWINGS = (MessageDrawing(HELP_WANTED, wanted, _who),)

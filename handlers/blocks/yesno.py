"""What people are answered who typed yes or no, where nothing else shows what came of it."""

from collections.abc import Mapping

from coproduction.askings import AskingState
from coproduction.service.askings import AskedAbout
from coproduction.service.yesno import GoesOn
from coproduction.talk import TOLD_ASKING, TOLD_GO_ON
from handlers.blocks.askings import AGREED, DECLINED
from handlers.blocks.coming import ask_again
from handlers.blocks.kit import Drawing, MessageDrawing, paragraphs, section
from handlers.blocks.pledges import with_date
from handlers.voice import Voice


def told_go_on(say: Voice, shown: GoesOn, _names: Mapping[str, str]) -> Drawing:
    """Whether I ask about it again, where I said that I would stop, and when."""
    quoted = paragraphs(with_date(say, say("“{pledge}”", pledge=shown.pledge.what), shown.pledge))
    if shown.comes:
        return Drawing.of(say, [*quoted, ask_again(say, shown.comes)])
    stops = say("OK. I will not ask you about this pledge again. To see it or change it, type {/mine}.")
    return Drawing.of(say, [*quoted, section(stops)])


def told_asking(say: Voice, shown: AskedAbout, _names: Mapping[str, str]) -> Drawing:
    """What somebody answered who was asked to be a buddy, or to take a pledge over."""
    is_yes = shown.asking.state is AskingState.AGREED
    return Drawing.of_words(say, say(AGREED[shown.asking.wish] if is_yes else DECLINED))


DRAWINGS = (MessageDrawing(TOLD_GO_ON, told_go_on), MessageDrawing(TOLD_ASKING, told_asking))

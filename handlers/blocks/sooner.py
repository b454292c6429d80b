"""What else is asked about sooner than was said, after a pledge was made or changed."""

from coproduction.service.pledges import Made
from coproduction.words import Text, day, several
from handlers.blocks.kit import Block, paragraphs
from handlers.blocks.text import brief, on_one_line
from handlers.voice import Voice

_MOST = 5
_LINE = Text("“{pledge}”: {day}")
_MORE = Text("You have more pledges than these. To see all, type {/mine}.")


def asked_sooner(say: Voice, made: Made) -> list[Block]:
    """The other pledges that go along with this one, each with its new day."""
    if not made.sooner:
        return []
    head = several(
        len(made.sooner),
        "You get one reminder a week at most. So I ask about one other pledge sooner than I said:",
        "You get one reminder a week at most. So I ask about {n} other pledges sooner than I said:",
    )
    lines = [
        say(_LINE.filled(pledge=brief(on_one_line(each.pledge.what), 200), day=day(each.at.date())))
        for each in made.sooner[:_MOST]
    ]
    more = [say(_MORE)] if len(made.sooner) > _MOST else []
    return paragraphs("\n".join([say(head), *lines, *more]))

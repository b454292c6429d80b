"""How often a pledge is kept: the fields, what is told after choosing, and what stands with the pledge."""

from collections.abc import Mapping
from typing import Final

from coproduction.people import Rhythm
from coproduction.recurring import EVERY_NAMES, ONCE, Every, Recurrence
from coproduction.service.plans import Often
from coproduction.words import WEEKDAYS, Text, day
from handlers.blocks.coming import coming
from handlers.blocks.fields import date_input, menu
from handlers.blocks.kit import Block, paragraphs
from handlers.blocks.text import local
from handlers.voice import Voice

_ASKED: Final[Mapping[Every, Text]] = {
    Every.WEEK: Text("every {weekday}"),
    Every.TWO_WEEKS: Text("every two weeks, on {weekday}"),
    Every.MONTH: Text("every month, on day {number}"),
}
_ON_THESE: Final = Text("I ask you on these days. To stop, choose: Once.")
_NOT_ASKED: Final = Text("You stopped reminders, so I will not ask you about it.")
_GOES_ON: Final = Text("You left the last day empty, so I go on after {day}, which is your date.")
_NEXT: Final = Text("The next time is {time}.")
_INSTEAD: Final = Text("This takes the place of the days that I told you before.")
_FEW: Final = Text("every four weeks, on {weekday}")
_AT_THE_END: Final = Text("every month, on day {number} or the last day")
_SHORTEST_MONTH: Final = 28  # days


def fields(say: Voice, often: Often) -> list[Block]:
    """How often, and until when."""
    rule = often.rule
    choices = {ONCE: say("Once"), **{each.value: _capital(say(words)) for each, words in EVERY_NAMES.items()}}
    stop = say(_NOT_ASKED if often.rhythm is Rhythm.NONE else _ON_THESE)
    last = say("The last day on which I may ask. Leave it empty if there is no end.")
    until = rule.until if rule else often.by  # "every week until 20 January" was typed, perhaps
    return [
        menu(
            say,
            "every",
            say("How often will you do it?"),
            choices,
            initial=rule.every if rule else "",
            hint=stop,
            optional=True,
        ),
        date_input(say, "until", say("Until when?"), hint=last, initial=until),
    ]


def told(say: Voice, often: Often) -> list[str]:
    """What somebody reads who has just chosen how often: on which days they are asked, and from when on."""
    if not often.is_new:
        return []
    if often.rhythm is Rhythm.NONE:
        return [say(_NOT_ASKED)]
    if often.next_at is None:
        return [say("I will not ask you about it again.")]
    when = local(say, often.next_at)
    if often.rule is None:
        return [say("You do this once now. I will ask you on {time}.", time=when), say(_INSTEAD)]
    following = coming(say, often.moved, _NEXT) if often.moved else say(_NEXT, time=when)
    goes_on = [] if often.rule.until or not often.by else [say(_GOES_ON, day=day(often.by))]
    return [_asks(say, often.rule, often.rhythm), *goes_on, following, say(_INSTEAD)]


def kept(say: Voice, rule: Recurrence | None, *, is_over: bool = False) -> list[Block]:
    """How often it is kept, where that is more than once; `is_over`: it has come to its end."""
    if rule is None:
        return []
    often = EVERY_NAMES[rule.every]
    if rule.until and is_over:
        over = say("You did this {often} until {day}. That is over now.", often=often, day=day(rule.until))
        return paragraphs(over)
    if rule.until:
        return paragraphs(say("You do this {often} until {day}.", often=often, day=day(rule.until)))
    return paragraphs(say("You do this {often}.", often=often))


def _asks(say: Voice, rule: Recurrence, rhythm: Rhythm) -> str:
    often = _days(rule, rhythm)
    if rule.until:
        return say("I will ask you {often} until {day}.", often=often, day=day(rule.until))
    return say("I will ask you {often}.", often=often)


def _days(rule: Recurrence, rhythm: Rhythm) -> Text:
    if rule.every is Every.MONTH:
        words = _ASKED[rule.every] if rule.first.day <= _SHORTEST_MONTH else _AT_THE_END
        return words.filled(number=rule.first.day)
    words = _FEW if rhythm is Rhythm.LIGHT else _ASKED[rule.every]
    return words.filled(weekday=WEEKDAYS[rule.first.weekday()])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

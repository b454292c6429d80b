"""The weekly summary for who leads, and on which day they get it."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.digests import DIGEST, OFF, WORKDAYS, Digest, DigestDay, WeeklySummary
from coproduction.helprequests import HelpRequest
from coproduction.reports.document import standing_in_words
from coproduction.reports.standing import NOT_HEARD
from coproduction.shares import Share
from coproduction.words import WEEKDAYS, Text, and_listed, day, several
from handlers import ids
from handlers.blocks.helprequests import dealing
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    context,
    header,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.text import clock
from handlers.voice import Voice

STEP = 5
DAYS_LISTED = 3  # programmes of which the day can be chosen
MOST_REQUESTS = 8  # that have a button each
_NUMBERS = Text("These are numbers only, without anybody's words.")
_BUT_NAMES = Text("But for who asked you for help, these are numbers only, without anybody's words.")
_REPORTED = Text("What became of pledges is told as in the last report. For a new one, type {/report}.")
_OTHERS = Text(
    "All others: {number} ({percent} % of all pledges). "
    "They have not answered, or have answered since the last report."
)
_ONLY_ALONG = Text(
    "After four weeks I send no summary for a call for help alone. It stays in those that I send for another "
    "reason, until you press *Dealt with*."
)
_ANOTHER_DAY = Text("Do you want this on another day, or not at all? Choose below.")
_NO_SUMMARY = Text("No summary")
ON = (
    Text("on Mondays"),
    Text("on Tuesdays"),
    Text("on Wednesdays"),
    Text("on Thursdays"),
    Text("on Fridays"),
)


def digest(say: Voice, shown: WeeklySummary, names: Mapping[str, str]) -> Drawing:
    """Of each programme: who wants help, which answers are missing, and how far the pledges are; nobody's
    words.
    """
    blocks: list[Block] = [header(say("Your weekly summary"))]
    told = shown.digests[:DAYS_LISTED]
    calls = [call for each in told for call in _calls(each)]
    for number, each in enumerate(told, start=1):
        blocks += _programme(say, each, names, number, calls)
    has_names = any(each.wants_help or each.dealt_with for each in shown.digests)
    reported = [say(_REPORTED)] if any(each.stand for each in told) else []
    note = " ".join([say(_BUT_NAMES if has_names else _NUMBERS), *reported, say(_ANOTHER_DAY)])
    first, *others = shown.digests
    more = [context(say("For other programmes, type {/nudges} in their channel."))] if others else []
    return Drawing.of(
        say,
        [*blocks, context(note), actions(_day_menu(say, first.channel, first.weekday, 1)), *more],
    )


def _want_help(people: Sequence[str]) -> Text:
    return several(
        len(people),
        "{people} asked you for help. You have their words in this conversation.",
        "{people} asked you for help. You have their words in this conversation.",
        people=and_listed(people),
    )


def _calls(shown: Digest) -> tuple[HelpRequest, ...]:
    """The calls for help that have a button."""
    return (*shown.wants_help, *shown.dealt_with)[:MOST_REQUESTS]


def _programme(
    say: Voice, shown: Digest, names: Mapping[str, str], number: int, calls: Sequence[HelpRequest]
) -> list[Block]:
    """One programme; `calls` are all that have a button, in this programme or in another."""
    blocks: list[Block] = [section(_about(say, shown.channel))]
    if shown.wants_help:
        asking = sorted({names[each.person] for each in shown.wants_help})
        blocks += paragraphs(say(_want_help(asking)))
    if shown.ends_soon:
        blocks.append(context(say(_ONLY_ALONG)))
    if shown.dealt_with:
        people = and_listed(sorted({names[each.person] for each in shown.dealt_with}))
        blocks += paragraphs(say("Dealt with: {people}.", people=people))
    for place, each in enumerate(_calls(shown), start=number * 100):
        blocks.append(actions(dealing(say, each, names[each.person], place, _asked(each, calls, names))))
    if shown.overdue:
        blocks.append(section(say(_missing(shown.overdue))))
    blocks.append(section("\n".join(_so_far(say, shown))))
    return blocks


def _asked(request: HelpRequest, others: Sequence[HelpRequest], names: Mapping[str, str]) -> Text | None:
    """Which of several calls for help by people of that name this is: by its day, else by its number, too."""
    alike = [each for each in others if names[each.person] == names[request.person]]
    if len(alike) == 1:
        return None
    on = day(request.asked_at.date())
    that_day = sorted(
        (each for each in alike if each.asked_at.date() == request.asked_at.date()),
        key=lambda each: (each.asked_at, each.follow_up),
    )
    if len(that_day) == 1:
        return on
    return Text("{day}, number {number}", day=on, number=that_day.index(request) + 1)


def days(say: Voice, wanted: Sequence[DigestDay]) -> list[Block]:
    """For each programme, on which weekday its summary comes, and the menu that chooses the day."""
    blocks: list[Block] = []
    for number, each in enumerate(wanted[:DAYS_LISTED], start=1):
        on = each.weekday if each.next_at else None
        blocks += [section(_when(say, each)), actions(_day_menu(say, each.channel, on, number))]
    if len(wanted) > DAYS_LISTED:
        blocks.append(context(say("For other programmes, type {/nudges} in their channel.")))
    return blocks


def chosen(say: Voice, wanted: DigestDay) -> Drawing:
    """What somebody is told who has chosen a day, or none."""
    return Drawing.of(say, [section(_when(say, wanted))])


def _missing(overdue: int) -> Text:
    """In steps of five: the exact number, beside that of all pledges, would tell what few have answered."""
    nearest = STEP * ((overdue + STEP // 2) // STEP)
    if overdue < STEP:
        return Text("Of the pledges that I last asked about 1 to 4 weeks ago, fewer than 5 have no answer.")
    return Text(
        "Of the pledges that I last asked about 1 to 4 weeks ago, about {number} have no answer.",
        number=nearest,
    )


def _when(say: Voice, wanted: DigestDay) -> str:
    channel = f"<#{wanted.channel}>"
    if wanted.next_at is None:
        return say("You get no weekly summary of {channel}. To get one, choose a day.", channel=channel)
    on, at = ON[wanted.weekday], clock(wanted.next_at)
    return say(
        "I send you a summary of {channel} {on} at {time}, when there is something to do.",
        channel=channel,
        on=on,
        time=at,
    )


def _about(say: Voice, channel: str) -> str:
    return say("This is about {channel}.", channel=f"<#{channel}>")


def _so_far(say: Voice, shown: Digest) -> Iterable[str]:
    yield say("*So far*: {pledges}", pledges=several(shown.pledges, "{n} pledge", "{n} pledges"))
    # how many have not answered is told as it is now, above: here they are what is left of all pledges
    stand = {line: number for line, number in shown.stand.items() if line != NOT_HEARD}
    for line in standing_in_words(stand, shown.pledges):
        if isinstance(line, Text):
            yield say(line)
    if others := shown.stand.get(NOT_HEARD):
        percent = Share(others, shown.pledges).percent or 0
        yield say(_OTHERS.filled(number=others, percent=percent))


def _day_menu(say: Voice, channel: str, on: int | None, number: int) -> Block:
    days = {str(weekday): say(WEEKDAYS[weekday]) for weekday in WORKDAYS} | {OFF: say(_NO_SUMMARY)}
    options = {
        value: {"text": plain(words, 75), "value": f"{value}:{channel}"} for value, words in days.items()
    }
    return {
        "type": "static_select",
        "action_id": ids.at(ids.DIGEST_DAY, number),
        "placeholder": plain(say("Choose a weekday"), 150),
        "options": list(options.values()),
        "initial_option": options[OFF if on is None else str(on)],
    }


def _people_in(shown: WeeklySummary) -> Iterable[str]:
    return [each.person for told in shown.digests for each in (*told.wants_help, *told.dealt_with)]


DRAWINGS = (MessageDrawing(DIGEST, digest, _people_in),)

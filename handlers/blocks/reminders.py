"""How often a person is asked, and until when they are away: the form, and what is said to a choice."""

from datetime import date, time

from coproduction.hours import OWN_HOURS
from coproduction.people import Person, Rhythm, hour_of
from coproduction.words import Text, day
from handlers import ids
from handlers.blocks.fields import choice, date_input, menu
from handlers.blocks.kit import Block, View, actions, button, modal
from handlers.voice import Voice

_RHYTHMS = {
    Rhythm.STANDARD: Text("As usual: before its date, or after 2, 6 and 12 weeks"),
    Rhythm.LIGHT: Text("Less often: before its date, or once after 6 weeks"),
    Rhythm.NONE: Text("Never"),
}
_MOST = Text(
    "You get one reminder a week at most, from Monday to Friday. "
    "What you lead or answer for comes in messages of its own."
)
_TOLD = {
    Rhythm.STANDARD: Text("I will ask about each pledge before its date, or after 2, 6 and 12 weeks."),
    Rhythm.LIGHT: Text(
        "I will ask less often: before the date of a pledge, or once after 6 weeks. "
        "Do you keep a pledge every week or every two weeks? Then I ask every four weeks."
    ),
    Rhythm.NONE: Text(
        "I will send you no more reminders. You can still see your pledges with {/mine}. "
        "If somebody wants to keep a message of yours as an idea, only my Home tab shows it."
    ),
}


def form(say: Voice, person: Person) -> View:
    """How often, and until when they are away."""
    how = {rhythm.value: say(words) for rhythm, words in _RHYTHMS.items()}
    most = say(_MOST)
    hours = {str(hour): time(hour).isoformat("minutes") for hour in OWN_HOURS}
    away = say("Leave this empty if you are not away. Until this day I ask you nothing.")
    fields = [
        choice(
            say,
            "rhythm",
            say("How often may I ask about your pledges?"),
            how,
            initial=person.rhythm.value,
            hint=most,
        ),
        menu(
            say,
            "ask_at",
            say("At what time may I ask, where you live?"),
            hours,
            initial=str(hour_of(person).hour),
        ),
        date_input(say, "back_on", say("I am away, and back on"), hint=away, initial=person.back_on),
    ]
    return modal(say, say("Reminders"), ids.REMINDERS_FORM, say("Save"), "", fields)


def told(say: Voice, person: Person, *, is_hour: bool = False) -> str:
    """What happens from now on; `is_hour`: the hour was chosen, which is kept also where nothing is asked."""
    often = say(_TOLD[person.rhythm])
    if person.rhythm is Rhythm.NONE:
        kept = say(
            "I have kept the hour: if you turn reminders on again, I ask at {time}.",
            time=hour_of(person).isoformat("minutes"),
        )
        return f"{kept} {often}" if is_hour else often
    at = say("I ask at {time}, where you live.", time=hour_of(person).isoformat("minutes"))
    if person.back_on is None:
        return f"{often} {at}"
    away = say("Until {day} I ask you nothing.", day=day(person.back_on))
    return f"{often} {at} {away}"


def read_as(say: Voice, back_on: date) -> str:
    """How a typed day was read."""
    return say("You are away, and back on {day}. Is that right?", day=day(back_on))


def confirm(say: Voice, back_on: date) -> list[Block]:
    """The button that says so."""
    yes = say("Yes, back on {day}", day=day(back_on))
    return [actions(button(yes, ids.AWAY_UNTIL, back_on.isoformat(), style="primary"))]


def way_back(say: Voice, back_on: date | None) -> list[Block]:
    """For who is back sooner."""
    return [actions(button(say("I am back now"), ids.COME_BACK))] if back_on else []

"""All checks of the story, each with the sentence that holds when it finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from story import (
    calendar,
    cards,
    conduct,
    doors,
    endings,
    figures,
    groups,
    news,
    promises,
    reminders,
    together,
    welcoming,
)
from story.record import Record
from story.script import Script
from story.words import said


@dataclass(frozen=True)
class Check:
    """What must hold, and every way in which it does not."""

    holds: str
    faults: list[str]


def all_of(script: Script, record: Record) -> list[Check]:
    """Compare what the script says with what the record holds."""
    return [
        *_report(script, record),
        *_welcomes(script, record),
        *_channel(script, record),
        *_breakouts(script, record),
        *_nudges(script, record),
        *_conduct(script, record),
    ]


def way(door: str, script: Script, record: Record) -> Check:
    """Whether the story was played through this door."""
    return Check("the story went this way", doors.faults(door, script, record, report_of(record)))


def report_of(record: Record) -> str:
    """The newest report, as people read it; empty when there is none."""
    head = f"{said('Report of this programme')}\n"
    reports = [seen.words for seen in record.channel if seen.words.startswith(head)]
    return reports[-1] if reports else ""


def _report(script: Script, record: Record) -> Iterator[Check]:
    zones = {name: face.zone for name, face in record.faces.items()}
    report = report_of(record)
    for figure in figures.figures(script, record.faces, calendar.nudges(script, zones)):
        yield Check(f"the report is right about {figure.about}", figures.faults(report, [figure]))


def _channel(script: Script, record: Record) -> Iterator[Check]:
    channel = record.channel
    yield Check("no message in the channel was lost or doubled", cards.number_of_messages(script, channel))
    yield Check("ideas are numbered 1 to n", cards.numbering(script.ideas, channel))
    yield Check("every idea has one card, with credit and support", cards.idea_cards(script.ideas, channel))
    for session in script.sessions:
        yield Check("a session's card shows how people arrived", cards.session_card(session, channel))
        yield Check("a poll's card shows the final votes", cards.poll_card(session.poll, channel))
        yield Check("ten cards tell what the room makes of its ideas", cards.ten_cards(session, channel))
        yield Check("summary and closing card tell how a session ended", cards.ending(session, channel))
    through = cards.gone_through([session.plan for session in script.sessions], channel)
    yield Check("each step of an agenda was opened by its card", through)
    for place, session in enumerate(script.sessions, start=1):
        told = endings.on_card(session, place, channel)
        yield Check("the closing card tells what five or more said at the end", told)
    for session in script.sessions:
        by_clock = cards.closed_by_the_clock(session, record.hosts)
        yield Check("who leads is told of a session that nobody ended", by_clock)


def _breakouts(script: Script, record: Record) -> Iterator[Check]:
    direct, channel, faces = record.direct, record.channel, record.faces
    ids = {name: face.id for name, face in faces.items()}
    for session in script.sessions:
        yield Check("everybody was told their group once", groups.told_once(session, direct))
        yield Check("everybody who came sits in one group, of like size", groups.seated(session, channel))
        yield Check("companions were told of each other", groups.companions(session, direct, channel, ids))
        yield Check("no more people moved than were missing", groups.few_moved(session, direct))
        yield Check("no parent sat alone among professionals", groups.lone_voices(session, channel, faces))
        yield Check("who needs help sat with it", groups.unserved(session, channel, script.helps))
        yield Check("no group grew by more than one", groups.overgrown(session, channel))
    # Groups are searched from ids. Those of people without Slack are by chance, and nobody promises a zero.
    if not script.without_slack:
        met = groups.met_again(script.sessions, channel, script.helps)
        yield Check("nobody met again but for help they need", met)
    encounters = groups.encounters(script.sessions, channel)
    yield Check("the report is right about who met whom", figures.faults(report_of(record), [encounters]))


def _nudges(script: Script, record: Record) -> Iterator[Check]:
    zones = {name: face.zone for name, face in record.faces.items()}
    expected, pledges, direct = calendar.nudges(script, zones), script.pledges, record.direct
    yield Check("every nudge came once, when promised", promises.each_once(expected, pledges, direct))
    decent = promises.at_decent_hours(script, direct, record.faces)
    yield Check("nobody was asked at night or at a weekend", decent)
    everybody = {**record.direct, **record.hosts}
    reminded = reminders.each_once(reminders.reminders(script.sessions), everybody)
    yield Check("who says they come was reminded once a day and once ten minutes before", reminded)
    told = news.each_once(news.tellings(script, zones), everybody)
    yield Check("each was told once what became of ideas, and when promised", told)
    works = together.each_once(script, everybody)
    yield Check("each was asked once to work with somebody, and of a no nobody was told", works)
    yield Check("nudges quote people's own words", promises.own_words(pledges, direct))


def _welcomes(script: Script, record: Record) -> Iterator[Check]:
    arriving = {each.who for session in script.sessions for each in session.check_ins}
    found = welcoming.faults(arriving - set(script.without_slack), record.welcomes)
    yield Check("everybody was welcomed when they first came, and never again", found)


def _conduct(script: Script, record: Record) -> Iterator[Check]:
    everything = [*record.channel, *(seen for messages in record.direct.values() for seen in messages)]
    yield Check("every act was acknowledged in time", conduct.acknowledged(record.acts, record.late))
    yield Check("nobody was pinged by accident", conduct.without_pings(record.pings))
    yield Check("Slack's rules were kept", conduct.within_rules(record.violations))
    yield Check("anonymous ideas name nobody", conduct.unnamed(script, everything, record.faces))
    yield Check("check-ins name nobody", conduct.nobody_on_session_cards(record.channel, record.faces))
    yield Check("the log holds no token and no words of people", conduct.discreet_log(record.bot_log, script))
    yield Check("the log tells of no fault", conduct.untroubled_log(record.bot_log))

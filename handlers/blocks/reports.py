"""The evidence, for the room and for those who fund it: every share with both of its denominators."""

from collections.abc import Mapping

from coproduction.breakouts.encounters import Encounters
from coproduction.followups import Reply
from coproduction.people import PERSPECTIVE_NAMES
from coproduction.report import (
    MISSED,
    NO_REPLY,
    NOT_ASKED,
    REPORT,
    STOPPED,
    Closing,
    Report,
    SessionFigures,
    Share,
)
from coproduction.words import Text, Value, listed, several
from handlers.blocks.kit import Block, Drawing, MessageDrawing, context, divider, header, paragraphs, section
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

SESSIONS_SHOWN = 20
_STANDING = {
    Reply.DONE: Text("Done: {share}"),
    Reply.WORKING: Text("Working on it: {share}"),
    Reply.STUCK: Text("Stuck: {share}"),
    NO_REPLY: Text("No reply: {share}"),
    MISSED: Text("Could not be asked: {share}"),
    STOPPED: Text("Reminders stopped before the first question: {share}"),
    NOT_ASKED: Text("Not asked yet: {share}"),
}


def card(say: Voice, report: Report, _names: Mapping[str, str]) -> Drawing:
    """The report of a programme."""
    about = say(
        "Champions are the people who checked in, without facilitators. In all, each person "
        "counts once, with their last answer to the closing question. "
        "“No reply” means I asked and heard nothing."
    )
    willing = say("*Will do at least one thing differently*")
    return Drawing.of(
        say,
        [
            header(say("Report of this programme")),
            section(_people(say, report)),
            *(block for figures in report.sessions[-SESSIONS_SHOWN:] for block in _session(say, figures)),
            divider(),
            *_met(say, report.encounters),
            section(_formed(say, report)),
            section("\n".join([willing, *_willing(say, report.closing)])),
            section(_pledges(say, report)),
            context(about),
        ],
    )


def share(part_of: Share) -> Text:
    """A share as people say it: "85 % (34 of 40)". There must be somebody of whom it is a share."""
    return Text(
        "{percent} % ({part} of {whole})",
        percent=part_of.percent or 0,
        part=part_of.part,
        whole=part_of.whole,
    )


def _people(say: Voice, report: Report) -> str:
    who = Text(
        "{sessions}, {champions} from {sectors}.",
        sessions=several(len(report.sessions), "{n} session", "{n} sessions"),
        champions=several(report.champions, "{n} champion", "{n} champions"),
        sectors=several(report.sectors, "{n} sector", "{n} sectors"),
    )
    lines = [say("*Who took part*"), say(who)]
    named = sorted((say(PERSPECTIVE_NAMES[each]), number) for each, number in report.perspectives.items())
    known = listed(Text("{name} {number}", name=name, number=number) for name, number in named)
    if known.values:
        lines.append(say("How they know the service: {perspectives}", perspectives=known))
    return "\n".join(lines)


def _session(say: Voice, figures: SessionFigures) -> list[Block]:
    formed = say(
        "Formed: {ideas}, {collaborations}",
        ideas=_ideas(figures.ideas),
        collaborations=_collaborations(figures.collaborations),
    )
    willing = ", ".join(_willing(say, figures.closing))
    lines = [
        moment(say, figures.started_at),
        say(several(figures.attended, "Attended: {n} champion", "Attended: {n} champions")),
        formed,
        say("Will do one thing differently: {shares}", shares=willing),
    ]
    return [*paragraphs(brief(figures.title, 150)), section("\n".join(lines))]


def _met(say: Voice, encounters: Encounters) -> list[Block]:
    """Counts only: who met whom is nobody else's business."""
    if not encounters.rounds:
        return []
    again = several(encounters.again, "{n} of them more than once", "{n} of them more than once")
    met = Text(
        "{rounds} with {groups}: {pairs} of people talked in a small group, {again}.",
        rounds=several(encounters.rounds, "{n} breakout round", "{n} breakout rounds"),
        groups=several(encounters.groups, "{n} group", "{n} groups"),
        pairs=several(encounters.pairs, "{n} pair", "{n} pairs"),
        again=again if encounters.again else Text("nobody met twice"),
    )
    alone = several(
        encounters.lone_voices,
        "In {n} group one person with lived experience sat alone among professionals.",
        "In {n} groups one person with lived experience sat alone among professionals.",
    )
    nobody = Text("Nobody with lived experience sat alone among professionals.")
    lines = [say("*Who met whom*"), say(met), say(alone if encounters.lone_voices else nobody)]
    return [section("\n".join(lines))]


def _ideas(number: int) -> Text:
    return several(number, "{n} change idea", "{n} change ideas")


def _collaborations(number: int) -> Text:
    return several(number, "{n} collaboration", "{n} collaborations")


def _formed(say: Voice, report: Report) -> str:
    words = Text("{ideas} and {collaborations}")
    if report.between_sessions:
        words = Text(
            "{ideas} and {collaborations} (of these {number} between sessions)",
            number=report.between_sessions,
        )
    formed = words.filled(ideas=_ideas(report.ideas), collaborations=_collaborations(report.collaborations))
    return "\n".join([say("*What was formed*"), say(formed)])


def _willing(say: Voice, closing: Closing) -> list[str]:
    if not closing.of_answered.whole:
        return [say("nobody has answered yet")]
    shares = [say("{share} of those who answered", share=share(closing.of_answered))]
    if closing.of_attended.whole:
        shares.append(say("{share} of those who attended", share=share(closing.of_attended)))
    return shares


def _pledges(say: Voice, report: Report) -> str:
    made = Text(
        "{pledges} by {people}",
        pledges=several(report.pledges, "{n} pledge", "{n} pledges"),
        people=several(report.pledgers, "{n} person", "{n} people"),
    )
    standing = (
        say(_STANDING[line], share=_of_all(number, report.pledges))
        for line, number in report.follow_through.items()
    )
    return "\n".join([say("*Pledges*"), say(made), *standing])


def _of_all(number: int, pledges: int) -> Value:
    percent = Share(number, pledges).percent
    if percent is None:
        return number
    return Text("{number} ({percent} % of all pledges)", number=number, percent=percent)


DRAWINGS = (MessageDrawing(REPORT, card),)

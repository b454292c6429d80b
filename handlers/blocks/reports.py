"""The evidence, for the room and for those who fund it: every share with both of its denominators."""

from coproduction.breakouts.encounters import Encounters
from coproduction.report import REPORT, Closing, Report, SessionFigures, Share
from handlers.blocks.kit import Block, Drawing, MessageDrawing, context, divider, header, paragraphs, section
from handlers.blocks.text import brief, moment, several

SESSIONS_SHOWN = 20


def card(report: Report) -> Drawing:
    """The report of a programme."""
    return Drawing.of(
        [
            header("Report of this programme"),
            section(_people(report)),
            *(block for figures in report.sessions[-SESSIONS_SHOWN:] for block in _session(figures)),
            divider(),
            *_met(report.encounters),
            section(_formed(report)),
            section("*Will do at least one thing differently*\n" + _willing(report.closing, "\n")),
            section(_pledges(report)),
            context(
                "Champions are the people who checked in, without facilitators. Over the programme each "
                "person counts once, with their latest answer to the closing question. "
                "“No reply” means I asked and heard nothing."
            ),
        ]
    )


def share(part_of: Share) -> str:
    """A share as people say it: "85 % (34 of 40)". There must be somebody of whom it is a share."""
    return f"{part_of.percent} % ({part_of.part} of {part_of.whole})"


def _people(report: Report) -> str:
    perspectives = ", ".join(f"{name} {n}" for name, n in sorted(report.perspectives.items()))
    return (
        f"*Who took part*\n{several(len(report.sessions), 'session')}, "
        f"{several(report.champions, 'champion')} from {several(report.sectors, 'sector')}."
        + (f"\nHow they know the service: {perspectives}" if perspectives else "")
    )


def _session(figures: SessionFigures) -> list[Block]:
    told = section(
        f"{moment(figures.started_at)}\n"
        f"Attended: {several(figures.attended, 'champion')}\n"
        f"Formed: {several(figures.ideas, 'change idea')}, "
        f"{several(figures.collaborations, 'collaboration')}\n"
        f"Will do one thing differently: {_willing(figures.closing, ', ')}"
    )
    return [*paragraphs(brief(figures.title, 150)), told]


def _met(encounters: Encounters) -> list[Block]:
    """Counts only: who met whom is nobody else's business."""
    if not encounters.rounds:
        return []
    again = f"{encounters.again} of them more than once" if encounters.again else "nobody met twice"
    alone = several(encounters.lone_voices, "group")
    return [
        section(
            f"*Who met whom*\n{several(encounters.rounds, 'breakout round')} with "
            f"{several(encounters.groups, 'group')}: {several(encounters.pairs, 'pair')} of people talked in "
            f"a small group, {again}.\n"
            + (
                f"In {alone} one person with lived experience sat alone among professionals."
                if encounters.lone_voices
                else "Nobody with lived experience sat alone among professionals."
            )
        )
    ]


def _formed(report: Report) -> str:
    between = f" (of these {report.between_sessions} between sessions)" if report.between_sessions else ""
    return (
        f"*What was formed*\n{several(report.ideas, 'change idea')} and "
        f"{several(report.collaborations, 'collaboration')}{between}"
    )


def _willing(closing: Closing, between: str) -> str:
    if not closing.of_answered.whole:
        return "nobody has answered yet"
    shares = [f"{share(closing.of_answered)} of those who answered"]
    if closing.of_attended.whole:
        shares.append(f"{share(closing.of_attended)} of those who attended")
    return between.join(shares)


def _pledges(report: Report) -> str:
    lines = [
        f"*Pledges*\n{several(report.pledges, 'pledge')} by {several(report.pledgers, 'person', 'people')}"
    ]
    lines += [f"{line}: {_of_all(n, report.pledges)}" for line, n in report.follow_through.items()]
    return "\n".join(line[:1].upper() + line[1:] for line in lines)


def _of_all(number: int, pledges: int) -> str:
    percent = Share(number, pledges).percent
    return str(number) if percent is None else f"{number} ({percent} % of all pledges)"


DRAWINGS = (MessageDrawing[Report](REPORT, lambda report, _names, _manners: card(report)),)

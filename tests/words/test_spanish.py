"""Whole cards in Spanish, word for word: what a catalogue's sentences come to when they stand together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.manifest import manifest
from coproduction.breakouts import Role, Round, Seat, groups_of, started
from coproduction.breakouts.changes import Shift
from coproduction.breakouts.encounters import Encounters
from coproduction.checkins import Arrivals
from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.ideas import Idea, IdeaCard, IdeaKind, IdeasCard
from coproduction.people import Perspective, Rhythm
from coproduction.pledges import Pledge
from coproduction.polls import Poll, Purpose, Tally
from coproduction.reports.document import document_of
from coproduction.reports.figures import Closing, Figures, SessionFigures
from coproduction.reports.standing import FOLLOW_THROUGH
from coproduction.service.arrivals import Arrival
from coproduction.service.breakouts.cards import GroupNote
from coproduction.service.breakouts.presence import Sitting
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.plans import Often
from coproduction.service.pledges import Made
from coproduction.service.promised import Promised
from coproduction.service.sessioncards import SessionCard
from coproduction.service.sessions import Ending
from coproduction.service.talk import Helpers
from coproduction.sessions import Session, SessionState
from coproduction.shares import Share
from coproduction.words import LANGUAGES, Text, and_listed, day
from handlers.blocks import partings
from handlers.blocks.announcing import how_many
from handlers.blocks.breakouts import choosing
from handlers.blocks.breakouts.rollcall import lines_of
from handlers.blocks.pledges import made
from handlers.blocks.recurring import fields
from handlers.blocks.standing import standing
from handlers.blocks.talk import told_help
from handlers.dispatch.commands import help_for, voice
from handlers.people import can_lead
from handlers.settings import Settings
from tests.judges.drawn import ANA, NOON, ROOM
from tests.looks import Content, draw
from tests.words import catalogue, source

ES = voice(Settings(), LANGUAGES["es"])
PLEDGE = Pledge("p", ROOM, "s", ANA, "Llamar a la escuela", date(2027, 3, 12), "Buscar el número", NOON, "o")
ASKED = FollowUp("f", "p", ANA, 1, NOON, FollowUpState.DUE, None)


def lines(content: Content) -> list[str]:
    """What a person without the blocks reads."""
    return draw(ES, content, {}).text.splitlines()


def test_a_date_is_in_words() -> None:
    assert ES(day(date(2026, 12, 4))) == "viernes 4 de diciembre de 2026"


def test_the_card_of_a_live_session() -> None:
    session = Session("s", ROOM, "Familias", SessionState.LIVE, ANA, NOON)
    assert lines(SessionCard(session, Arrivals(5, (0, 0, 1, 3, 1), ("cansada",)))) == [
        "Sesión: Familias",
        "Esta sesión está en curso. Aquí todas las voces valen lo mismo.",
        "Botones: Registrar mi llegada, Escribir una idea",
        "También puedes escribir /checkin para registrar tu llegada, o /idea y tu idea.",
        "Han llegado 5 personas.",
        "Cómo estamos hoy:",
        "5 muy bien: 1",
        "4 bien: 3",
        "3 regular: 1",
        "2 mal: 0",
        "1 muy mal: 0",
        "En pocas palabras:",
        "cansada",
        "Los ánimos y las palabras son de 5 respuestas. Los renuevo cuando hay 5 respuestas nuevas o "
        "cambiadas, para que nadie sepa cuál es de quién.",
    ]


def test_where_somebody_sits() -> None:
    planned = Round("r", "s", 1, ("¿Qué ayudaría?",), "o", 5, minutes=20)
    seats = [Seat("r", ANA, 3, 0, Role.SCRIBE), Seat("r", "U0CHAMP02", 3, 1)]
    group = groups_of(started(planned, NOON), seats)[0]
    assert lines(GroupNote(started(planned, NOON), group, ANA, {"U0CHAMP02": "primary-care"})) == [
        "Estás en el grupo 3",
        "Con <@U0CHAMP02> (atención primaria)",
        "El tema es:",
        "¿Qué ayudaría?",
        "Tomas notas para tu grupo. Si prefieres no hacerlo, puede hacerlo otra persona del grupo.",
        "Fin previsto: <!date^1804076400^{date_long_pretty} a las {time}|"
        "miércoles 3 de marzo de 2027 a las 12:20 UTC>. "
        "Si eso cambia, lo dice la tarjeta de tu grupo en el canal.",
        "Botones: Estoy aquí, Contarlo a la sala, Necesitamos ayuda",
        "Únete a tu grupo en la videollamada. Que todo el mundo hable una vez antes de que alguien hable "
        "dos veces.",
    ]


def test_who_else_sits_in_a_group_is_a_list_as_people_say_it() -> None:
    planned = Round("r", "s", 1, ("¿Qué ayudaría?",), "o", 5, minutes=20)
    group = groups_of(started(planned, NOON), [Seat("r", f"U{n}", 3, n) for n in range(4)])[0]
    assert lines(GroupNote(started(planned, NOON), group, "U0", {}))[1] == "Con <@U1>, <@U2> y <@U3>"


def test_days_are_said_in_one_form_after_a_promise_and_in_what_is_ones_own() -> None:
    later = replace(ASKED, due_at=datetime(2027, 4, 14, 9, tzinfo=UTC), zone="Europe/London")
    days = (datetime(2027, 3, 12, 10, tzinfo=UTC), later.due_at)
    assert made(ES, Made(PLEDGE, days, "Europe/London")).split(". ")[2] == (
        "Te preguntaré en privado cómo va: el viernes 12 de marzo de 2027 "
        "y el miércoles 14 de abril de 2027, a las 10:00"
    )
    comes = Arrival(later.local)
    assert standing(ES, Promised(PLEDGE, ()), NOON, comes=comes, wants_reminders=True) == (
        "Te preguntaré el miércoles 14 de abril de 2027 a las 10:00"
    )


def test_a_reminder_and_its_answer() -> None:
    asked = [
        "¿Cómo va tu compromiso?",
        "Tu compromiso, con tus propias palabras:",
        "«Llamar a la escuela» (para el viernes 12 de marzo de 2027)",
        "Primer paso: Buscar el número",
        f"Te escribo de parte de <#{ROOM}>.",
        "Te comprometiste el jueves 4 de marzo de 2027, en la sesión «Hogar».",
    ]
    note = NudgeNote(ASKED, PLEDGE, True, made_on=date(2027, 3, 4), session="Hogar")
    assert lines(note) == [
        *asked,
        "Botones: Hecho, En ello, No avanzo",
        "Menú: Ahora no: en 3 días, Ahora no: en 1 semana, Ahora no: elijo un día, "
        "Cambiarlo, pasarlo a alguien o dejarlo, Parar recordatorios",
        "Esto solo lo ves tú. Quienes facilitan ven totales, no quién respondió qué.",
    ]
    answered = replace(ASKED, state=FollowUpState.ANSWERED, reply=Reply.STUCK)
    assert lines(replace(note, follow_up=answered)) == [
        *asked,
        "Dijiste: No avanzo. No pasa nada. No se lo digo a nadie.",
        "Botones: Hecho, En ello",
        "Menú: Cambiar el compromiso, Pasarlo a alguien, Dejarlo, Parar recordatorios",
        "Esto solo lo ves tú. Quienes facilitan ven totales, no quién respondió qué.",
    ]


def test_a_poll_of_one_answer() -> None:
    poll = Poll("p", ROOM, "s", "¿Cuándo nos vemos?", ("Lunes", "Martes"), Purpose.ANY, "o", is_live=True)
    assert lines(Tally(poll, (1, 0), 1)) == [
        "Encuesta",
        "¿Cuándo nos vemos?",
        "Lunes: 1 (100 %)",
        "Martes: 0 (0 %)",
        "Confidencial: no muestro a nadie lo que has elegido. "
        "Los totales se ven todo el tiempo: quien mire puede ver qué se acaba de elegir.",
        "Botones: Lunes, Martes",
        "Ha respondido 1 persona. Puedes cambiar tu respuesta hasta que la encuesta se cierre.",
        "Cuando la encuesta se cierra, guardo solo los totales.",
    ]


def test_the_report_of_a_programme() -> None:
    closing = Closing(Share(34, 40), Share(34, 45))
    told = SessionFigures("Familias", NOON, 45, 12, 1, closing)
    kinds = {Perspective.LIVED: 30, Perspective.FRONT_LINE: 15}
    met = Encounters(rounds=1, groups=9, pairs=90, again=1, lone_voices=0)
    through = dict.fromkeys(FOLLOW_THROUGH, 0) | {Reply.DONE: 3, Reply.STUCK: 1}
    figures = Figures((told,), 45, 10, kinds, 12, 1, 0, closing, 4, 4, through, met)
    assert lines(document_of(figures)) == [
        "Informe de este programa",
        "Quién participó",
        "1 sesión, 45 participantes de 10 sectores.",
        "De qué conocen el servicio: atención directa (15), experiencia propia (30)",
        "Familias",
        "<!date^1804075200^{date_long_pretty} a las {time}|miércoles 3 de marzo de 2027 a las 12:00 UTC>",
        "Asistieron 45 participantes",
        "Salieron: 12 ideas de cambio, 1 colaboración",
        "Harán una cosa de otra manera: 85 % (34 de 40) de quienes respondieron, "
        "76 % (34 de 45) de quienes asistieron",
        "Quién habló con quién",
        "1 ronda de grupos con 9 grupos. Personas que coincidieron en un grupo pequeño: 90 pares, "
        "1 de ellos más de una vez.",
        "Según lo que la gente me había contado al final de la sesión, ninguna persona con experiencia "
        "propia estaba sola entre profesionales.",
        "Qué salió de las sesiones",
        "12 ideas de cambio y 1 colaboración",
        "Harán al menos una cosa de otra manera",
        "85 % (34 de 40) de quienes respondieron",
        "76 % (34 de 45) de quienes asistieron",
        "Compromisos",
        "4 compromisos de 4 personas",
        "Hecho y No avanzo: muy pocos para mostrarlos",
        "En ello: 0 (0 % de todos los compromisos)",
        "Ahora no: 0 (0 % de todos los compromisos)",
        "Aún sin respuesta: 0 (0 % de todos los compromisos)",
        "No se pudo preguntar: 0 (0 % de todos los compromisos)",
        "Recordatorios parados antes de la primera pregunta: 0 (0 % de todos los compromisos)",
        "Sin preguntar todavía: 0 (0 % de todos los compromisos)",
        "Participantes son las personas que registraron su llegada, sin contar a quienes facilitan. "
        "En el total, cada persona cuenta una vez, con su última respuesta a la pregunta final. "
        "Para que no se pueda saber qué respondió nadie, los totales se actualizan cada 5 respuestas "
        "nuevas. «Aún sin respuesta» quiere decir que pregunté y nadie me respondió, o que su respuesta aún "
        "no se cuenta.",
    ]


def test_who_came_left_or_moved_in_a_round() -> None:
    planned = Round("r", "s", 2, ("¿Qué ayudaría?",), "o", 2, names=("Azul",))
    sitting = groups_of(planned, [Seat("r", ANA, 1, 0), Seat("r", "U2", 2, 0), Seat("r", "U3", 3, 0)])
    shifts = (Shift(ANA, None, 2), Shift("U2", 2, None), Shift("U3", 3, 2), Shift("U4", 1, 3))
    names = {shift.person: shift.person for shift in shifts}
    assert [line.partition(":")[2] for line in lines_of(ES, shifts, sitting, names)] == [
        " al grupo 2",
        " sale del grupo 2",
        " del grupo 3 al grupo 2",
        " de Azul al grupo 3",
    ]


def test_ideas_on_one_card_say_which_they_are_and_from_which_group() -> None:
    credit = ES(Text("From group {group}, round {number}", group=12, number=1))
    made = [
        Idea(f"i{n}", ROOM, "s", n, IdeaKind.CHANGE, "Una", None, f"o{n}", credit=credit) for n in (1, 2, 3)
    ]
    card = IdeasCard(tuple(IdeaCard(idea, 2) for idea in made))
    assert lines(card)[:4] == ["Ideas 1 a 3", "Idea 1", "Una", "Del grupo 12, ronda 1 · 2 apoyos · escuchada"]
    some = IdeasCard((card.ideas[0], card.ideas[2]))
    assert lines(some)[0] == "Ideas 1 y 3"


def test_help_names_the_line_of_the_menu_as_slack_shows_it_to_everybody() -> None:
    shown = help_for(ES, Settings()).text
    (menu,) = (
        each["name"] for each in manifest(Settings())["features"]["shortcuts"] if each["type"] == "message"
    )
    assert f"abre su menú y elige «{menu}»" in shown


def test_quotes_are_ours_in_every_sentence_and_none_is_set_beside_one() -> None:
    read = (message.string for place in catalogue.places() for message in catalogue.read(place) if message.id)
    told = {each for said in read for each in ((said,) if isinstance(said, str) else said or ())}
    assert [each for each in told if set("“”") & set(each)] == []
    set_beside = re.compile(r"""f["'][^"'\n]*[“”«»]""")
    assert [
        str(path) for path in source.files() if "blocks" in path.parts and set_beside.search(path.read_text())
    ] == []


def test_what_ends_with_a_session_is_asked_with_its_title_in_our_quotes() -> None:
    session = Session("s", ROOM, "Apoyo", SessionState.LIVE, ANA, NOON)
    form = partings.end_form(ES, Ending(session, open_polls=0, has_round=False))
    assert form["blocks"][0]["text"]["text"] == "«Apoyo»"


def test_where_all_have_pressed_nobody_is_said_to_be_left() -> None:
    people = [f"U{number}" for number in range(3)]
    round_ = Round("r", "s", 1, ("¿Qué ayudaría?",), "o", 3)
    groups = groups_of(round_, [Seat("r", person, 1, n) for n, person in enumerate(people)])
    form = choosing.missing(ES, Sitting(round_, groups, tuple(people), ()), "", dict.fromkeys(people, "Ana"))
    told = form["blocks"][0]["elements"][0]["text"]
    assert told == "Hasta donde sé, aquí hay 3 de 3 personas, así que nadie está marcado."


def test_lists_of_several_groups_are_named_as_one_says_it() -> None:
    people = [f"U{number}" for number in range(22)]
    round_ = Round("r", "s", 1, ("¿Qué ayudaría?",), "o", 7)
    groups = groups_of(round_, [Seat("r", person, 1 + n // 7, n) for n, person in enumerate(people)])
    sitting = Sitting(round_, groups, (), tuple(people))
    form = choosing.missing(ES, sitting, "", dict.fromkeys(people, "Ana"))
    labels = [each["label"]["text"].split(": ")[1] for each in form["blocks"] if "label" in each]
    assert labels == ["grupos 1 y 2", "grupos 2 y 3", "grupos 3 y 4"]


def test_who_writes_something_else_to_the_bot_reads_few_lines() -> None:
    told = told_help(ES, Helpers((ANA,), wants_reminders=True), {ANA: "Ana"})
    assert told.text.splitlines() == [
        "Hola. Soy una aplicación y nadie lee lo que escribes aquí. No he hecho nada con tus palabras.",
        "¿Necesitas a una persona? Escribe a Ana. ¿Hay alguien en peligro? Aquí nadie lo vería. "
        "Llama al número de emergencias de donde vives.",
        "Para ver qué está pasando ahora, escribe /copro ahora. "
        "Para ver todo lo que puedes escribir, escribe /copro ayuda.",
        "Botones: Parar recordatorios",
    ]


def test_nobody_and_nothing_are_said_in_words() -> None:
    assert ES(how_many((0, 0, 1))) == "Todavía nadie ha dicho que viene, 1 persona no puede venir."
    assert ES(how_many((1, 0, 0))) == "1 persona viene."
    asked = [fields(ES, Often(rhythm=each))[0]["hint"]["text"] for each in (Rhythm.STANDARD, Rhythm.NONE)]
    assert asked[1] == "Paraste los recordatorios, así que no te preguntaré por esto."
    assert asked[0] != asked[1]


def test_who_can_lead_agrees_in_number() -> None:
    said = [ES(can_lead(len(some)), people=and_listed(some)) for some in (["Ana"], ["Ana", "Bo"])]
    assert [re.sub("[\u2068\u2069]", "", each) for each in said] == [
        "Ahora puede facilitar: Ana.",
        "Ahora pueden facilitar: Ana y Bo.",
    ]

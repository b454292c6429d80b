"""Words of one matter, in English and Spanish: a bus and a taxi may be meant by one idea.

Our own list, of what people write about in such sessions. It holds no word of any programme, and a word that
is not in it counts for itself. One matter has one name in all languages, so a theme can have ideas in both.
"""

from collections.abc import Mapping

MATTERS: Mapping[str, str] = {
    "travel": (
        "bus train taxi car lift minibus transport travel parking drive driver road fare ticket journey "
        "station pavement autobús microbús coche tren transporte viaje viajar aparcar aparcamiento "
        "billete carretera parada acera tranvía metro conductor"
    ),
    "waiting": (
        "wait waiting queue list delay assessment appointment cancel late backlog weeks espera esperar "
        "lista cola cita evaluación consulta retraso cancelar semanas demora"
    ),
    "language": (
        "language interpreter translate translation plain jargon word leaflet letter english spanish "
        "read reading speak sign easy lengua idioma intérprete traducir traducción claro palabra folleto "
        "carta leer lectura siglas signos entender"
    ),
    "money": (
        "money benefit grant fund debt cost cheap pay paid voucher poor poverty income bill expense "
        "claim allowance rent heating dinero ayuda subsidio beca deuda coste barato pagar vale pobreza "
        "ingreso factura gasto alquiler prestación calefacción"
    ),
    "company": (
        "peer buddy mentor friend meet group coffee father dad grandparent welcome together lonely "
        "isolation experience acompañante mentor amigo grupo café abuelo bienvenida juntos soledad "
        "experiencia encuentro encontrarse varones"
    ),
    "school": (
        "school teacher pupil class classroom lesson term nursery education exclude college student "
        "learn maestro escuela colegio profesor alumno clase aula curso guardería educación expulsar "
        "instituto aprender primaria secundaria"
    ),
    "digital": (
        "computer laptop tablet phone internet online wifi app website digital screen video portal "
        "message data ordenador portátil tableta teléfono móvil línea aplicación página pantalla mensaje "
        "datos"
    ),
    "care": (
        "carer respite rest break tired sleep night stress mental wellbeing counselling counsellor "
        "depression exhausted sitter cuidar cuidador respiro descanso descansar cansado dormir noche "
        "estrés salud bienestar psicólogo depresión agotado"
    ),
    "food": (
        "food cook cooking kitchen eat meal snack vegetable fruit hungry hunger breakfast lunch "
        "allotment recipe diet comida cocina cocinar comer fruta verdura hambre desayuno almuerzo huerto "
        "receta dieta alimento comedor"
    ),
    "play": (
        "play playground toy sport football park swim swimming pool game garden outdoor forest swing "
        "cinema theatre jugar juego juguete deporte fútbol parque nadar piscina jardín bosque columpio "
        "cine teatro"
    ),
    "training": (
        "train training staff worker professional doctor nurse receptionist manager course midwife skill "
        "listen formación formar personal profesional médico enfermera recepción jefe comadrona escuchar "
        "trabajador"
    ),
    "records": (
        "record form share plan story repeat once note details passport file information report office "
        "keyworker registro formulario compartir plan historia repetir nota datos expediente informe "
        "oficina coordinador"
    ),
    "health": (
        "hospital clinic medicine therapy therapist health diagnosis surgery dentist clínica medicina "
        "terapia terapeuta salud diagnóstico dentista ambulatorio"
    ),
    "faith": "church mosque faith pray priest iglesia mezquita fe rezar parroquia cura",
    "housing": "house home housing flat damp landlord homeless casa vivienda piso humedad casero hogar",
    "hygiene": "toilet water soap wash clean hygiene nappy baño agua jabón lavar limpio higiene pañal aseo",
    "arts": (
        "art music sing choir film photo story radio newspaper arte música cantar coro película foto "
        "periódico"
    ),
    "decisions": (
        "decide decision vote meeting board council committee panel politician decidir decisión votar "
        "reunión consejo comité ayuntamiento político"
    ),
    "safety": (
        "safe safety police violence bully abuse crime fear seguro seguridad policía violencia acoso "
        "abuso miedo"
    ),
    "work": (
        "job work employ employer shift business volunteer apprentice empleo trabajo empresa turno "
        "voluntario aprendiz negocio"
    ),
}

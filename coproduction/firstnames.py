"""The first names of people who are there, found in a text in which nobody is to be named. Nothing is stored.

A name that is a word as well says nothing by itself: it counts only where it is written like a name, with a
capital within a sentence. A short one counts only with a capital. Names of months, places and languages never
count, nor does what accounts are called that are not one person's. The lists are made by hand, in English and
Spanish, small and without accents.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_SHORT: Final = 3  # letters, and fewer
_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:;…\n•])[\s\"'“”«»‘’¿¡(*_-]*$")
_TITLES = "mr mrs ms miss mx dr dra prof sir rev father pastor sr sra srta don dona nurse the el la"
_ALSO_WORDS = (
    "alba alma amber amor amparo angel angela angeles art ash aurora autumn barb barker basil bea belen bell "
    "bella bill blanca blessing bob bonita brand brandy bridge brook bud bunny candela candy case cash "
    "chance charity chase cherry chip chuck clara clay cliff coco cole consuelo cook crystal cruz daisy dale "
    "dawn dean destiny dick dolores drew dulce earl eden esperanza estrella faith fe felicidad felix fern "
    "fidel flor flora ford forest frank gale gay gene ginger glen gloria grace grant gray guy happy harmony "
    "hazel heather holly hope hunter iris ivy jack jade jasmine jean jewel joy judge justa justo kitty lance "
    "lane laurel lea lee liberty lily linda long luna luz mar marco margarita marina mark mason matt max "
    "melody mercedes mercy merry miles milagros mina mo mora nan nick nieves noble noel norm olive oliver "
    "page paloma parker pat patience patty paz pearl peg penny perla piedad pilar placido poppy porter "
    "precious price prince prudence prudencia queen ray reed remedios rey reyes rich rico river rob robin "
    "rocio roman rosa rosario rose rosemary ruby rusty sage sal salvador sandy santos scarlet serena shade "
    "sky sol soledad sonny stone storm sue summer sunny tab tad teddy terry tom trinity trip van vera vic "
    "victor victoria vida violet violeta virtudes wade ward warren wayne will win wren young"
)
_NEVER = (
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday enero febrero marzo abril mayo junio julio agosto septiembre "
    "octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo english spanish ingles "
    "espanol africa america asia austin bristol carolina chelsea chester christian cordoba cuba dallas devon "
    "england florence florencia francia france georgia guadalupe india ireland israel italia jerusalen jesus "
    "jordan kent kingston leon lincoln london lorca lourdes milton paris preston roma santiago sydney "
    "trinidad valencia virginia wales york zoom slack google teams "
    "access admin anonymous app ayuda care carer carers casa centre center centro champion champions "
    "children clinic club colegio comite community comunidad contact council desk director doctor education "
    "equipo escuela events family families familia familias forum friends group groups grupo guest health "
    "help home hub info lead leader library main manager maternity member members midwife midwives mother "
    "mothers network office officer padres parent parents people primary project reception research room "
    "salud school schools service services session social staff student support team test training user "
    "vecinos visitor volunteer volunteers welcome women work worker youth"
)
TITLES, ALSO_WORDS, NEVER = (frozenset(each.split()) for each in (_TITLES, _ALSO_WORDS, _NEVER))


def first_name(name: str) -> str:
    """The first name in what somebody is called, in small letters without accents; "" where there is none."""
    words = (_folded(each) for each in _WORD.findall(name))
    return next((each for each in words if len(each) > 1 and each not in TITLES), "")


def first_names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of a text that are the first name of one of these people, each once, as they were written."""
    known = {first_name(name) for name in names} - NEVER - {""}
    found = (each for each in _WORD.finditer(text) if _folded(each[0]) in known)
    return tuple(dict.fromkeys(each[0] for each in found if _is_meant(text, each)))


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether this word, which somebody is called by, names them here."""
    word = found[0]
    if _folded(word) in ALSO_WORDS:
        is_like_a_name = word[0].isupper() and not word.isupper()
        return is_like_a_name and not _BEGINS.search(text[: found.start()])
    return word[0].isupper() or len(word) > _SHORT


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

"""What in a text may tell who somebody is: a hint before it is posted without a name. Nothing is stored.

A hint is no refusal: whoever wrote it decides. So it looks for what is plain to see, in English and Spanish,
and stays silent where it would be wrong more often than right.
"""

import re
from enum import StrEnum
from typing import Final


class Giveaway(StrEnum):
    """What a text seems to have in it."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    NHS_NUMBER = "nhs_number"
    DIAGNOSIS = "diagnosis"


_FOLD = re.IGNORECASE
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS = re.compile(r"(?<![\w.,:/£$€-])\+?\(?\d(?:[ \u00a0()./-]{0,2}\d){7,14}(?![\w%])")
_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_IN_SPAIN: Final = 9  # digits of a number there, which begins with 6, 7, 8 or 9
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?:19|20)\d\d\s*[-/]\s*(?:19|20)\d\d")

_WORD = r"[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü'’]+"
_STREET = "street|st|road|rd|lane|avenue|ave|close|drive|gardens|terrace|crescent|court|way|place"
_CALLE = r"calle|c/|avenida|avda\.?|plaza|paseo|camino|carretera"
_OF = "de|del|la|las|los|el"
_ADDRESSES = (
    re.compile(rf"\b\d{{1,4}}[a-z]?,? (?:{_WORD} ){{1,3}}(?i:{_STREET})\b"),
    re.compile(rf"(?<!\w)(?i:{_CALLE})\s+(?:(?:{_OF}) )*{_WORD}(?: (?:{_OF}|{_WORD}))*,? (?:n\.?º ?)?\d"),
    re.compile(r"\b(?:flat|apartment|apt|piso) \d{1,4}\b", _FOLD),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),  # a British postcode
)

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Nurse|Sr|Sra|Srta|Don|Doña|Dra)"
_FAMILY = "son|daughter|husband|wife|partner|sister|brother|mum|mother|dad|father"
_FAMILIA = "hijo|hija|marido|mujer|pareja|hermana|hermano|madre|padre"
_CARERS = "midwife|doctor|nurse|social worker|matrona|médica?|enfermera?"
_NAMES = (
    re.compile(rf"\b{_TITLE}\.? {_WORD}"),
    re.compile(rf"\b(?i:my name is|i am called|i'm called|me llamo|mi nombre es) {_WORD}"),
    re.compile(rf"\b(?i:(?:is|was) (?:called|named)|se llama) {_WORD}"),
    re.compile(rf"\b(?i:(?:my|her|his|mi|su) (?:{_FAMILY}|{_FAMILIA}|{_CARERS})),? {_WORD}"),
)
_NO_NAMES: Final = frozenset(
    (
        *("I", "English", "Spanish", "Facebook", "WhatsApp", "Slack", "Zoom", "Teams", "Google"),
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "June", "July", "August", "September", "October"),
        *("November", "December"),
    )
)

_ILLS = (
    "autis(?:m|tic)|adhd|depress(?:ion|ed)|bipolar|schizophreni[ac]|epilep(?:sy|tic)|diabet(?:es|ic)",
    "cancer|hiv|aids|dementia|alzheimer'?s|parkinson'?s|anorexia|bulimia|ptsd|psychosis|asthma|ocd",
    "down'?s syndrome|cerebral palsy|eating disorder",
    "autismo|autista|tdah|depresión|deprimid[oa]|esquizofrenia|epilepsia|epiléptic[oa]|diabétic[oa]",
    "cáncer|vih|sida|demencia|alzhéimer|párkinson|asma|síndrome de down|psicosis",
)
_ILL = "|".join(_ILLS)
_NEAR = rf"(?:{_FAMILY}|child|boy|girl|neighbou?r|friend)"
_CERCA = rf"(?:{_FAMILIA}|niñ[oa]|vecin[oa]|amig[oa])"
_HAS = r"(?: am| is| was| has| have| had| got| suffers? from| lives? with|'m|'s|’m|’s)"
_TIENE = r"(?:tiene|tuvo|es|está|padece|sufre)"
_TENGO = r"(?:tengo|tuve|padezco|sufro|soy|estoy|me diagnosticaron)"
_BETWEEN = r"(?:\w+ ){0,3}"
_DIAGNOSES = (
    re.compile(rf"\b(?:i|she|he|my (?:\w+ )?{_NEAR}){_HAS} {_BETWEEN}(?:{_ILL})\b", _FOLD),
    re.compile(rf"\b(?:mi {_CERCA}|ella|él) {_TIENE} {_BETWEEN}(?:{_ILL})\b", _FOLD),
    re.compile(rf"\b{_TENGO} {_BETWEEN}(?:{_ILL})\b", _FOLD),
    re.compile(rf"\b(?:my|mi) (?:own |propi[oa] )?(?:{_ILL})\b", _FOLD),
)


def hints(text: str) -> tuple[Giveaway, ...]:
    """What in this text may tell who somebody is, each once, in the order of `Giveaway`."""
    found = {
        Giveaway.NAME: bool(names_in(text)),
        Giveaway.PHONE: _has_phone(text),
        Giveaway.MAIL: bool(_MAIL.search(text)),
        Giveaway.ADDRESS: any(pattern.search(text) for pattern in _ADDRESSES),
        Giveaway.NHS_NUMBER: any(is_nhs_number(each) for each in _NHS.findall(text)),
        Giveaway.DIAGNOSIS: any(pattern.search(text) for pattern in _DIAGNOSES),
    }
    return tuple(each for each in Giveaway if found[each])


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits, with spaces or not, are an NHS number: the last is a check digit, modulo 11."""
    plain = re.sub(r"\D", "", digits)
    if len(plain) != 10 or len(set(plain)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(plain, range(10, 1, -1), strict=False)) % 11
    return (11 - rest) % 11 == int(plain[9])


def names_in(text: str) -> tuple[str, ...]:
    """The words that look like somebody's name, each once, as they were written."""
    found = (each.group() for pattern in _NAMES for each in pattern.finditer(text))
    return tuple(dict.fromkeys(each for each in found if each.split()[-1].strip("'’") not in _NO_NAMES))


def _has_phone(text: str) -> bool:
    """So many digits in a row that it is neither a date nor an amount, and no NHS number."""
    for each in _DIGITS.finditer(_DATE.sub(" ", text)):
        digits = re.sub(r"\D", "", each.group())
        is_likely = each.group()[0] in "+(0" or (len(digits) == _IN_SPAIN and digits[0] in "6789")
        if is_likely and not is_nhs_number(digits):
            return True
    return False

"""What is said of words that may tell who somebody is."""

from collections.abc import Mapping

from coproduction.giveaways import Giveaway
from coproduction.words import Text

WORDS: Mapping[Giveaway, Text] = {
    Giveaway.NAME: Text("This looks like somebody's name."),
    Giveaway.PHONE: Text("This looks like a phone number."),
    Giveaway.MAIL: Text("This looks like an e-mail address."),
    Giveaway.ADDRESS: Text("This looks like where somebody lives."),
    Giveaway.NHS_NUMBER: Text("This looks like an NHS number."),
    Giveaway.DIAGNOSIS: Text("This looks like it says which illness somebody has."),
}

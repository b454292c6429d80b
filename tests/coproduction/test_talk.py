"""What people want who write to the bot: clear words are understood, and no others are."""

from __future__ import annotations

import pytest

from coproduction.talk import Wish, wish_of

STOP = """stop
STOP.
Stop!!
stop stop stop
unsubscribe
no more
please stop the reminders
Please stop sending me reminders about my pledge, thank you
Can you stop reminding me?
I don't want any more reminders
Don’t remind me again
do not send me any more
no reminders please
turn reminders off
Cancel the reminders
leave me alone
opt out
I want to stop getting messages
para
PARA!
basta
¡Basta ya!
alto
no más recordatorios
no mas
Por favor, no quiero recibir más recordatorios
deja de enviarme mensajes
no me recuerdes más
cancelar los recordatorios"""
NOT_STOP = """
hello, I need help
How do I stop the reminders?
I can't stop crying
don't stop the reminders
I will stop smoking
Where is the bus stop
no
end
cancel
more
para mi hijo
¿Para qué?
no
reminders
my pledge is to ask my GP to stop it for the children
🛑"""
TELL = """Done
Done, thank you!
done!! I visited two families
I have finished reading with him
it's done
Still working on it
I'm stuck
not yet, sorry
Hecho, gracias
Ya está
todavía no"""


@pytest.mark.parametrize("text", STOP.splitlines())
def test_stop_is_heard_in_plain_words(text: str) -> None:
    assert wish_of(text) is Wish.STOP


@pytest.mark.parametrize("text", NOT_STOP.splitlines())
def test_other_words_stop_nothing(text: str) -> None:
    assert wish_of(text) is Wish.HELP


@pytest.mark.parametrize("text", TELL.splitlines())
def test_an_answer_to_a_reminder_is_heard(text: str) -> None:
    assert wish_of(text) is Wish.TELL


@pytest.mark.parametrize(
    "text", ["start", "Start again please", "remind me again", "turn on reminders", "activar"]
)
def test_the_way_back_is_heard(text: str) -> None:
    assert wish_of(text) is Wish.AGAIN

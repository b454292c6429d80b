"""What people want who write to the bot: clear words are understood, and no others are."""

from __future__ import annotations

import pytest

from coproduction.followups import Reply
from coproduction.stopwords import may_stop
from coproduction.talk import Wish, away_until, said_in, wish_of

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
mute
No more emails please
I no longer want reminders
take me off the list
Leave me in peace
silencio
Déjame en paz
Bórrame de la lista
No me recuerdes más esto
no quiero que me escribas
No quiero que me envíes mensajes
quítame de la lista
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
cancelar los recordatorios
No thanks, stop!
Stop already
That's enough
Do not disturb me
No need to remind me
I no longer wish to receive these
no gracias, para
dar de baja
Elimíname
go away
Shut up!
STOPP
Cállate
sácame de la lista
prefiero que no me preguntes más
preferiría que no me escribieras
no vuelvas a escribirme
no me mandes nada más
no hace falta que me escribas más
ya no quiero recibir nada
que no me escribas
dame de baja
prefiero no recibir más recordatorios
mejor no me escribas
no me contactes más
no me preguntes más, gracias
I'd rather you didn't ask me any more
I would rather not get reminders
please stop bothering me
That's enough
Don't send me anything more
I don't need any more reminders
do not disturb me
I prefer not to be asked
stop right now
cancel my subscription
stop nagging me
Enough, thanks. Stop.
No puedo más con tantos mensajes, para
No puedo más con esto, para ya de escribirme
No puedo más, parad los mensajes
No quiero que me escribas más
I can't take any more of these messages, stop
me quiero morir, para ya
I said stop!!
unsubcribe
stop now!!! why do you keep writing
no more messages ever
pls no more msgs
Stop sending me these things
stop texting my phone
please stop, my mother died
I no longer want to hear from you
I asked you to stop
can't you just stop
No more of these please, I have had it
I want these messages to stop
stpo
ya no me escribas
no más mensajes
dejen de escribirme
dejen de escribirme por favor, murió mi madre
deja de mandarme cosas
no quiero saber más de ustedes
para ya, ¡sigues escribiéndome!
desuscribir
baja"""
NOT_STOP = """
I'm out
he told me to go away again
take it off
remove my pledge
no longer able to walk
not interested in the group, but in help
silence in the room is hard
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
🛑
I don't need to ask her
I never asked them
I'd rather not write to them
para mi hijo, gracias
le dije: no me escribas más
Fuimos al parque, fuera
no puedo más con mi hijo
too many messages
me escribes demasiado
I stop smoking
we must stop closing libraries
I will not stop
voy a dejar de fumar
I no longer hear well
We need more bus stops
I said no more cuts
mute the mics in calls"""
MAY_STOP = """too many messages
I am tired of your reminders
I get so many messages from you
done, stop writing to me
no puedo más con tantos mensajes
me escribes demasiado
estoy harta de tus recordatorios
hecho, no me escribas más
stop the reminders about Tuesday
stop!!! I told you
I'm done with this, stop
Take me off this thing please
remove me
I withdraw my consent
I do not want to be part of this any more
stop smoking
Stop closing libraries
no more plastic cups
bórrenme de aquí, por favor
basta de recortes
no más plástico"""
MEANS_SOMETHING_ELSE = """stop
How do I stop the messages?
I can't stop crying
he is tired of me
no puedo más
I told her to stop it
I stop smoking
we must stop closing libraries
Where is the bus stop
our bus stop has no bench
don't stop the reminders
I will not stop
voy a dejar de fumar
no pares de escribirme
para mi hijo
no gracias"""
WAY_BACK = ("I want reminders again!", "Turn them back on", "Quiero recordatorios otra vez", "unmute")
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
todavía no
not done yet
remind me next week
I give up
we did it
complete
me he atascado
estoy bloqueada
no puedo seguir
Lo hicimos ayer
La semana que viene"""


@pytest.mark.parametrize("text", STOP.splitlines())
def test_stop_is_heard_in_plain_words(text: str) -> None:
    assert wish_of(text) is Wish.STOP


@pytest.mark.parametrize("text", NOT_STOP.splitlines())
def test_other_words_stop_nothing(text: str) -> None:
    assert wish_of(text) is Wish.HELP


@pytest.mark.parametrize("text", MAY_STOP.splitlines())
def test_who_may_want_no_more_reminders_is_asked(text: str) -> None:
    assert (wish_of(text) is Wish.STOP, may_stop(text)) == (False, True)


@pytest.mark.parametrize("text", MEANS_SOMETHING_ELSE.splitlines())
def test_who_says_so_surely_or_means_something_else_is_not_asked(text: str) -> None:
    assert not may_stop(text)


@pytest.mark.parametrize("text", TELL.splitlines())
def test_an_answer_to_a_reminder_is_heard(text: str) -> None:
    assert wish_of(text) is Wish.TELL


@pytest.mark.parametrize(
    "text",
    [
        "come back",
        "Please come back!",
        "vuelve",
        "start",
        "Start again please",
        "remind me again",
        "turn on reminders",
        "activar",
        *WAY_BACK,
    ],
)
def test_the_way_back_is_heard(text: str) -> None:
    assert wish_of(text) is Wish.AGAIN


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Done",
            "done, thank you!",
            "I did it",
            "Did it!",
            "I have done it already.",
            "I’ve called her, thanks",
        ),
        *("I invited them", "I kept my promise", "I went there yesterday", "all done"),
        *(
            "Hecho",
            "Ya está",
            "ya lo hice",
            "Ya la invité",
            "ya la invite",
            "¡Ya les llamé!",
            "Lo he hecho, gracias",
        ),
        *("ya hablé con ella", "he cumplido", "Ya fui", "la visité ayer"),
    ],
)
def test_plain_words_of_somebody_who_has_done_it_are_done(text: str) -> None:
    assert (wish_of(text), said_in(text)) == (Wish.TELL, Reply.DONE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Done?",
            "did you?",
            "you called me",
            "invite her",
            "I did not",
            "I didn't do it",
            "I called the police",
        ),
        *("invítala", "no lo hice", "que lo haga ella", "llame", "ya", "¿ya lo hiciste?", "la hice llorar"),
        *("I will do it", "I did it, but she is ill", "me invitó"),
    ],
)
def test_what_could_mean_something_else_is_not_taken_for_done(text: str) -> None:
    assert said_in(text) is None


@pytest.mark.parametrize(
    ("text", "said"), [("I'm stuck", Reply.STUCK), ("sigo en ello", Reply.WORKING), ("not now", None)]
)
def test_the_other_answers_are_heard_as_before(text: str, said: Reply | None) -> None:
    assert said_in(text) is said


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("away until 10 December", "10 december"),
        ("I’m away until next Tuesday.", "next tuesday"),
        ("stop until 20 March", "20 march"),
        ("Estaré fuera hasta 2026-12-10", "2026-12-10"),
        ("stop", None),
        ("I was away until Monday and could not call", None),
    ],
)
def test_until_when_somebody_is_away_is_heard_in_plain_words(words: str, day: str | None) -> None:
    assert away_until(words) == day

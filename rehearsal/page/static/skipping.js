// The clock: by an hour or a week, or to the next message that the app writes to somebody alone.
import { ordered } from "./fields.js";
import { locale, t } from "./language.js";
import { button, el, toast } from "./nodes.js";
import { go, now, order, person, state, zone } from "./state.js";

const HOUR = 3600;
const SKIPS = [[t("An hour"), HOUR], [t("A day"), 24 * HOUR], [t("A week"), 7 * 24 * HOUR], [t("Two weeks"), 14 * 24 * HOUR]];
const TO_NEXT = t("To the next private message");

// Words

function moment(date) {
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone(), weekday: "long", day: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone(), hour: "2-digit", minute: "2-digit" });
  return `${day.format(date).replace(",", "")}, ${time.format(date)}`;
}

function others(more) {
  if (!more) return "";
  return ` ${more === 1 ? t("and somebody else") : t("and {n} others", { n: more })}`;
}

function reader(found) {
  const first = found.name.split(" ")[0];
  return button(t("Read it as {name}", { name: first }), (event) => {
    event.target.closest(".toast").remove();
    document.body.dataset.pane = "talk";
    go({ me: found.person, place: found.channel });
    document.getElementById("place").focus();
  });
}

function tell({ now: at, found, more, stopped, nothing_due: nothing }) {
  const time = moment(new Date(at));
  const app = person(state.screen?.bot)?.real_name ?? t("the app");
  if (found) return toast([`${t("It is {time}. {name} got a message from {app}.", { time, name: `${found.name}${others(more)}`, app })} `, reader(found)], 60);
  if (nothing) return toast(t("Nobody is due: {app} has nothing planned for anybody. It is still {time}.", { app, time }));
  if (stopped) return toast(t("Stopped. It is {time}.", { time }));
  return toast(t("Nobody got a message of their own: the app wrote to nobody alone until {time}. The clock stays there, because clocks do not go back.", { time }));
}

// To the next private message

/** Skips, past messages that do not say what is asked for, and tells where to; a second skip at the same time is refused. */
export async function toNext(saying = "") {
  const answer = await order("clock", { until: "direct message", saying });
  if (answer) tell(answer);
}

function nextMessage() {
  const stop = button(t("Stop"), () => order("clock", { until: "" }), { hidden: true });
  const start = button(TO_NEXT, () => {
    toNext().finally(ended);
    start.textContent = t("Skipping…");
    stop.hidden = false;
    stop.focus(); // a disabled button cannot keep the keyboard
    start.disabled = true;
  }, { class: "primary" });
  function ended() {
    const back = document.activeElement === stop || document.activeElement === document.body;
    start.textContent = TO_NEXT;
    start.disabled = false;
    if (back) start.focus();
    stop.hidden = true;
  }
  return [start, stop];
}

// To 10:05 tomorrow

/** A moment as a calendar shows it in this person's zone. */
function shown(date) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone(), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(date);
  return Object.fromEntries(parts.map((each) => [each.type, Number(each.value)]));
}

function tomorrow() {
  const today = shown(now());
  const wanted = Date.UTC(today.year, today.month - 1, today.day + 1, 10, 5);
  const there = shown(new Date(wanted));
  const off = Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute) - wanted;
  return new Date(wanted - off).toISOString();
}

export function skips() {
  const isNow = (answer) => t("It is {time}.", { time: moment(new Date(answer.now)) });
  return el("section", {}, el("h3", {}, t("Skip ahead")),
    el("p", {}, t("Reminders come when their time comes. The app writes them within moments of a skip.")),
    el("div", { class: "doing" }, nextMessage(),
      SKIPS.map(([words, seconds]) => button(words, () => ordered("clock", { forward: seconds }, isNow))),
      button(t("To 10:05 tomorrow"), () => ordered("clock", { to: tomorrow() }, isNow))));
}

// What if the app is told late, twice or not at all, or its connection breaks?
import { choice, dose, ordered, part } from "./fields.js";
import { locale, t } from "./language.js";
import { button, el } from "./nodes.js";
import { complain, get, names, state, zone } from "./state.js";
import { KINDS, MISHAPS, SOCKETS } from "./trouble-words.js";

const NEWEST_EVENTS = 20;
const LOOKED_THROUGH = 2_000; // entries of the log

export function told() {
  const kind = choice(t("When the app is told of"), Object.entries(KINDS));
  const what = choice(t("this happens"), Object.entries(MISHAPS));
  const often = dose();
  return part(t("What the app is told goes astray"), [
    kind.node, what.node, ...often.nodes,
    button(t("Let it happen"), () => ordered("disturb", { method: kind.select.value, what: what.select.value, ...often.order() }, t("It waits for the app to be told."))),
  ]);
}

// Once more

function eventWords({ at, name, payload }) {
  const by = payload.event.user;
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone(), timeStyle: "medium" }).format(new Date(at));
  return `${time} ${name.replaceAll("_", " ")}${typeof by === "string" ? `, ${names(by)}` : ""}`;
}

async function newest(which, again) {
  try {
    const { entries } = await get("log", { kind: "envelope", type: "events_api", since: Math.max(0, state.screen.seq - LOOKED_THROUGH) });
    const events = new Map(entries.map((each) => [each.payload.event_id, eventWords(each)]));
    which.fill([...events].slice(-NEWEST_EVENTS).reverse());
    again.disabled = events.size === 0;
  } catch (fault) {
    complain(fault);
  }
}

export function redelivery() {
  const which = choice(t("Which, the newest first"), []);
  const again = button(t("Tell it again"), async () => {
    await ordered("redeliver", { event_id: which.select.value }, (answer) => (answer.acked ? t("The app was told again, and answered.") : t("The app was told again, and did not answer.")));
    newest(which, again);
  });
  const section = part(t("The app is told again of what it knows"), [
    el("p", {}, t("Slack does this when it is not sure that the app heard.")), which.node,
    el("div", { class: "doing" }, again, button(t("Look for newer ones"), () => newest(which, again))),
  ], () => newest(which, again));
  return section;
}

// The connection

const heard = (answer) => (answer.dropped === 1 ? t("One connection heard it.") : t("{n} connections heard it.", { n: answer.dropped }));

export const cut = () => ordered("sockets", { how: "tcp" }, heard);

export function line() {
  return part(t("The connection breaks"), [
    el("p", {}, t("The app keeps a connection open to hear what happens here.")),
    el("div", { class: "doing" },
      Object.entries(SOCKETS).map(([how, words]) => button(words, () => ordered("sockets", { how }, heard))),
      button(t("The next address to connect to is dead"), () => ordered("ticket", { times: 1 }, t("The next address is dead.")))),
  ]);
}

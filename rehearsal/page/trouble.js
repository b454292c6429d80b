// “What if…”: the clock, and everything that may go wrong, in words.
import { button, el, toast } from "./nodes.js";
import { now, order, state, zone } from "./state.js";

const HOUR = 3600;
const METHODS = ["*", "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open", "conversations.members", "reactions.add", "users.info", "views.open", "views.push", "views.update", "views.publish"];
const FAULTS = {
  429: "Slack says: too many requests (429)",
  "500_before": "Slack breaks before it did anything (500)",
  "500_after": "Slack did it, then broke (500)",
  cut_before: "The line is cut before Slack heard it",
  cut_after: "Slack did it, then the line is cut",
  hang_after: "Slack did it, and never answers",
  "error:internal_error": "Slack answers: internal_error",
  "error:token_revoked": "Slack answers: token_revoked",
};
const SOCKETS = {
  tcp: "Cut the connection without a word", refresh_requested: "Ask the app to connect anew", warning: "Announce a reconnect",
  too_many_websockets: "Say that there are too many connections",
};

async function ordered(path, body, words) {
  if (await order(path, body)) toast(words, 6);
}

const options = (entries) => entries.map(([value, words]) => el("option", { value }, words));
let numbered = 0;

function field(words, input) {
  input.id = `trouble-${(numbered += 1)}`;
  return el("p", { class: "field" }, el("label", { for: input.id }, words), input);
}

// Time

/** The next 10:05 after today, in this person's zone. */
function tomorrow() {
  const at = now();
  const local = (moment) => Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone: zone(), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" })
    .formatToParts(moment).map((each) => [each.type, Number(each.value)]));
  const today = local(at);
  const wanted = Date.UTC(today.year, today.month - 1, today.day + 1, 10, 5);
  const shown = local(new Date(wanted));
  const off = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute) - wanted;
  return new Date(wanted - off).toISOString();
}

function time() {
  const skips = [["An hour", HOUR], ["A day", 24 * HOUR], ["A week", 7 * 24 * HOUR], ["Two weeks", 14 * 24 * HOUR]];
  return el("section", {}, el("h3", {}, "Skip ahead"),
    el("p", {}, "Reminders come when their time comes. The app writes them within moments of a skip."),
    el("div", { class: "doing" },
      skips.map(([words, seconds]) => button(words, () => ordered("clock", { forward: seconds }, `${words} later.`))),
      button("To 10:05 tomorrow", () => ordered("clock", { to: tomorrow() }, "It is 10:05, tomorrow."))));
}

// The line between the app and Slack

function calls() {
  const method = el("select", {}, options(METHODS.map((each) => [each, each === "*" ? "anything the app asks" : each])));
  const fault = el("select", {}, options(Object.entries(FAULTS)));
  const times = el("input", { type: "number", min: "1", max: "50", value: "1" });
  const body = () => ({ method: method.value, what: fault.value, times: Number(times.value) || 1, seconds: 4 });
  return el("section", {}, el("h3", {}, "… Slack fails the app?"), field("When the app calls", method), field("what happens", fault), field("How many times", times),
    button("Let it happen", () => ordered("disturb", body(), "The next call meets it.")));
}

function line() {
  return el("section", {}, el("h3", {}, "… the connection breaks?"), el("div", { class: "doing" },
    Object.entries(SOCKETS).map(([how, words]) => button(words, async () => {
      const answer = await order("sockets", { how });
      if (answer) toast(answer.dropped === 1 ? "One connection heard it." : `${answer.dropped} connections heard it.`, 6);
    })),
    button("The next address to connect to is dead", () => ordered("ticket", { times: 1 }, "The next ticket is dead."))));
}

// People and channels

function people() {
  const everybody = state.screen.people.filter((each) => !each.is_bot);
  const who = el("select", {}, options(everybody.map((each) => [each.id, each.deleted ? `${each.real_name} (left)` : each.real_name])));
  const name = el("input", { type: "text", maxlength: "80" });
  const zones = el("select", {}, options(["Europe/London", "Africa/Lagos", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"].map((each) => [each, each])));
  const change = (changes, words) => ordered("person", { person: who.value, changes }, words);
  return el("section", {}, el("h3", {}, "… somebody changes?"), field("Who", who),
    el("div", { class: "doing" }, button("Leaves the workspace", () => change({ deleted: true }, "Gone.")), button("Comes back", () => change({ deleted: false }, "Back."))),
    field("New name", name), button("Rename", () => name.value.trim() && change({ real_name: name.value.trim() }, "Renamed.")),
    field("Time zone", zones), button("Move there", () => change({ tz: zones.value }, "Moved.")));
}

function rooms() {
  const found = state.screen.channels.filter((each) => each.kind !== "im");
  const which = el("select", {}, options(found.map((each) => [each.id, `#${each.name}`])));
  if (found.some((each) => each.id === state.place)) which.value = state.place;
  const change = (what, words, more = {}) => ordered("channel", { channel: which.value, what, ...more }, words);
  return el("section", {}, el("h3", {}, "… a channel changes?"), field("Which", which), el("div", { class: "doing" },
    button("Archive it", () => change("archive", "Archived.")), button("Open it again", () => change("unarchive", "Open again.")),
    button("Remove the app", () => change("kick", "The app is out.", { person: "bot" })), button("Invite the app", () => change("invite", "The app is in.", { person: "bot" }))));
}

export function drawTrouble(box) {
  box.replaceChildren(time(), calls(), line(), people(), rooms());
}

/** The lists in it are drawn again only when they would be different. */
export const troubleKey = () => JSON.stringify([state.me, state.screen.people.map((each) => [each.real_name, each.deleted]), state.screen.channels.map((each) => each.name)]);

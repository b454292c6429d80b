// What the app and the workspace said to each other, in order, with timing and every broken rule.
import { t } from "./language.js";
import { el } from "./nodes.js";
import { changed, get, go, state } from "./state.js";

const MOST = 400;
const isBroken = (entry) => entry.kind === "violation" && entry.severity !== "advice";
const isAdvice = (entry) => entry.kind === "violation" && entry.severity === "advice"; // Slack takes it as it is
const KINDS = {
  all: [t("Everything"), () => true],
  call: [t("Calls of the app"), (each) => ["call", "http"].includes(each.kind)],
  envelope: [t("What the app was sent"), (each) => ["envelope", "no_socket", "lost"].includes(each.kind)],
  deed: [t("What people did"), (each) => each.kind === "deed"],
  violation: [t("Broken rules"), (each) => isBroken(each)],
  advice: [t("Advice"), (each) => isAdvice(each)],
  trouble: [t("Sockets, clock and trouble"), (each) => ["socket", "clock", "fate", "reset"].includes(each.kind)],
};

let since = null;
let parts = null;
let kind = "all";
let asking = false;
let isNew = false; // the list begins: what was broken long ago is shown, too
let paused = false;
const rows = []; // { entry, node }
const envelopes = new Map(); // envelope_id -> where its acknowledgement is written

function what(entry) {
  const by = state.screen.people.find((each) => each.id === entry.person)?.real_name;
  return {
    call: () => entry.method, http: () => t("answer by {what}", entry), envelope: () => `${entry.type}: ${entry.name}`,
    violation: () => `${entry.method ?? entry.name ?? ""} ${entry.rule}`, deed: () => `${by ?? entry.person} ${entry.deed}`,
    no_socket: () => t("{name}: no socket was open", entry), lost: () => t("{name}: its socket was cut", entry),
    socket: () => t("socket: {what}", entry), clock: () => t("the clock was moved"), fate: () => `${entry.what} ${entry.channel ?? entry.person ?? ""}`,
  }[entry.kind]?.() ?? entry.kind;
}

function outcome(entry) {
  if (isAdvice(entry)) return el("span", { class: "quiet" }, t("advice"));
  if (entry.kind === "violation") return el("span", { class: "bad" }, t("rule broken"));
  if (entry.kind === "call" || entry.kind === "http") {
    const took = entry.ms === undefined ? "" : ` · ${entry.ms} ms`;
    return el("span", { class: entry.ok ? "good" : "bad" }, entry.ok ? `ok${took}` : `${entry.error}${took}`);
  }
  if (entry.kind === "deed") return el("span", { class: entry.acked ? "good" : "bad" }, entry.acked ? (entry.told ? t("acknowledged · {ms} ms", entry) : t("done")) : entry.missing);
  return el("span", { class: "quiet" }, entry.kind === "envelope" ? t("not acknowledged yet") : "");
}

function messageOf(entry) {
  const answer = entry.answer ?? {};
  const given = entry.arguments ?? {};
  const container = entry.payload?.container ?? {};
  const about = entry.details?.message ?? {};
  const ts = answer.ts ?? answer.message_ts ?? entry.ts ?? given.ts ?? container.message_ts ?? entry.payload?.message_ts ?? about.ts;
  const channel = answer.channel ?? given.channel ?? container.channel_id ?? entry.payload?.channel?.id ?? about.channel ?? entry.details?.channel;
  const here = state.screen.channels.some((each) => each.id === channel);
  return typeof ts === "string" && here ? { ts, channel } : null;
}

function show({ ts, channel }) {
  state.jump = ts;
  document.body.dataset.pane = "talk";
  if (channel === state.place) changed();
  else go({ place: channel });
}

const data = (title, value) => (value === undefined || value === null ? null : [el("h4", {}, title), el("pre", { tabindex: "0" }, JSON.stringify(value, null, 1))]);

function unfold(details, entry) {
  if (!details.open || details.dataset.full) return;
  details.dataset.full = "yes";
  const link = messageOf(entry);
  details.append(el("div", { class: "entry" },
    entry.words ? el("p", { class: isAdvice(entry) ? null : "bad" }, entry.words) : null,
    isAdvice(entry) ? el("p", { class: "quiet" }, t("Slack takes this as it is. People are better off otherwise.")) : null,
    entry.pointer ? el("p", {}, `${t("At")} `, el("code", {}, entry.pointer)) : null,
    entry.warning ? el("p", { class: "bad" }, entry.warning) : null,
    entry.disturbed ? el("p", {}, t("Trouble that was ordered: {what}", { what: entry.disturbed })) : null,
    link ? el("p", {}, el("button", { type: "button", onclick: () => show(link) }, t("Show its message"))) : null,
    data(t("Arguments"), entry.arguments ?? entry.details), data(t("Payload"), entry.payload), data(t("Answer"), entry.answer)));
}

function row(entry) {
  const time = entry.at.slice(11, 23);
  const said = outcome(entry);
  if (entry.envelope_id) envelopes.set(entry.envelope_id, said);
  const details = el("details", { class: `entry-${entry.kind}`, ontoggle: () => unfold(details, entry) },
    el("summary", {}, el("time", { datetime: entry.at }, time), el("span", { class: "what" }, what(entry)), said));
  return el("li", { hidden: !KINDS[kind][1](entry) }, details);
}

function acknowledged(entry) {
  const said = envelopes.get(entry.envelope_id);
  if (!said) return;
  said.textContent = entry.late ? t("acknowledged too late") : t("acknowledged · {ms} ms", entry);
  said.className = entry.late ? "bad" : "good";
  envelopes.delete(entry.envelope_id);
}

function filter() {
  for (const each of rows) each.node.hidden = !KINDS[kind][1](each.entry);
}

function take(entries) {
  const atEnd = parts.list.scrollHeight - parts.list.scrollTop - parts.list.clientHeight < 80;
  for (const entry of entries) {
    if (entry.kind === "ack") { acknowledged(entry); continue; }
    const node = row(entry);
    rows.push({ entry, node });
    parts.list.append(node);
  }
  while (rows.length > MOST && rows.some((each) => !isBroken(each.entry))) rows.splice(rows.findIndex((each) => !isBroken(each.entry)), 1)[0].node.remove();
  const broken = rows.filter((each) => isBroken(each.entry)).length;
  const advised = rows.filter((each) => isAdvice(each.entry)).length;
  const rules = broken ? t(broken > 1 ? "{n} broken rules" : "{n} broken rule", { n: broken }) : t("No broken rule");
  const told = advised ? t("{rules} and {n} times advice", { rules, n: advised }) : rules;
  parts.count.textContent = t("{told} among {n} entries", { told, n: rows.length });
  parts.count.className = broken ? "bad" : "good";
  if (atEnd) parts.list.scrollTop = parts.list.scrollHeight;
}

/** An empty inspector; it fills as things happen. */
export function openInspector(box) {
  const pick = el("select", { id: "kinds", onchange: () => { kind = pick.value; filter(); } }, Object.entries(KINDS).map(([name, [words]]) => el("option", { value: name, selected: name === kind }, words)));
  const pause = el("input", { type: "checkbox", checked: paused, onchange: () => { paused = pause.checked; refreshInspector(); } });
  parts = { list: el("ol", { class: "entries", tabindex: "0", "aria-label": t("Entries, the newest last") }), count: el("p", { role: "status" }) };
  since = Math.max(0, state.screen.seq - MOST);
  rows.length = 0;
  isNew = true;
  envelopes.clear();
  box.replaceChildren(el("p", { class: "quiet" }, t("Times are the workspace’s, in UTC. Open a line to see it whole.")), el("label", { for: "kinds" }, t("Show")), pick, el("label", { class: "switch" }, pause, t("Pause: add nothing to the list")), parts.count, parts.list);
  refreshInspector();
}

export async function refreshInspector() {
  if (asking || paused || !parts || since >= state.screen.seq) return;
  asking = true;
  try {
    const { entries, seq } = await get("log", { since });
    if (isNew) take((await get("violations")).violations.filter((each) => each.seq <= since));
    isNew = false;
    since = seq;
    take(entries);
  } catch {
    parts.count.textContent = t("The rehearsal does not answer.");
  } finally {
    asking = false;
  }
}

// What this tab shows (person and place, kept in the address), what the server says of it, and deeds.
import { t } from "./language.js";
import { toast } from "./nodes.js";
import { roles } from "./scenery.js";
import { crowded, mine as page } from "./tabs.js";

export const HOME = "home";
const MOST = 100; // messages of a conversation, until somebody asks for earlier ones
export const state = { me: "", place: "", screen: null, heard: false, replyTo: null, editing: null, lost: false, jump: "", most: MOST };

const listeners = [];
let run = 0;
let loaded = false; // whether the server knows that this page was loaded
let aborter = new AbortController();
let warned = null; // the newest warning that was shown

export function onChange(listener) {
  listeners.push(listener);
}

export function changed() {
  for (const listener of listeners) listener(state);
}

// The address

function address() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { me: hash.get("person") ?? "", place: hash.get("channel") ?? "" };
}

export function hashFor(me, place) {
  return `#${new URLSearchParams({ person: me, channel: place })}`;
}

/** Another person, another place, or both. */
export function go({ me = state.me, place = state.place, replace = false } = {}) {
  if (replace) history.replaceState(null, "", hashFor(me, place));
  else location.hash = hashFor(me, place);
  follow();
}

export function follow() {
  const { me, place } = address();
  if (me && me === state.me && place === state.place) return;
  const other = me !== state.me;
  Object.assign(state, { me, place, replyTo: null, editing: null, most: MOST });
  if (other) Object.assign(state, { screen: null, home: null });
  if (other) warned = null;
  if (me && place === HOME) post("deed", { person: me, deed: "opens_home" }).catch(complain);
  poll();
}

// Looking

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", done);
      resolve();
    }
    document.addEventListener("visibilitychange", done);
  });
}

async function ask(path, query, signal) {
  const response = await fetch(`/_rehearsal/${path}?${new URLSearchParams(query)}`, { signal, cache: "no-store" });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error);
  return answer;
}

export class Refused extends Error {}

export const get = (path, query = {}) => ask(path, query);

async function poll() {
  const mine = ++run;
  aborter.abort();
  aborter = new AbortController();
  const signal = aborter.signal;
  let since = "";
  while (mine === run) {
    try {
      if (!state.me) await somebody();
      if (!loaded) await load();
      // A browser keeps few connections to one host: a tab nobody looks at does not hold one of them.
      const wait = since && !document.hidden && !crowded() ? 25 : 0;
      const query = { person: state.me, page, since, wait, ...(state.place && state.place !== HOME ? { channel: state.place, most: state.most } : {}) };
      const answer = await ask("screen", query, signal);
      if (mine !== run) return;
      if (answer.version !== since || state.lost) seen(answer);
      since = answer.version;
      await pause(document.hidden ? 3000 : crowded() ? 600 : 120);
    } catch (fault) {
      if (mine !== run) return;
      await recover(fault);
    }
  }
}

export function showEarlier() {
  state.most += MOST;
  poll();
}

function seen(answer) {
  if (answer.version && answer.people) state.screen = answer;
  state.lost = false;
  if (!state.screen) return;
  if (!state.place) {
    const rooms = state.screen.channels.filter((each) => each.kind !== "im");
    const first = rooms.find((each) => each.bot) ?? rooms[0] ?? state.screen.channels[0];
    return go({ place: first.id, replace: true });
  }
  warn(state.screen.warnings);
  changed();
}

async function recover(fault) {
  if (fault instanceof Refused) {
    toast(fault.message);
    // The place is closed to this person, or the person is gone: begin where anybody may be.
    history.replaceState(null, "", state.place ? hashFor(state.me, "") : "#");
    Object.assign(state, address());
    return;
  }
  state.lost = true;
  changed();
  await pause(1500);
}

/** What only one person could see is gone when they load their page anew, as in Slack. */
async function load() {
  loaded = true;
  await post("reload", { person: state.me });
}

/** A page that goes plays nobody any more; a request could not outlive it, as this can. */
addEventListener("pagehide", () => navigator.sendBeacon("/_rehearsal/leave", new Blob([JSON.stringify({ page })], { type: "application/json" })));

async function somebody() {
  const { people } = await get("people");
  const first = people.find((each) => each.role === roles[0]?.name && !each.is_bot && !each.deleted) ?? people.find((each) => !each.is_bot);
  state.me = first.id;
  history.replaceState(null, "", hashFor(first.id, state.place));
}

/** Warnings as the server recorded them; what was there before the tab came is history. */
function warn(warnings) {
  const newest = warnings.at(-1)?.seq ?? 0;
  for (const each of warned === null ? [] : warnings) {
    // A command's failure is told by a message that only this person sees.
    if (each.seq > warned && !["types", "say", "suggest"].includes(each.deed)) toast(t(each.words));
  }
  warned = Math.max(newest, warned ?? 0);
}

// Doing

export async function post(path, body) {
  const response = await fetch(`/_rehearsal/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error);
  return answer;
}

export function complain(fault) {
  toast(fault instanceof Refused ? t(fault.message) : t("The rehearsal does not answer. Is it still running?"));
}

/** One deed of this tab's person, by ids; a refusal is said aloud, and then there is no answer. */
export async function act(deed, details) {
  try {
    return await post("precise", { person: state.me, deed, ...details });
  } catch (fault) {
    complain(fault);
    return null;
  }
}

/** An order to the workspace itself. */
export async function order(path, body) {
  try {
    return await post(path, body);
  } catch (fault) {
    complain(fault);
    return null;
  }
}

// Names

export const person = (id) => state.screen?.people.find((each) => each.id === id);
export const names = (id) => person(id)?.real_name ?? (id === "USLACKBOT" ? "Slackbot" : id);
export const channels = (id) => state.screen?.channels.find((each) => each.id === id)?.name ?? id;
export const zone = () => person(state.me)?.tz ?? "Europe/London";
export const unread = () => state.screen.channels.reduce((sum, each) => sum + (each.id === state.place ? 0 : each.unread), 0);
export const now = () => new Date(Date.now() + (state.screen?.offset ?? 0) * 1000);

/** What drawing needs to know of the world around it. */
export function surroundings(surface) {
  const { people, channels: rooms } = state.screen;
  return {
    suggest: (asked) => act("suggest", { view: (surface === "home" ? state.screen.home : state.screen.modal?.view)?.id, ...asked }),
    upload: (file) => order("upload", { person: state.me, ...file }),
    surface, names, channels, heard: state.heard, tz: zone(), zone: zone(), locale: person(state.me)?.locale, now: now().getTime(),
    people: people.filter((each) => !each.is_bot && !each.deleted).map((each) => ({ id: each.id, name: each.real_name })),
    channelList: rooms.filter((each) => each.kind !== "im").map(({ id, name }) => ({ id, name })),
  };
}

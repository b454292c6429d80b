// The conversation: messages in order, replies under what they answer, redrawn only where they changed.
import { drawBlocks } from "./blocks.js";
import { suggestWords } from "./composer.js";
import { locale, t } from "./language.js";
import { button, el, keepingFocus, menuButton } from "./nodes.js";
import { guide } from "./scenery.js";
import { act, changed, names, person, showEarlier, state, surroundings, zone } from "./state.js";
import { mrkdwn, plain } from "./text.js";
import { typedOf } from "./writing.js";

const EMOJI = [["+1", "👍"], ["heart", "❤️"], ["bulb", "💡"], ["tada", "🎉"], ["eyes", "👀"], ["raised_hands", "🙌"], ["white_check_mark", "✅"]];

let open = { key: "", log: null, below: null, rows: new Map(), newest: "0" };

const moment = (ts, options) => new Intl.DateTimeFormat(locale, { timeZone: zone(), ...options }).format(new Date(Number(ts) * 1000));
const day = (ts) => moment(ts, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const about = (message) => ({ message: { channel: message.channel, ts: message.ts } });

function env(message) {
  return {
    ...surroundings("message"), values: message.values, me: state.me,
    suggest: (asked) => act("suggest", { ...asked, ...about(message) }),
    onAction: (action) => act("press", { ...action, ...about(message) }),
  };
}

// One message

/** One's own words come back into the message box, as they were typed. */
function edit(message) {
  Object.assign(state, { replyTo: null, editing: message });
  changed();
  suggestWords(typedOf(message.blocks[0], env(message)));
}

function menu(message) {
  const lines = () => {
    const shortcuts = state.screen.shortcuts.filter((each) => each.kind === "message");
    const reply = [t("Reply in thread"), () => { Object.assign(state, { replyTo: message, editing: null }); changed(); document.getElementById("words")?.focus(); }];
    const reacts = EMOJI.map(([name, sign]) => [`${sign} ${t("React with {name}", { name: `:${name}:` })}`, () => act("react", { emoji: name, ...about(message) }), t("React with {name}", { name })]);
    const all = shortcuts.map((each) => [each.name, () => act("shortcut", { callback_id: each.callback_id, ...about(message) })]);
    const own = message.user === state.me ? [[t("Edit"), () => edit(message)]] : [];
    const gone = message.user === state.me || person(state.me)?.is_admin ? [[t("Delete"), () => act("delete", about(message))]] : [];
    return message.ephemeral ? [[t("Nobody else sees this message"), () => {}]] : [...all, reply, ...own, ...gone, ...reacts];
  };
  return menuButton("⋯", t("More for the message of {name}, {time}", { name: names(message.user), time: moment(message.ts, { timeStyle: "short" }) }), lines, { class: "more" });
}

function reactions(message) {
  const found = Object.entries(message.reactions);
  if (!found.length) return null;
  return el("ul", { class: "reactions", "aria-label": t("Reactions") }, found.map(([name, people]) => {
    const mine = people.includes(state.me);
    const who = people.map(names).join(", ");
    const shown = `${plain(`:${name}:`, true)} ${people.length}`;
    return el("li", {}, button(shown, () => act("react", { emoji: name, ...about(message) }),
      { "aria-pressed": String(mine), "aria-label": `${shown} ${name}: ${who}`, title: who }));
  }));
}

function body(message) {
  const inside = env(message);
  const fallback = () => el("div", { class: "text" }, mrkdwn(message.text, inside));
  const extra = message.attachments.filter(Boolean).map((words) => el("div", { class: "attachment" }, mrkdwn(words, inside)));
  const files = (message.files ?? []).map(file);
  if (!message.blocks.length) return [message.text ? fallback() : null, ...extra, ...files];
  const heard = state.heard ? el("div", { class: "heard" }, el("p", { class: "quiet" }, t("Read aloud as the notification:")), fallback(), el("p", { class: "quiet" }, t("Read in the conversation:"))) : null;
  return [heard, drawBlocks(message.blocks, inside), ...extra, ...files];
}

/** A picture is seen where it stands; anything else is a line to save it by. */
function file({ name, address }) {
  const seen = /\.(png|jpe?g|gif)$/i.test(name) ? el("img", { src: address, alt: name }) : null;
  return el("p", { class: "file" }, seen, el("a", { href: address, download: name }, `📎 ${name}`));
}

function article(message, isReply) {
  const who = names(message.user);
  const app = message.by_bot || message.user === state.screen.bot || message.user === "USLACKBOT";
  const warning = state.screen.warnings.findLast((each) => each.message?.ts === message.ts && each.deed !== "suggest");
  return el("article", { class: `message${isReply ? " reply" : ""}${message.ephemeral ? " only" : ""}`, "data-ts": message.ts, tabindex: "-1", "aria-label": isReply ? t("Reply by {name}", { name: who }) : who },
    el("span", { class: `avatar${app ? " app" : ""}`, "aria-hidden": "true" }, [...who][0] ?? "?"),
    el("div", { class: "inside" },
      message.ephemeral ? el("p", { class: "quiet only-you" }, `👁 ${t("Only visible to you")}`) : null,
      el("p", { class: "by" }, el("strong", {}, who), app ? el("span", { class: "badge" }, t("App")) : null,
        el("time", { datetime: new Date(Number(message.ts) * 1000).toISOString() }, moment(message.ts, { timeStyle: "short" })),
        message.edited ? el("span", { class: "quiet" }, t("(edited)")) : null),
      body(message), reactions(message),
      warning ? el("p", { class: "warning" }, `⚠ ${t(warning.words)}`) : null),
    menu(message));
}

function openGuide() {
  document.body.dataset.pane = "panel";
  const opener = document.querySelector('[data-panel="guide"]');
  if (opener.getAttribute("aria-pressed") !== "true") opener.click();
  document.getElementById("panel-title").focus();
}

// The list

/** `[key, what it depends on, how to draw it]` in the order they stand. */
function wanted(messages) {
  const known = new Set(messages.map((each) => each.ts));
  const isReply = (each) => each.thread_ts && each.thread_ts !== each.ts;
  const stands = (each) => isReply(each) && known.has(each.thread_ts); // what it answers may be further up
  const rows = [];
  let date = "";
  const row = (each, reply) => {
    const { values: _, ...shown } = each; // what somebody has just chosen is on the screen already
    const warned = state.screen.warnings.filter((one) => one.message?.ts === each.ts && one.deed !== "suggest").length;
    rows.push([each.ts, JSON.stringify([shown, reply, warned]), () => article(each, reply)]);
  };
  for (const each of messages.filter((one) => !stands(one))) {
    if (day(each.ts) !== date) {
      date = day(each.ts);
      const words = date;
      rows.push([`day ${words}`, words, () => el("h3", { class: "day" }, words)]);
    }
    row(each, isReply(each));
    for (const reply of messages.filter((one) => stands(one) && one.thread_ts === each.ts)) row(reply, true);
  }
  return rows;
}

function begin(box, key) {
  const room = document.getElementById("place").textContent;
  const log = el("div", { role: "log", "aria-live": "polite", "aria-label": t("Messages in {place}", { place: room }), tabindex: "0", class: "log" });
  const below = button(t("New messages below ↓"), goDown, { class: "below" });
  open = { key, log, below, rows: new Map(), newest: "0" };
  box.replaceChildren(log);
  stayAtEnd(log);
}

let stuck = true; // at the end of the conversation, where new messages come

/** Whoever reads the newest message still reads it when the log changes its size, or was hidden for a while. */
function stayAtEnd(log) {
  stuck = true;
  log.addEventListener("scroll", () => { if (log.clientHeight) atEnd(log.scrollHeight - log.scrollTop - log.clientHeight < 80); });
  new ResizeObserver(() => { if (stuck) log.scrollTop = log.scrollHeight; }).observe(log);
}

function atEnd(is) {
  stuck = is;
  if (stuck) open.below.remove();
}

/** Whoever reads further up is told of what came below it, such as an answer to what they have just done. */
function tellOfNews(messages) {
  const { log, below, rows } = open;
  const newest = messages.reduce((last, each) => (Number(each.ts) > Number(last) ? each.ts : last), "0");
  const isNew = Number(newest) > Number(open.newest);
  open.newest = newest;
  if (!isNew || stuck) return;
  const { bottom } = rows.get(newest).node.getBoundingClientRect(); // a reply may stand further up
  if (bottom > log.getBoundingClientRect().bottom) log.after(below);
}

function goDown() {
  const { log, newest, rows } = open;
  log.scrollTop = log.scrollHeight;
  rows.get(newest)?.node.focus({ preventScroll: true }); // a button that is gone cannot keep the keyboard
  atEnd(true);
}

/** What is being read stays where it is while earlier messages come above it. */
function holding(log, redraw) {
  const first = log.querySelector("article");
  const before = first && first.offsetTop - log.scrollTop;
  const hadFocus = log.contains(document.activeElement);
  redraw();
  if (first?.isConnected && !stuck) log.scrollTop = first.offsetTop - before;
  if (hadFocus && !log.contains(document.activeElement)) log.focus({ preventScroll: true });
}

/** A hundred messages more; none of them is news, so they are not read aloud. */
function goBack() {
  const { log } = open;
  log.setAttribute("aria-live", "off");
  setTimeout(() => log.setAttribute("aria-live", "polite"), 3_000);
  showEarlier();
}

/** New messages are read aloud as they come; a card that changes forty times while it stands there is not. */
function redrawn(row, known, depends, draw) {
  if (known?.depends === depends) return known;
  if (!known) return { depends, node: draw() };
  const node = keepingFocus(known.node, () => {
    const fresh = draw();
    fresh.setAttribute("aria-live", "off");
    known.node.replaceWith(fresh);
    return fresh;
  });
  return { depends, node };
}

export function drawConversation(box) {
  if (state.screen.channel !== state.place) return; // what is known is still about the last place
  const key = `${state.me} ${state.place} ${state.heard} ${zone()} ${JSON.stringify(state.screen.people.map((each) => each.real_name))}`;
  if (key !== open.key || open.log.parentNode !== box) begin(box, key);
  const { log } = open;
  const { messages, earlier } = state.screen;
  const rows = wanted(messages);
  if (earlier) rows.unshift(["earlier", String(earlier), () => el("p", { class: "quiet" }, button(t("Show earlier messages"), goBack), ` ${t(earlier > 1 ? "{n} are not shown." : "{n} is not shown.", { n: earlier })}`)]);
  if (!messages.length) rows.push(["empty", "", () => el("div", { class: "quiet empty" }, el("p", {}, t("Nothing has been said here yet.")), guide ? button(t("What to try first"), openGuide) : null)]);
  holding(log, () => put(log, rows));
  if (state.jump) return jump(log);
  if (stuck) log.scrollTop = log.scrollHeight;
  tellOfNews(messages);
}

function put(log, rows) {
  const kept = new Map(rows.map(([row, depends, draw]) => [row, redrawn(row, open.rows.get(row), depends, draw)]));
  for (const [row, old] of open.rows) if (!kept.has(row)) old.node.remove();
  let before = log.firstChild;
  for (const { node } of kept.values()) {
    if (node === before) before = before.nextSibling;
    else log.insertBefore(node, before);
  }
  open.rows = kept;
}

function jump(log) {
  const target = [...log.querySelectorAll("article")].find((each) => each.dataset.ts === state.jump);
  if (!target) return;
  state.jump = "";
  target.scrollIntoView({ block: "center" });
  target.focus();
}

// Writing: a message box that grows with its lines and lists the app's commands at a slash, and global shortcuts.
import { t } from "./language.js";
import { button, el, menuButton, toast } from "./nodes.js";
import { HOME, act, changed, names, order, state } from "./state.js";
import { titled } from "./places.js";

const listed = [];
let chosen = -1;
let parts = null;

function fits() {
  const typed = parts.input.value;
  if (!typed.startsWith("/") || /\s/.test(typed)) return [];
  return state.screen.commands.filter((each) => each.command.startsWith(typed));
}

function option(each, index) {
  return el("li", { role: "option", id: `command-${index}`, "aria-selected": String(index === chosen), onmousedown: (event) => { event.preventDefault(); take(index); } },
    el("strong", {}, each.command), each.usage_hint ? el("span", { class: "hint" }, ` ${each.usage_hint}`) : null,
    el("span", { class: "quiet" }, each.description));
}

function suggest(found, index = 0) {
  listed.splice(0, listed.length, ...found);
  chosen = found.length ? index : -1;
  parts.list.replaceChildren(...found.map(option));
  parts.list.hidden = !found.length;
  const many = found.length ? t(found.length > 1 ? "{n} commands, choose with the arrow keys" : "{n} command, choose with the arrow keys", { n: found.length }) : "";
  if (parts.status.textContent !== many) parts.status.textContent = many;
  if (chosen >= 0) parts.input.setAttribute("aria-activedescendant", `command-${chosen}`);
  else parts.input.removeAttribute("aria-activedescendant");
}

function take(index) {
  write(`${listed[index].command} `);
  parts.input.focus();
}

/** As high as its lines need; the style sheet says where it begins to scroll instead. */
function grow() {
  const { input } = parts;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
}

/** Words put into the box by the page itself. */
function write(text) {
  parts.input.value = text;
  suggest([]);
  grow();
}

function pressed(event) {
  if (event.isComposing) return;
  if (!listed.length) return sends(event);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const whole = listed[chosen].command === parts.input.value;
  if (step) suggest([...listed], (chosen + step + listed.length) % listed.length);
  else if (event.key === "Escape") suggest([]);
  else if (event.key === "Tab" || (event.key === "Enter" && !whole)) take(chosen);
  else return sends(event);
  event.preventDefault();
}

/** Enter sends, with Shift it begins another line, as in Slack. */
function sends(event) {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  parts.input.form.requestSubmit();
}

async function send(event) {
  event.preventDefault();
  const text = parts.input.value.trim();
  if (!text) return;
  const to = state.editing ?? state.replyTo;
  const where = to ? { message: { channel: to.channel, ts: to.ts } } : { channel: state.place };
  write("");
  const answer = await act(state.editing ? "edit" : "say", { text, ...where });
  if (answer === null && !parts.input.value) write(text); // refused: nothing typed is lost
  if (answer && to) stopped();
}

/** Neither a reply nor an edit any more, but a new message. */
function stopped() {
  Object.assign(state, { replyTo: null, editing: null });
  changed();
}

function shortcuts() {
  const lines = () => {
    const found = state.screen.shortcuts.filter((each) => each.kind === "global");
    return found.map((each) => [each.name, () => order("deed", { person: state.me, deed: "global_shortcut", name: each.name })]);
  };
  return menuButton("⚡", t("Shortcuts of the app"), lines, { class: "shortcuts" });
}

function build(box) {
  // a textarea may have no other role: that it has a list is told by these and by the status
  const input = el("textarea", {
    id: "words", rows: "1", autocomplete: "off", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": "commands",
    maxlength: "12000", oninput: () => { suggest(fits()); grow(); }, onkeydown: pressed, onblur: () => suggest([]),
  });
  const status = el("span", { role: "status", class: "hidden" });
  const label = el("label", { for: "words", class: "hidden" });
  const list = el("ul", { id: "commands", role: "listbox", "aria-label": t("Commands of the app"), hidden: true });
  const reply = el("p", { class: "replying", hidden: true });
  parts = { input, label, list, reply, status };
  box.replaceChildren(el("form", { class: "write", onsubmit: send }, reply, list, status, shortcuts(), label, input, el("button", { type: "submit", class: "primary" }, t("Send"))));
}

export function drawComposer(box) {
  if (!parts) build(box);
  const room = state.screen.channels.find((each) => each.id === state.place);
  box.hidden = state.place === HOME;
  const words = state.editing ? t("Edit your message") : state.replyTo ? t("Reply to {name}", { name: names(state.replyTo.user) }) : t("Message {place}", { place: titled()[0] });
  parts.label.textContent = words;
  parts.input.placeholder = room?.archived ? t("This channel is archived") : t("{words}, or / for commands", { words });
  parts.input.disabled = Boolean(room?.archived);
  parts.reply.hidden = !(state.replyTo || state.editing);
  if (state.editing) parts.reply.replaceChildren(`${t("Editing your message.")} `, button(t("Stop editing"), () => { write(""); stopped(); parts.input.focus(); }));
  else if (state.replyTo) parts.reply.replaceChildren(`${t("Replying to {name} in a thread.", { name: names(state.replyTo.user) })} `, button(t("Stop replying"), () => { stopped(); parts.input.focus(); }));
}

/** For the guide: words in the box, ready to be read and sent. */
export function suggestWords(text) {
  if (state.place === HOME) return toast(t("Open a channel first: the Home has no message box."));
  document.body.dataset.pane = "talk";
  write(text);
  parts.input.focus();
}

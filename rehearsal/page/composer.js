// Writing: a message box that lists the app's commands as soon as a slash is typed, and global shortcuts.
import { button, el, menuButton, toast } from "./nodes.js";
import { HOME, act, changed, names, order, state } from "./state.js";
import { titled } from "./places.js";

const listed = [];
let chosen = -1;
let parts = null;

function fits() {
  const typed = parts.input.value;
  if (!typed.startsWith("/") || typed.includes(" ")) return [];
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
  parts.input.setAttribute("aria-expanded", String(Boolean(found.length)));
  if (chosen >= 0) parts.input.setAttribute("aria-activedescendant", `command-${chosen}`);
  else parts.input.removeAttribute("aria-activedescendant");
}

function take(index) {
  parts.input.value = `${listed[index].command} `;
  suggest([]);
  parts.input.focus();
}

function pressed(event) {
  if (event.isComposing || !listed.length) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const whole = listed[chosen].command === parts.input.value;
  if (step) suggest([...listed], (chosen + step + listed.length) % listed.length);
  else if (event.key === "Escape") suggest([]);
  else if (event.key === "Tab" || (event.key === "Enter" && !whole)) take(chosen);
  else return;
  event.preventDefault();
}

async function send(event) {
  event.preventDefault();
  const text = parts.input.value.trim();
  if (!text) return;
  const to = state.replyTo;
  const where = to ? { message: { channel: to.channel, ts: to.ts } } : { channel: state.place };
  suggest([]);
  parts.input.value = "";
  const answer = await act("say", { text, ...where });
  if (answer === null && !parts.input.value) parts.input.value = text; // refused: nothing typed is lost
  if (answer && to) { state.replyTo = null; changed(); }
}

function shortcuts() {
  const lines = () => {
    const found = state.screen.shortcuts.filter((each) => each.kind === "global");
    return found.map((each) => [each.name, () => order("deed", { person: state.me, deed: "global_shortcut", name: each.name })]);
  };
  return menuButton("⚡", "Shortcuts of the app", lines, { class: "shortcuts" });
}

function build(box) {
  const input = el("input", {
    id: "words", type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": "commands", maxlength: "12000", oninput: () => suggest(fits()), onkeydown: pressed, onblur: () => suggest([]),
  });
  const label = el("label", { for: "words", class: "hidden" });
  const list = el("ul", { id: "commands", role: "listbox", "aria-label": "Commands of the app", hidden: true });
  const reply = el("p", { class: "replying", hidden: true });
  parts = { input, label, list, reply };
  box.replaceChildren(el("form", { class: "write", onsubmit: send }, reply, list, shortcuts(), label, input, el("button", { type: "submit", class: "primary" }, "Send")));
}

export function drawComposer(box) {
  if (!parts) build(box);
  const room = state.screen.channels.find((each) => each.id === state.place);
  box.hidden = state.place === HOME;
  const words = state.replyTo ? `Reply to ${names(state.replyTo.user)}` : `Message ${titled()[0]}`;
  parts.label.textContent = words;
  parts.input.placeholder = room?.archived ? "This channel is archived" : `${words}, or / for commands`;
  parts.input.disabled = Boolean(room?.archived);
  parts.reply.hidden = !state.replyTo;
  if (state.replyTo) parts.reply.replaceChildren(`Replying to ${names(state.replyTo.user)} in a thread. `, button("Stop replying", () => { state.replyTo = null; changed(); parts.input.focus(); }));
}

/** For the guide: words in the box, ready to be read and sent. */
export function suggestWords(text) {
  if (state.place === HOME) return toast("Open a channel first: the Home has no message box.");
  document.body.dataset.pane = "talk";
  parts.input.value = text;
  suggest([]);
  parts.input.focus();
}

/* What every element has in common, and the elements that hold nothing. */
import { t } from "./language.js";
import { el, plain, spoken, words } from "./text.js";

/* where a value stands in the state, what stands there when it is empty, its initial field, whose it is */
const FIELDS = [
  ["value", null, "initial_value", "plain_text_input email_text_input url_text_input number_input"],
  ["selected_option", null, "initial_option", "static_select external_select radio_buttons"],
  ["selected_options", [], "initial_options", "multi_static_select multi_external_select checkboxes"],
  ["selected_user", null, "initial_user", "users_select"],
  ["selected_users", [], "initial_users", "multi_users_select"],
  ["selected_conversation", null, "initial_conversation", "conversations_select"],
  ["selected_conversations", [], "initial_conversations", "multi_conversations_select"],
  ["selected_channel", null, "initial_channel", "channels_select"],
  ["selected_channels", [], "initial_channels", "multi_channels_select"],
  ["selected_date", null, "initial_date", "datepicker"], ["selected_time", null, "initial_time", "timepicker"],
  ["selected_date_time", null, "initial_date_time", "datetimepicker"], ["files", [], "initial_files", "file_input"],
  ["rich_text_value", null, "initial_value", "rich_text_input"],
];
export const HOLDS = Object.fromEntries(FIELDS.flatMap(([field, empty, initial, kinds]) =>
  kinds.split(" ").map((kind) => [kind, [field, empty, initial]])));

const readers = new WeakMap();
let lastId = 0;
export const newId = () => `block-${(lastId += 1)}`;
/** Remember where a drawn element belongs and how to read it: `read` gives its state. */
export function keep(node, place, read) {
  Object.assign(node.dataset, { blockId: place.block.block_id ?? "", actionId: place.element.action_id ?? "" });
  if (read) readers.set(node, () => ({ type: place.element.type, [HOLDS[place.element.type][0]]: read() }));
  return node;
}

/** `state.values` of everything drawn below this node. */
export function valuesIn(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-action-id]")) {
    if (!readers.has(node)) continue;
    (values[node.dataset.blockId] ??= {})[node.dataset.actionId] = readers.get(node)();
  }
  return values;
}

/** What an element holds: what somebody left there, else its initial value, else nothing. */
export function content({ block, element, env }) {
  const [field, empty, initial] = HOLDS[element.type];
  const left = env.values?.[block.block_id]?.[element.action_id];
  return (left?.type === element.type ? left[field] : element[initial]) ?? empty;
}

/** Tell the app, after the element's question if it has one. False: the answer was no. */
export async function tell(place, about) {
  const { block, element, env, quiet } = place;
  if (quiet) return true;
  if (element.confirm && !(await agreed(element.confirm, env))) return false;
  env.onAction?.({ block_id: block.block_id, action_id: element.action_id, type: element.type, ...about });
  return true;
}

/** A control changed: tell its new value; a "no" to its question puts the old value back. */
export async function changed(place, node) {
  const state = readers.get(node)();
  if (await tell(place, state)) place.held = state;
  else node.replaceWith(place.again(place.held));
}

/** The same surroundings, with one element's value replaced. */
export const withHeld = ({ block, element, env }, held) =>
  ({ ...env, values: { ...env.values, [block.block_id]: { ...env.values?.[block.block_id], [element.action_id]: held } } });

/** Arrow keys and digits change a menu or a date step by step: the app hears of the choice, not of the steps. */
export function settles(control, send) {
  let stepping = false, waiting = false;
  const settle = () => {
    if (waiting) send();
    waiting = false;
  };
  control.addEventListener("keydown", (event) => {
    stepping = !event.altKey && !["Enter", " ", "Tab"].includes(event.key);
    if (event.key !== "Enter" || !waiting) return;
    event.preventDefault(); // Enter settles this choice; it does not also send the form
    settle();
  });
  control.addEventListener("pointerdown", () => (stepping = false));
  control.addEventListener("focusout", (event) => control.contains(event.relatedTarget) || settle());
  control.addEventListener("change", () => {
    waiting = true;
    if (!stepping) settle();
  });
}

/** The question that an element asks before it acts. */
export function agreed(confirm, env) {
  return new Promise((resolve) => {
    const title = el("h2", { id: newId() }, plain(confirm.title?.text)), body = el("p", { id: newId() }, words(confirm.text, env));
    const yes = el("button", { type: "submit", value: "yes", class: `block-button ${styleOf(confirm)}` },
      plain(confirm.confirm?.text ?? t("Yes")));
    const no = el("button", { type: "submit", value: "no", class: "block-button" }, plain(confirm.deny?.text ?? t("Cancel")));
    const form = el("form", { method: "dialog" }, title, body, el("div", { class: "block-choices" }, no, yes));
    const about = { class: "block-confirm", "aria-labelledby": title.id, "aria-describedby": body.id };
    const dialog = el("dialog", about, form);
    dialog.addEventListener("close", () => {
      dismiss(dialog);
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Take a dialog away; what the page put into it to be seen above all, such as a warning, stays in the page. */
export function dismiss(dialog) {
  document.body.append(...[...dialog.children].filter((each) => each.tagName !== "FORM"));
  dialog.remove();
}

export const styleOf = ({ style }) => (["primary", "danger"].includes(style) ? `block-${style}` : "");

/** How a control is called and described, for those who do not see where it stands. */
export function named(place) {
  return {
    id: place.id,
    "aria-label": place.labelled ? undefined : place.name,
    "aria-describedby": place.described,
    "aria-invalid": place.invalid && "true",
    "aria-required": place.required && "true",
    "data-focus-first": place.element.focus_on_load,
  };
}

function button(place) {
  const { element } = place;
  const about = Object.fromEntries(["text", "value", "style"].filter((each) => each in element).map((each) => [each, element[each]]));
  const node = el("button", {
    type: "button", class: `block-button ${styleOf(element)}`, "aria-label": element.accessibility_label,
    onclick: () => tell(place, about),
  }, plain(element.text?.text, element.text?.emoji));
  keep(node, place);
  return element.url ? el("span", { class: "block-goes" }, node, address(node, element.url)) : node;
}

/** Where a link button would lead: written, not followed, since nothing here leads off the machine. */
function address(node, url) {
  node.setAttribute("aria-describedby", newId());
  return el("span", { class: "block-address", id: node.getAttribute("aria-describedby") }, ` (${url})`);
}

/** Escape folds what is unfolded, and does not also close the modal around it. */
export const folds = (frame, isOpen, fold) => frame.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isOpen()) return;
  event.preventDefault();
  fold();
});

const EDGE = 8; // pixels between a menu and the edge of what is seen

function overflow(place) {
  const list = el("div", { class: "block-menu", id: newId(), hidden: true });
  const opener = el("button", {
    type: "button", class: "block-button block-opener", "aria-label": t("More actions"),
    "aria-expanded": "false", "aria-controls": list.id, onclick: () => show(list.hidden),
  }, "⋯");
  const show = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) fit(list);
    (open ? list.firstChild : opener).focus();
  };
  list.append(...(place.element.options ?? []).map((option) => line(place, option, () => show(false))));
  const frame = el("div", { class: "block-overflow" }, keep(opener, place), list);
  folds(frame, () => !list.hidden, () => show(false));
  frame.addEventListener("focusout", (event) => {
    if (list.hidden || frame.contains(event.relatedTarget)) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  });
  return frame;
}

/** Moves a menu that has just opened to where all of it is in sight, whatever holds it or lies below it. */
function fit(list) {
  list.style.translate = "";
  list.classList.remove("block-upwards");
  const { left, right, top, bottom } = sight(list);
  const menu = list.getBoundingClientRect();
  const over = Math.max(0, menu.right + EDGE - right) || Math.min(0, menu.left - EDGE - left);
  list.style.translate = `${-over}px`;
  const opener = list.parentNode.getBoundingClientRect();
  list.classList.toggle("block-upwards", menu.bottom > bottom && opener.top - menu.height >= top);
}

/** What is seen of the place that a node is in: the window, and what scrolls within it. */
function sight(node) {
  const seen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (let above = node.parentElement; above && above !== document.body; above = above.parentElement) {
    if (getComputedStyle(above).overflowY === "visible") continue;
    const { left, top, right, bottom } = above.getBoundingClientRect();
    seen.left = Math.max(seen.left, left);
    seen.top = Math.max(seen.top, top);
    seen.right = Math.min(seen.right, right);
    seen.bottom = Math.min(seen.bottom, bottom);
  }
  return seen;
}

function line(place, option, close) {
  const about = option.description && ` – ${spoken(option.description, place.env)}`;
  const choose = () => {
    close();
    tell(place, { selected_option: option });
  };
  const node = el("button", { type: "button", onclick: choose }, spoken(option.text, place.env), about);
  if (option.url) node.append(address(node, option.url));
  return node;
}

export const PRESSED = { button, overflow };

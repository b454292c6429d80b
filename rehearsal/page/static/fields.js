// Labelled inputs for orders to the workspace, and the orders themselves.
import { t } from "./language.js";
import { el, toast } from "./nodes.js";
import { order } from "./state.js";

let numbered = 0;
let said = null; // of several orders in a row, only the last is on the screen

export function field(words, input) {
  input.id = `order-${(numbered += 1)}`;
  return el("p", { class: "field" }, el("label", { for: input.id }, words), input);
}

/** `[value, words]`, or `[title, [[value, words], …]]` for a group of them. */
function options(entries) {
  return entries.map(([value, words]) =>
    Array.isArray(words) ? el("optgroup", { label: value }, options(words)) : el("option", { value }, words));
}

/** A menu. Filled anew, it keeps what was chosen, and does nothing when nothing is different. */
export function choice(words, entries) {
  const select = el("select", {});
  let filled = "";
  const fill = (list) => {
    if (JSON.stringify(list) === filled) return;
    filled = JSON.stringify(list);
    const before = select.value;
    select.replaceChildren(...options(list));
    select.value = before;
    if (select.selectedIndex < 0 && select.options.length) select.selectedIndex = 0;
  };
  fill(entries);
  return { node: field(words, select), select, fill };
}

export const text = (props = {}) => el("input", { type: "text", maxlength: "80", autocomplete: "off", ...props });

export function box(words) {
  const input = el("input", { type: "checkbox" });
  return { input, node: el("label", { class: "tick" }, input, " ", words) };
}

/** How often trouble strikes. */
export function dose() {
  const times = el("input", { type: "number", min: "1", max: "1000", value: "1" });
  const lasting = box(t("Again and again, until I stop it"));
  return {
    nodes: [field(t("How many times"), times), lasting.node],
    order: () => ({ times: Number(times.value), lasting: lasting.input.checked }),
  };
}

/** Carries an order out and says so; a refusal is said in its own words, and then there is no answer. */
export async function ordered(path, body, words) {
  const answer = await order(path, body);
  said?.remove();
  if (answer) said = toast(typeof words === "function" ? words(answer) : words, 6);
  return answer;
}

/** What somebody typed; an empty box says what it wants and takes the keyboard. */
export function typed(input) {
  const words = input.value.trim();
  input.setCustomValidity(words ? "" : t("Please write something here first."));
  if (!words) input.reportValidity();
  return words;
}

/** A part of the panel that can be folded away; `opened` hears when it was unfolded. */
export function part(title, nodes, opened = () => {}) {
  const details = el("details", { class: "part" }, el("summary", {}, title), el("div", { class: "inside-part" }, nodes));
  details.addEventListener("toggle", () => details.open && opened());
  return details;
}

/* The elements that hold something in sight: fields to write in, pickers, options. */

import { changed, content, keep, named, newId, settles } from "./elements.js";
import { t } from "./language.js";
import { el, plain, secondsOf, wallTime, words } from "./text.js";

/* number_input is a text field: the browser's own would hide what somebody typed that is no number */
const WRITTEN = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };

function written(place) {
  const { element } = place;
  const isLong = Boolean(element.multiline) && element.type === "plain_text_input";
  const counter = element.max_length ? el("span", { class: "block-counter", id: newId() }) : null;
  const field = el(isLong ? "textarea" : "input", {
    ...named(place), class: "block-field", rows: isLong && 4, type: !isLong && WRITTEN[element.type],
    inputmode: element.type === "number_input" && (element.is_decimal_allowed ? "decimal" : "numeric"),
    maxlength: element.max_length, placeholder: plain(element.placeholder?.text), autocomplete: "off",
    "aria-describedby": [place.described, counter?.id].filter(Boolean).join(" "),
  });
  field.value = content(place) ?? "";
  const count = () => counter?.replaceChildren(t("{some} of {all} characters", { some: field.value.length, all: element.max_length }));
  field.addEventListener("input", count);
  count();
  const frame = keep(el("div", { class: "block-written" }, field, counter), place, () => field.value || null);
  speaks(field, isLong, place, () => changed(place, frame));
  return frame;
}

/** When the app hears of typed words: as its config says, and outside modals when the field is left. */
export function speaks(field, isLong, { block, element }, send) {
  const config = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (!block.dispatch_action) field.addEventListener("change", send);
  if (block.dispatch_action && config.includes("on_character_entered")) field.addEventListener("input", send);
  if (!block.dispatch_action || !config.includes("on_enter_pressed")) return;
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (isLong && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault(); // Enter speaks to the app here; it does not send the form
    send();
  });
}

const PICKED = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function picker(place) {
  const { element, env } = place, isMoment = element.type === "datetimepicker";
  const initial = content(place);
  const shown = initial === null ? "" : isMoment ? wallTime(initial, env.zone ?? env.tz) : initial;
  const node = el("input", { ...named(place), class: "block-field block-picked", type: PICKED[element.type] });
  node.value = shown;
  keep(node, place, () => {
    if (node.value === shown) return initial;
    return node.value === "" ? null : isMoment ? secondsOf(node.value, env.zone ?? env.tz) : node.value;
  });
  settles(node, () => changed(place, node));
  return node;
}

/** A group with its name; the name is in sight only in an input block. */
export function group(place, about, ...children) {
  const legend = el("legend", { class: place.labelled ? "block-label" : "block-hidden" }, place.name);
  return el("fieldset", { id: place.id, "aria-describedby": place.described, tabindex: -1, ...about }, legend, ...children);
}

export const keyOf = (value) => value?.value ?? value;

/** A tick box or radio button with its words; options explain themselves in a second line. */
export function box(kind, name, { words: label, about, isOn }, place) {
  const note = about ? el("span", { class: "block-note", id: newId() }, about) : null;
  const invalid = kind === "checkbox" && place.invalid && "true";
  const input = el("input", { type: kind, name, id: newId(), "aria-describedby": note?.id, "aria-invalid": invalid });
  input.checked = isOn;
  const said = el("span", { class: "block-says" }, el("label", { for: input.id }, label), note);
  return { input, row: el("div", { class: "block-option" }, input, said) };
}

function inSight(place) {
  const { element, env } = place;
  const isRadio = element.type === "radio_buttons";
  const chosen = [content(place) ?? []].flat().map(keyOf);
  const name = newId();
  const boxes = (element.options ?? []).map((option) => box(isRadio ? "radio" : "checkbox", name, {
    words: words(option.text, env), about: option.description && words(option.description, env),
    isOn: chosen.includes(option.value),
  }, place));
  const about = { role: isRadio && "radiogroup", "aria-required": isRadio && place.required && "true" };
  const invalid = { "aria-invalid": isRadio && place.invalid && "true", class: "block-options" };
  const frame = group(place, { ...about, ...invalid }, ...boxes.map(({ row }) => row));
  const on = () => element.options.filter((_, index) => boxes[index].input.checked);
  keep(frame, place, () => (isRadio ? (on()[0] ?? null) : on()));
  settles(frame, () => changed(place, frame));
  return frame;
}

const all = (kinds, draw) => Object.fromEntries(kinds.map((kind) => [kind, draw]));

export const HELD = {
  ...all(Object.keys(WRITTEN), written), ...all(Object.keys(PICKED), picker), ...all(["radio_buttons", "checkboxes"], inSight),
};

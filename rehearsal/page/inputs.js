/* The elements that hold something: fields to write in, pickers, options in sight, menus. */

import { changed, content, folds, keep, named, newId, settles, withHeld } from "./elements.js";
import { el, plain, secondsOf, spoken, wallTime, words } from "./text.js";

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
  const count = () => counter?.replaceChildren(`${field.value.length} of ${element.max_length} characters`);
  field.addEventListener("input", count);
  count();
  const frame = keep(el("div", { class: "block-written" }, field, counter), place, () => field.value || null);
  speaks(field, isLong, place, () => changed(place, frame));
  return frame;
}

/** When the app hears of typed words: as its config says, and outside modals when the field is left. */
function speaks(field, isLong, { block, element }, send) {
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
function group(place, about, ...children) {
  const legend = el("legend", { class: place.labelled ? "block-label" : "block-hidden" }, place.name);
  return el("fieldset", { id: place.id, "aria-describedby": place.described, tabindex: -1, ...about }, legend, ...children);
}

const keyOf = (value) => value?.value ?? value;

/** A tick box or radio button with its words; options explain themselves in a second line. */
function box(kind, name, { words: label, about, isOn }, place) {
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

/** What a menu offers: groups of { words, value }. */
function offered({ element, env }, found) {
  const people = (env.people ?? []).map(({ id, name }) => ({ words: name, value: id }));
  const channels = (env.channelList ?? []).map(({ id, name }) => ({ words: /^[CG]/.test(id) ? `#${name.replace(/^#/, "")}` : name, value: id }));
  const ids = { users: people, conversations: channels, channels }[element.type.replace(/^multi_|_select$/g, "")];
  if (ids) return [{ items: ids }];
  const option = (each) => ({
    words: spoken(each.text, env) + (each.description ? ` – ${spoken(each.description, env)}` : ""), value: each,
  });
  const { options, option_groups: groups } = found ?? element;
  return (groups ?? [{ options: options ?? [] }]).map((each) => ({
    label: each.label && spoken(each.label, env), items: each.options.map(option),
  }));
}

/** What is chosen but not offered, such as somebody who left, is still shown. */
function withChosen(groups, chosen, env) {
  const known = new Set(groups.flatMap(({ items }) => items.map(({ value }) => keyOf(value))));
  const missing = chosen.filter((each) => !known.has(keyOf(each)));
  const items = missing.map((value) => ({ words: value.text ? spoken(value.text, env) : (env.names?.(value) ?? value), value }));
  return items.length ? [{ items }, ...groups] : groups;
}

function menu(place, found) {
  const chosen = [content(place) ?? []].flat();
  const groups = withChosen(offered(place, found), chosen, place.env);
  const items = groups.flatMap((each) => each.items);
  const first = el("option", { disabled: !place.optional, hidden: !place.optional }, place.invitation);
  first.value = "";
  const node = el("select", { ...named(place), class: "block-field block-select" }, first);
  for (const { label, items: some } of groups) {
    const drawn = some.map((each) => el("option", { value: items.indexOf(each) }, each.words));
    node.append(...(label ? [el("optgroup", { label }, ...drawn)] : drawn));
  }
  const at = items.findIndex(({ value }) => chosen.some((each) => keyOf(each) === keyOf(value)));
  node.value = at < 0 ? "" : String(at);
  keep(node, place, () => items[node.value]?.value ?? null);
  settles(node, () => changed(place, node));
  return node;
}

function several(place, found) {
  const chosen = content(place).map(keyOf);
  const groups = withChosen(offered(place, found), content(place), place.env);
  const items = groups.flatMap((each) => each.items);
  const boxes = items.map(({ words: label, value }) => box("checkbox", "", { words: label, isOn: chosen.includes(keyOf(value)) }, place));
  const summary = el("summary", { class: "block-field", "data-focus-first": place.element.focus_on_load });
  const on = () => items.filter((_, index) => boxes[index].input.checked);
  const count = () => {
    summary.replaceChildren(on().map((each) => each.words).join(", ") || place.invitation);
    const isFull = on().length >= (place.element.max_selected_items ?? Infinity);
    for (const { input } of boxes) input.disabled = isFull && !input.checked;
  };
  count();
  const list = el("div", { class: "block-list" }, ...boxes.map(({ row }) => row));
  const details = el("details", {}, summary, boxes.length > 8 && narrowing(items, boxes), list);
  const frame = group(place, { class: "block-several" }, details);
  keep(frame, place, () => on().map(({ value }) => value));
  frame.addEventListener("change", (event) => event.target.type === "checkbox" && (count(), changed(place, frame)));
  folds(frame, () => details.open, () => (summary.focus(), (details.open = false)));
  return frame;
}

/** A long list can be narrowed by typing. */
function narrowing(items, boxes) {
  const narrow = ({ target }) => items.forEach(({ words: label }, index) => {
    boxes[index].row.hidden = !label.toLowerCase().includes(target.value.toLowerCase());
  });
  return el("input", { type: "search", class: "block-field", "aria-label": "Show only", placeholder: "Show only…", oninput: narrow });
}

/** A menu whose options the app gives on being asked: `env.suggest(about)` brings `options` or `option_groups`. */
const external = (draw) => (place) => {
  const { block, element, env } = place;
  const drawn = (found) => draw({ ...place, again: (held) => draw({ ...place, env: withHeld(place, held) }, found) }, found);
  const status = el("span", { role: "status", class: "block-note" });
  const search = el("input", { type: "search", class: "block-field", "aria-label": `Search: ${place.name}`, placeholder: "Search…", disabled: !env.suggest });
  search.addEventListener("input", async () => {
    if (search.value.length < (element.min_query_length ?? 3)) return;
    const asked = { block_id: block.block_id, action_id: element.action_id, value: search.value };
    const found = (await env.suggest(asked)) ?? {};
    frame.lastChild.replaceWith(drawn(found));
    status.textContent = `${offered(place, found).flatMap(({ items }) => items).length} found`;
  });
  const frame = el("div", { class: "block-external" }, search, status, drawn({ options: [] }));
  return frame;
};

function file(place) {
  const { element } = place;
  const accept = (element.filetypes ?? []).map((each) => `.${each}`).join(",");
  const node = el("input", { ...named(place), type: "file", class: "block-field", accept, multiple: (element.max_files ?? 10) > 1 });
  const told = ({ name, size, type }) => ({ name, title: name, size, mimetype: type, filetype: name.split(".").pop() });
  keep(node, place, () => (node.files.length ? [...node.files].slice(0, element.max_files ?? 10).map(told) : content(place)));
  node.addEventListener("change", () => changed(place, node));
  return node;
}

const all = (kinds, draw) => Object.fromEntries(kinds.map((kind) => [kind, draw]));
const MENUS = ["static_select", "users_select", "conversations_select", "channels_select"];

export const HELD = {
  ...all(Object.keys(WRITTEN), written), ...all(Object.keys(PICKED), picker),
  ...all(["radio_buttons", "checkboxes"], inSight), ...all(MENUS, (place) => menu(place)),
  ...all(MENUS.map((kind) => `multi_${kind}`), (place) => several(place)),
  external_select: external(menu), multi_external_select: external(several), file_input: file,
};

/* Menus: their options are the app's, the workspace's people and channels, or what the app finds on being asked. */

import { changed, content, folds, keep, named, newId, settles, valuesIn, withHeld } from "./elements.js";
import { box, group, keyOf } from "./inputs.js";
import { t } from "./language.js";
import { el, spoken } from "./text.js";

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
  return (groups?.length ? groups : [{ options: options ?? [] }]).map((each) => ({
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
  return el("input", { type: "search", class: "block-field", "aria-label": t("Show only"), placeholder: t("Show only…"), oninput: narrow });
}

const LEAST_TYPED = 3; // characters before Slack asks the app, where the element does not say
const NOTHING = t("No results found"); // what Slack says as well when the app is late or wrong

/** A menu whose options the app gives: `env.suggest(asked)` brings `options` or `option_groups`, or what is `missing`. */
const external = (draw, isSeveral) => (outer) => {
  const { block, element, env } = outer;
  // a list of tick boxes takes no label: in an input block, its search has it
  const place = isSeveral ? { ...outer, id: newId(), labelled: false } : outer;
  const status = el("span", { role: "status", class: "block-note" });
  const search = el("input", {
    type: "search", class: "block-field", id: isSeveral && outer.id, "aria-label": t("Search: {what}", { what: place.name }), placeholder: t("Search…"), autocomplete: "off", disabled: !env.suggest,
  });
  const drawn = (found, surroundings = env) =>
    draw({ ...place, env: surroundings, again: (held) => drawn(found, withHeld(place, held)) }, found);
  const show = (found) => {
    const held = valuesIn(frame)[block.block_id ?? ""][element.action_id ?? ""];
    frame.lastChild.replaceWith(drawn(found, withHeld(place, held))); // what was chosen before stays chosen
    const many = offered(place, found).flatMap(({ items }) => items).length;
    status.textContent = many ? t("{n} found", { n: many }) : found.missing ? `${NOTHING}. ${t("The app did not answer.")}` : NOTHING;
  };
  searches(search, element.min_query_length ?? LEAST_TYPED, status, show,
    (value) => env.suggest({ block_id: block.block_id, action_id: element.action_id, value }));
  const frame = el("div", { class: "block-external" }, search, status, drawn({ options: [] }));
  return frame;
};

/** From the `least` character on every letter asks; an answer that comes after the next letter is none any more. */
function searches(search, least, status, show, find) {
  let asked = 0;
  const ask = async () => {
    const mine = (asked += 1), missing = least - search.value.length;
    status.textContent = missing > 0 ? t(missing > 1 ? "Type {n} more characters" : "Type {n} more character", { n: missing }) : t("Searching…");
    if (missing > 0) return;
    const found = (await find(search.value)) ?? { missing: "refused" };
    if (mine === asked) show(found);
  };
  search.addEventListener("input", ask);
  search.addEventListener("focus", () => !least && !asked && ask());
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // it does not send the form
}

const all = (kinds, draw) => Object.fromEntries(kinds.map((kind) => [kind, draw]));
const KINDS = ["static_select", "users_select", "conversations_select", "channels_select"];

export const MENUS = {
  ...all(KINDS, (place) => menu(place)), ...all(KINDS.map((kind) => `multi_${kind}`), (place) => several(place)),
  external_select: external(menu), multi_external_select: external(several, true),
};

/* Slack's blocks, drawn. A block or element that this page does not know is shown as Slack would treat it. */

import { SMALL } from "./agents.js";
import { CARDS } from "./cards.js";
import { chart } from "./charts.js";
import { EDITOR } from "./editor.js";
import { HOLDS, PRESSED, content, newId, withHeld } from "./elements.js";
import { FILE } from "./files.js";
import { HELD } from "./inputs.js";
import { t } from "./language.js";
import { markdown } from "./markdown.js";
import { MENUS } from "./menus.js";
import { picture } from "./pictures.js";
import { refused, rich } from "./rich.js";
import { dataTable, table } from "./tables.js";
import { el, heard, plain, spoken, words } from "./text.js";

export { valuesIn } from "./elements.js";

/** All blocks of a message, a modal or App Home. */
export function drawBlocks(blocks, env) {
  const frame = el("div", { class: "blocks" }, ...(blocks ?? []).map((block) => drawBlock(block, env)));
  return env.heard ? el("div", { class: "blocks block-heard" }, ...heard(frame).map((line) => el("p", {}, line))) : frame;
}

const all = (kinds, places) => Object.fromEntries(kinds.split(" ").map((kind) => [kind, places]));
const PLACES = {
  ...all("container context_actions data_visualization file markdown plan task_card", ["message"]),
  ...all("carousel data_table table", ["message", "home"]), alert: ["modal"],
};
const ELEMENTS = { ...PRESSED, ...HELD, ...MENUS, ...FILE, ...EDITOR, ...SMALL };

function drawBlock(block, env) {
  const kind = block?.type;
  const isMisplaced = Object.hasOwn(PLACES, kind ?? "") && !PLACES[kind].includes(env.surface);
  if (isMisplaced || !Object.hasOwn(BLOCKS, kind ?? "")) return refused(kind);
  try {
    return BLOCKS[kind](block, env, { block: drawBlock, element: drawElement });
  } catch (fault) {
    console.warn(fault); // a malformed block is seen as one; it does not take the page with it
    return refused(kind);
  }
}

const UNNAMED = { datepicker: t("Date"), timepicker: t("Time"), datetimepicker: t("Date and time") };

/** One element. `about` says how it is named: see `named`. */
function drawElement(element, block, env, about = {}) {
  const kind = element?.type ?? "";
  if (kind === "image") return picture(element);
  if (!Object.hasOwn(ELEMENTS, kind)) return refused(kind);
  const invitation = plain(element.placeholder?.text) || t("Choose…");
  const isAsked = block.type === "input" && !block.dispatch_action && env.surface === "modal";
  const place = { id: newId(), name: plain(element.placeholder?.text), invitation, ...about, element, block, env, quiet: isAsked };
  if (Object.hasOwn(HOLDS, kind)) place.held = { type: kind, [HOLDS[kind][0]]: content(place) };
  place.name ||= UNNAMED[kind] ?? t("Choice");
  place.again = (held) => drawElement(element, block, withHeld(place, held), about);
  return ELEMENTS[kind](place);
}

function section(block, env) {
  const { text, fields, accessory } = block;
  const says = el("div", { class: "block-says" }, text && el("div", { class: "block-text" }, words(text, env)));
  if (fields) says.append(el("div", { class: "block-fields" }, ...fields.map((each) => el("div", { class: "block-text" }, words(each, env)))));
  const about = { name: text ? [spoken(text, env), plain(accessory?.placeholder?.text)].filter(Boolean).join(" ") : undefined };
  const beside = accessory && el("div", { class: "block-accessory" }, drawElement(accessory, block, env, about));
  return el("div", { class: "block-section" }, says, beside);
}

const GROUPS = /^(radio_buttons|checkboxes|multi_(?!external))/;

function input(block, env) {
  const { label, hint, element, optional } = block;
  const wrong = env.errors?.[block.block_id];
  const error = wrong && el("p", { class: "block-error", id: newId() }, t(wrong)); // Slack's own words, or the app's
  const note = hint && el("p", { class: "block-hint block-text", id: newId() }, words(hint, env));
  const about = {
    id: newId(), name: spoken(label, env) + (optional ? ` ${t("(optional)")}` : ""), labelled: true, optional,
    required: !optional, invalid: Boolean(wrong), described: [error?.id, note?.id].filter(Boolean).join(" "),
  };
  const isGroup = GROUPS.test(element?.type);
  const name = isGroup ? null : el("label", { class: "block-label", for: about.id }, about.name);
  const drawn = drawElement(element, block, env, about);
  return el("div", { class: `block-input ${wrong ? "block-wrong" : ""}` }, name, drawn, error, note);
}

function context({ elements }, env) {
  const draw = (each) => (each.type === "image" ? picture(each) : el("span", { class: "block-text" }, words(each, env)));
  return el("div", { class: "block-context" }, ...elements.map(draw));
}

function image(block, env) {
  const title = block.title && el("figcaption", {}, words(block.title, env));
  return el("figure", { class: "block-figure" }, title, picture(block));
}

const BLOCKS = {
  section, input, context, image, table, markdown, rich_text: rich, data_table: dataTable, data_visualization: chart, ...CARDS,
  header: ({ text, level = 1 }, env) => el("h" + Math.min(6, level + 2), { class: "block-header" }, words(text, env)),
  divider: () => el("hr"),
  actions: (block, env) => el("div", { class: "block-actions" }, ...block.elements.map((each) => drawElement(each, block, env))),
};

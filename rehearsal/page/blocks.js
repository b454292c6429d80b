/* Slack's blocks, drawn. A block or element that this page does not know is shown as Slack would treat it. */

import { HOLDS, PRESSED, content, newId, picture, withHeld } from "./elements.js";
import { HELD } from "./inputs.js";
import { dated, el, heard, link, mention, mrkdwn, plain, spoken, words } from "./text.js";
import { emoji } from "./emoji.js";

export { valuesIn } from "./elements.js";

/** All blocks of a message, a modal or App Home. */
export function drawBlocks(blocks, env) {
  const frame = el("div", { class: "blocks" }, ...(blocks ?? []).map((block) => drawBlock(block, env)));
  return env.heard ? el("div", { class: "blocks block-heard" }, ...heard(frame).map((line) => el("p", {}, line))) : frame;
}

const PLACES = { markdown: ["message"], table: ["message", "home"] };

function drawBlock(block, env) {
  const kind = block?.type;
  const isMisplaced = Object.hasOwn(PLACES, kind ?? "") && !PLACES[kind].includes(env.surface);
  if (isMisplaced || !Object.hasOwn(BLOCKS, kind ?? "")) return refused(kind);
  try {
    return BLOCKS[kind](block, env);
  } catch (fault) {
    console.warn(fault); // a malformed block is seen as one; it does not take the page with it
    return refused(kind);
  }
}

const refused = (kind) => el("p", { class: "block-refused" }, `Slack would refuse this block: ${kind}`);

const UNNAMED = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

/** One element. `about` says how it is named: see `named`. */
function drawElement(element, block, env, about = {}) {
  const kind = element?.type ?? "";
  const draw = { ...PRESSED, ...HELD };
  if (kind === "image") return picture(element);
  if (!Object.hasOwn(draw, kind)) return refused(kind);
  const invitation = plain(element.placeholder?.text) || "Choose…";
  const isAsked = block.type === "input" && !block.dispatch_action && env.surface === "modal";
  const place = { id: newId(), name: plain(element.placeholder?.text), invitation, ...about, element, block, env, quiet: isAsked };
  if (Object.hasOwn(HOLDS, kind)) place.held = { type: kind, [HOLDS[kind][0]]: content(place) };
  place.name ||= UNNAMED[kind] ?? "Choice";
  place.again = (held) => drawElement(element, block, withHeld(place, held), about);
  return draw[kind](place);
}

function section(block, env) {
  const { text, fields, accessory } = block;
  const says = el("div", { class: "block-says" }, text && el("div", { class: "block-text" }, words(text, env)));
  if (fields) says.append(el("div", { class: "block-fields" }, ...fields.map((each) => el("div", { class: "block-text" }, words(each, env)))));
  const about = { name: text ? [spoken(text, env), plain(accessory?.placeholder?.text)].filter(Boolean).join(" ") : undefined };
  const beside = accessory && el("div", { class: "block-accessory" }, drawElement(accessory, block, env, about));
  return el("div", { class: "block-section" }, says, beside);
}

const GROUPS = /^(radio_buttons|checkboxes|multi_)/;

function input(block, env) {
  const { label, hint, element, optional } = block;
  const wrong = env.errors?.[block.block_id];
  const error = wrong && el("p", { class: "block-error", id: newId() }, wrong);
  const note = hint && el("p", { class: "block-hint block-text", id: newId() }, words(hint, env));
  const about = {
    id: newId(), name: spoken(label, env) + (optional ? " (optional)" : ""), labelled: true, optional,
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

function table({ rows, column_settings: settings = [] }, env) {
  const cell = (each) => (each.type === "rich_text" ? rich(each, env) : document.createTextNode(plain(each.text)));
  const drawn = (tag, row) => el("tr", {}, ...row.map((each, index) => {
    const { align, is_wrapped: isWrapped } = settings[index] ?? {};
    const sides = { center: "block-center", right: "block-right" }[align] ?? "";
    return el(tag, { scope: tag === "th" && "col", class: `${sides} ${isWrapped === false ? "block-unwrapped" : ""}`.trim() }, cell(each));
  }));
  const [first, ...rest] = rows;
  const whole = el("table", {}, el("thead", {}, drawn("th", first)), el("tbody", {}, ...rest.map((row) => drawn("td", row))));
  // it scrolls sideways on a phone; only what has the focus can be scrolled by keyboard
  return el("div", { class: "block-table", tabindex: 0, role: "region", "aria-label": "Table" }, whole);
}

/* rich_text */

function rich({ elements }, env) {
  const drawn = elements.map((each) => (Object.hasOwn(PARTS, each.type) ? PARTS[each.type](each, env) : refused(each.type)));
  return el("div", { class: "block-rich" }, ...nested(drawn));
}

/** Slack sends the lists within a list as neighbours with an indent; they belong below the line above. */
function nested(drawn) {
  const top = [], open = [];
  for (const node of drawn) {
    const depth = Number(node.dataset?.indent ?? -1);
    if (depth < 0) open.length = 0;
    while (open.length && open.at(-1).dataset.indent >= depth) open.pop();
    if (open.at(-1)?.lastElementChild) open.at(-1).lastElementChild.append(node);
    else top.push(node);
    if (depth >= 0) open.push(node);
  }
  return top;
}

const pieces = (part, env) => (part.elements ?? []).map((each) => piece(each, env));

const PARTS = {
  rich_text_section: (part, env) => el("div", { class: "block-text" }, ...pieces(part, env)),
  rich_text_quote: (part, env) => el("blockquote", { class: "block-text" }, ...pieces(part, env)),
  rich_text_preformatted: (part, env) => el("pre", {}, el("code", {}, ...pieces(part, env))),
  rich_text_list: (part, env) => {
    const isOrdered = part.style === "ordered";
    const about = { "data-indent": String(part.indent ?? 0), start: isOrdered && part.offset ? part.offset + 1 : undefined };
    return el(isOrdered ? "ol" : "ul", about, ...part.elements.map((each) => el("li", { class: "block-text" }, ...pieces(each, env))));
  },
};

const PIECES = {
  text: ({ text }) => text,
  link: ({ url, text }) => link(url, text),
  user: ({ user_id: id }, env) => mention("@" + (env.names?.(id) ?? id)),
  channel: ({ channel_id: id }, env) => mention("#" + (env.channels?.(id) ?? id)),
  usergroup: ({ usergroup_id: id }) => mention("@" + id),
  broadcast: ({ range }) => mention("@" + range),
  emoji: ({ name, skin_tone: tone }) => emoji(tone ? `${name}::skin-tone-${tone}` : name) ?? `:${name}:`,
  date: ({ timestamp, format, fallback, url }, env) => dated(String(timestamp), format, fallback ?? "", env, url),
  color: ({ value }) => value,
};
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function piece(each, env) {
  if (!Object.hasOwn(PIECES, each.type)) return refused(each.type);
  const worn = Object.keys(STYLES).filter((style) => each.style?.[style]);
  return worn.reduce((inner, style) => el(STYLES[style], {}, inner), PIECES[each.type](each, env));
}

/* markdown */

const MARKDOWN = [
  [/^(#{1,6}) +(.*)/, ([, marks, text], env) => el("h" + Math.min(6, marks.length + 2), {}, ...marked(text, env))],
  [/^(?:-{3,}|\*{3,})$/, () => el("hr")],
  [/^> ?(.*)/, ([, text], env) => el("blockquote", {}, ...marked(text, env))],
  [/^ *[-*+] +(?:\[([ xX])\] +)?(.*)/, ([, tick, text], env) => listed("ul", tick, text, env)],
  [/^ *\d+[.)] +(.*)/, ([, text], env) => listed("ol", undefined, text, env)],
  [/^(.+)/, ([, text], env) => el("p", {}, ...marked(text, env))],
];
const listed = (tag, tick, text, env) =>
  el(tag, {}, el("li", {}, tick === undefined ? null : (tick === " " ? "☐ " : "☑ "), ...marked(text, env)));

function markdown({ text }, env) {
  const frame = el("div", { class: "block-markdown block-text" });
  text.split(/^```.*\n([\s\S]*?)^```$/m).forEach((part, index) => {
    if (index % 2) return frame.append(el("pre", {}, el("code", {}, part.replace(/\n$/, ""))));
    return part.split("\n").forEach((line, at, all) => line.trim() && joined(frame, markdownLine(line, env), at > 0 && all[at - 1].trim()));
  });
  return frame;
}

function markdownLine(line, env) {
  const [pattern, draw] = MARKDOWN.find(([each]) => each.test(line));
  return draw(pattern.exec(line), env);
}

/** Neighbouring lines of one kind are one list, quote or paragraph. */
function joined(frame, node, isNeighbour) {
  const last = frame.lastElementChild;
  if (!isNeighbour || last?.tagName !== node.tagName || /^(H|PRE)/.test(node.tagName)) return frame.append(node);
  if (node.firstElementChild?.tagName !== "LI") last.append(el("br"));
  return last.append(...node.childNodes);
}

/** Markdown's own marks are put as Slack's, after which the words are drawn as everywhere else. */
function marked(text, env) {
  const safe = text.replace(/&(?!\w+;)/g, "&amp;").replace(/<(?![@#!]|https?:)/g, "&lt;");
  const slacks = safe.replace(/(^|[^*])\*(?![*\s])([^*]+)\*(?!\*)/g, "$1_$2_").replace(/\*\*(.+?)\*\*|__(.+?)__/g, (_, a, b) => `*${a ?? b}*`)
    .replace(/~~(.+?)~~/g, "~$1~").replace(/!?\[([^\]]*)\]\(((?:https?|mailto):[^)\s]+)\)/g, "<$2|$1>");
  return [...mrkdwn(slacks, env).childNodes];
}

const BLOCKS = {
  section, input, context, image, table, markdown, rich_text: rich,
  header: ({ text, level = 1 }, env) => el("h" + Math.min(6, level + 2), { class: "block-header" }, words(text, env)),
  divider: () => el("hr"),
  actions: (block, env) => el("div", { class: "block-actions" }, ...block.elements.map((each) => drawElement(each, block, env))),
};

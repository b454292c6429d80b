/* rich_text, as Slack draws it. */

import { emoji } from "./emoji.js";
import { t } from "./language.js";
import { dated, el, link, mention } from "./text.js";

/** What Slack does not know either. */
export const refused = (kind) => el("p", { class: "block-refused" }, t("Slack would refuse this block: {kind}", { kind }));

/** A whole rich_text. */
export function rich({ elements }, env) {
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

/* Between a rich_text and the marks that people type for it: *bold* _italic_ ~strike~ `code`, lists, quotes, code blocks. */

import { emoji } from "./emoji.js";

const MARKS = { "*": "bold", _: "italic", "~": "strike" };
const MARKED = /`([^`\n]+)`|(?<![\p{L}\p{N}*_~])([*_~])(?=\S)(.+?)(?<!\s)\2(?![\p{L}\p{N}])|(https?:\/\/[^\s<>|]+)|:([a-z0-9_+'-]+):|(?<![\p{L}\p{N}])([@#])/gu;
const LISTED = /^( *)(?:[•*-]|(\d+)\.) +(.*)$/;

/** What was typed as a rich_text; null where nothing was. `env` tells who and what can be named. */
export function richOf(text, env) {
  const elements = [];
  text.split(/^```\n?([\s\S]*?)\n?```$/m).forEach((piece, index) => {
    if (index % 2) elements.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: piece }] });
    else if (piece.trim()) elements.push(...grouped(piece.replace(/^\n|\n$/g, "").split("\n"), env));
  });
  return elements.length ? { type: "rich_text", elements } : null;
}

/** Neighbouring lines of one kind are one part. */
function grouped(lines, env) {
  const parts = [];
  for (const line of lines) {
    const made = lineOf(line), last = parts.at(-1);
    const isSame = last && ["type", "style", "indent"].every((name) => last[name] === made[name]);
    if (isSame) last.said.push(...made.said);
    else parts.push(made);
  }
  const section = (line) => ({ type: "rich_text_section", elements: pieces(line, env) });
  return parts.map(({ said, ...part }) =>
    ({ ...part, elements: part.type === "rich_text_list" ? said.map(section) : pieces(said.join("\n"), env) }));
}

function lineOf(line) {
  const [, spaces, number, words] = LISTED.exec(line) ?? [];
  if (words !== undefined) return { type: "rich_text_list", style: number ? "ordered" : "bullet", indent: Math.floor(spaces.length / 2), said: [words] };
  return line.startsWith(">") ? { type: "rich_text_quote", said: [line.replace(/^> ?/, "")] } : { type: "rich_text_section", said: [line] };
}

function pieces(text, env, style = {}) {
  const found = [], worn = Object.keys(style).length ? { style } : {};
  const say = (words) => words && found.push({ type: "text", text: words, ...worn });
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index < at) continue; // within a name that was just read
    const [whole, code, mark, inner, url, name, sign] = match;
    const called = sign && calledAt(text, match.index, sign, env);
    if ((sign && !called) || (name && !emoji(name))) continue;
    say(text.slice(at, match.index));
    if (code !== undefined) found.push({ type: "text", text: code, style: { ...style, code: true } });
    else if (mark) found.push(...pieces(inner, env, { ...style, [MARKS[mark]]: true }));
    else found.push({ ...(url ? { type: "link", url } : name ? { type: "emoji", name } : called.piece), ...worn });
    at = match.index + (called?.length ?? whole.length);
  }
  say(text.slice(at));
  return found;
}

/** The person, channel or crowd named here; the longest name that fits. */
function calledAt(text, at, sign, env) {
  const people = (env.people ?? []).map(({ id, name }) => [name, { type: "user", user_id: id }]);
  const crowds = ["here", "channel", "everyone"].map((range) => [range, { type: "broadcast", range }]);
  const rooms = (env.channelList ?? []).map(({ id, name }) => [name, { type: "channel", channel_id: id }]);
  const fitting = (sign === "@" ? [...people, ...crowds] : rooms).filter(([name]) => text.startsWith(name, at + 1));
  const [name, piece] = fitting.sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return piece && { piece, length: name.length + 1 };
}

/** A rich_text as it would be typed. */
export const typedOf = (rich, env) => (rich?.elements ?? []).map((part) => LINES[part.type]?.(part, env) ?? "").join("\n");

/** Marks stand where a style begins and where it ends, not around every piece that wears it. */
function said(part, env) {
  const open = [];
  let typed = "";
  for (const each of [...(part.elements ?? []), {}]) {
    const worn = each.style?.code ? ["`"] : Object.keys(MARKS).filter((mark) => each.style?.[MARKS[mark]]);
    while (open.some((mark) => !worn.includes(mark))) typed += open.pop();
    for (const mark of worn.filter((one) => !open.includes(one))) typed += open[open.push(mark) - 1];
    typed += WORDS[each.type]?.(each, env) ?? "";
  }
  return typed;
}

const LINES = {
  rich_text_section: said,
  rich_text_quote: (part, env) => said(part, env).replace(/^/gm, "> "),
  rich_text_preformatted: (part, env) => `\`\`\`\n${said(part, env)}\n\`\`\``,
  rich_text_list: (part, env) => part.elements.map((each, index) =>
    " ".repeat(2 * (part.indent ?? 0)) + (part.style === "ordered" ? `${index + 1 + (part.offset ?? 0)}. ` : "• ") + said(each, env)).join("\n"),
};

const WORDS = {
  text: ({ text }) => text, link: ({ url, text }) => (text && text !== url ? `${text} (${url})` : url), emoji: ({ name }) => `:${name}:`,
  user: ({ user_id: id }, env) => `@${env.names?.(id) ?? id}`, channel: ({ channel_id: id }, env) => `#${env.channels?.(id) ?? id}`,
  broadcast: ({ range }) => `@${range}`, date: ({ fallback }) => fallback ?? "", color: ({ value }) => value,
};

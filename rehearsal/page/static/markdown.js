/* The markdown block: Markdown as Slack reads it. */

import { el, mrkdwn } from "./text.js";

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

/** A whole markdown block. */
export function markdown({ text }, env) {
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

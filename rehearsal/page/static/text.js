/* Text as Slack shows it. Everything becomes text nodes: no word of anybody's is ever read as HTML. */

import { emoji } from "./emoji.js";
import { t } from "./language.js";

/** An element with attributes, listeners (`onclick`) and children; empty children and attributes are left out. */
export function el(tag, about = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === undefined || value === null || value === false || value === "") continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const withEmoji = (text) => text.replace(/:([\w+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emoji(name) ?? whole);

/** A plain_text as a string: entities read, `:names:` as emoji unless they are switched off. */
export function plain(text, emojiToo = true) {
  const shown = unescape(String(text ?? ""));
  return emojiToo === false ? shown : withEmoji(shown);
}

/** A mrkdwn text. `env` needs `names` and `channels`; `zone`, `locale` and `now` (ms) are optional. */
export function mrkdwn(text, env) {
  const fragment = document.createDocumentFragment();
  String(text ?? "").split(/\n?```\n?([\s\S]*?)\n?```\n?/).forEach((piece, index) => {
    if (index % 2) fragment.append(el("pre", {}, el("code", {}, unescape(unlinked(piece)))));
    else fragment.append(...lines(piece, env));
  });
  return fragment;
}

/** A text object of either kind, for a node's children. */
export const words = (object, env) =>
  object?.type === "mrkdwn" ? mrkdwn(object.text, env) : document.createTextNode(plain(object?.text, object?.emoji));

/** A text object as a string, where only a string fits: labels for the ear, options of a menu. */
export function spoken(object, env) {
  return object?.type === "mrkdwn" ? mrkdwn(object.text, env).textContent : plain(object?.text, object?.emoji);
}

/** Lines as they are, neighbouring `>` lines together. Slack draws no lists in mrkdwn: "• one" stays text. */
function lines(text, env) {
  const nodes = [];
  let quote = null, restIsQuoted = false;
  for (const [index, line] of text.split("\n").entries()) {
    const mark = restIsQuoted ? [""] : /^(?:&gt;&gt;&gt;|>>>|&gt;|>) ?/.exec(line);
    restIsQuoted ||= Boolean(mark && /^(&gt;|>){3}/.test(mark[0]));
    const into = mark ? (quote ?? el("blockquote")) : null;
    if (mark && !quote) nodes.push(into);
    else if (mark) into.append(el("br"));
    else if (index && !quote) nodes.push(el("br"));
    if (mark) into.append(...inline(line.slice(mark[0].length), env));
    else nodes.push(...inline(line, env));
    quote = into;
  }
  return nodes;
}

/* A link counts as one piece, so that the marks in its address are none; no text can be cut in two ways. */
const styled = (mark) => `(?<![\\p{L}\\p{N}${mark}])[${mark}](?=\\S)((?:<[^<>]*>|[^${mark}\\n<]|<(?![^<>]*>))+?)`
  + `(?<!\\s)[${mark}](?![\\p{L}\\p{N}])`;
const INLINE = new RegExp(
  ["<([^<>\\n]+)>", "`([^`\\n]+)`", styled("*"), styled("_"), styled("~")].join("|"), "gu");
const STYLES = ["strong", "em", "s"];

function inline(text, env) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(plain(text.slice(at, match.index)));
    const [, markup, code, ...inner] = match;
    const style = inner.findIndex((each) => each !== undefined);
    if (markup !== undefined) nodes.push(bracketed(markup, env));
    else if (code !== undefined) nodes.push(el("code", {}, unescape(unlinked(code))));
    else nodes.push(el(STYLES[style], {}, ...inline(inner[style], env)));
    at = match.index + match[0].length;
  }
  return [...nodes, plain(text.slice(at))].filter((each) => each !== "");
}

/** Inside code Slack shows what a link says, not a link. */
const unlinked = (text) => text.replace(/<(?:[^<>|\n]*\|)?([^<>|\n]+)>/g, "$1");

function bracketed(markup, env) {
  const bar = markup.indexOf("|");
  const body = bar < 0 ? markup : markup.slice(0, bar);
  const label = bar < 0 ? "" : plain(markup.slice(bar + 1));
  if (body.startsWith("!date^")) {
    const [, stamp, format, address] = body.split("^");
    return dated(stamp, format, label, env, address);
  }
  if (body.startsWith("@")) return mention("@" + (env.names?.(body.slice(1)) ?? (label || body.slice(1))));
  if (body.startsWith("#")) return mention("#" + (env.channels?.(body.slice(1)) ?? (label || body.slice(1))));
  if (body.startsWith("!")) return mention("@" + (label || body.slice(1)).replace(/^@/, ""));
  if (/^(https?|mailto|tel|slack):/i.test(body)) return link(unescape(body), label);
  return document.createTextNode(plain(`<${markup}>`));
}

/** A name that Slack sets off from the text around it. */
export const mention = (text) => el("span", { class: "block-mention" }, text);

/** A link is text with its address beside it: nothing on this page leads off the machine. */
export function link(address, label) {
  const shown = label && label !== address ? label : "";
  return el("span", { class: "block-link" }, el("span", { class: "block-linked" }, shown || address), shown && written(address));
}

const written = (address) => el("span", { class: "block-address" }, ` (${address})`);

/** A moment in the reader's own time zone and language, in Slack's formats; its fallback where the moment is none. */
export function dated(stamp, format, fallback, env, address) {
  const moment = new Date(Number(stamp) * 1000);
  if (!/^\d+$/.test(stamp) || Number.isNaN(moment.getTime())) return document.createTextNode(fallback);
  const shown = plain(format).replace(/\{(\w+)\}/g, (whole, name) => dateIn(name, moment, env) ?? whole);
  const time = el("time", { datetime: moment.toISOString(), title: fallback }, shown);
  return address ? el("span", {}, time, written(address)) : time;
}

const zoneOf = (env) => env?.zone ?? env?.tz;

/** The language in which the reader's Slack writes dates; in every English as in the American one. Everybody here has
 *  chosen the 24-hour clock in their preferences: an hour looks the same wherever it stands on the page. */
const localeOf = (env) => (/^en\b/.test(env?.locale ?? "en") ? "en" : env.locale);

const DATES = {
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

function dateIn(name, moment, env) {
  const locale = localeOf(env);
  const say = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zoneOf(env) }).format(moment).replace("\u202f", " ");
  if (name === "date_num") return wallTime(moment / 1000, zoneOf(env)).slice(0, 10);
  if (name === "ago") return since((moment - (env?.now ?? Date.now())) / 1000, locale);
  const bare = name.replace(/_pretty$/, "");
  return (bare !== name && nearby(moment, env)) || (DATES[bare] && ordinal(say(DATES[bare]), bare, locale));
}

/** "February 18th, 2014": Slack writes the long months with an ordinal, in English. */
function ordinal(text, name, locale) {
  if (locale !== "en" || (name !== "date" && name !== "date_long")) return text;
  return text.replace(/(\d{1,2})(?=,)/, (day) => day + (/1[123]$/.test(day) ? "th" : { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th"));
}

function nearby(moment, env) {
  const day = (at) => Date.parse(wallTime(at / 1000, zoneOf(env)).slice(0, 10)) / 86_400_000;
  const away = day(moment) - day(env?.now ?? Date.now());
  return Math.abs(away) <= 1 ? new Intl.RelativeTimeFormat(localeOf(env), { numeric: "auto" }).format(away, "day") : undefined;
}

function since(seconds, locale) {
  const units = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? units[3];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** What a wall clock in `zone` shows, as `2026-11-23T10:00`, the form of a datetime-local field. */
export function wallTime(seconds, zone) {
  const form = { dateStyle: "short", timeStyle: "short", timeZone: zone };
  return new Intl.DateTimeFormat("sv", form).format(new Date(seconds * 1000)).replace(" ", "T");
}

/** The other way round. Twice, since the first guess may lie on the other side of a clock change. */
export function secondsOf(wall, zone) {
  const wanted = Date.parse(wall + "Z") / 1000;
  let guess = wanted;
  for (let times = 0; times < 2; times += 1) guess += wanted - Date.parse(wallTime(guess, zone) + "Z") / 1000;
  return guess;
}

const ROLES = { BUTTON: t("Button"), SELECT: t("Menu"), TEXTAREA: t("Text field"), SUMMARY: t("Menu"), IMG: t("Image") };
const KINDS = { checkbox: t("Tick box"), radio: t("Radio button"), date: t("Date"), time: t("Time"), file: t("File"), "datetime-local": t("Date and time") };
const roleOf = (node) => (node.matches("[role=img]") ? t("Image") : (ROLES[node.tagName] ?? KINDS[node.type] ?? t("Text field")));
const ASIDE = "[hidden], [aria-hidden=true], label, details:not(.block-container) > :not(summary), .block-hint, .block-error, .block-note, .block-counter";

/** What a screen reader says of these elements, one thing per line. */
export const heard = (root) => said(root, root).split(/\n+/).filter((line) => line.trim());

function said(root, part) {
  return [...part.childNodes].map((node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.matches(ASIDE)) return "";
    if (node.matches("button, select, input, textarea, summary, img, [role=img]")) return `\n${control(root, node)}\n`;
    if (node.matches("span, strong, em, s, u, code, time")) return said(root, node);
    const lead = node.matches("h1, h2, h3, h4, h5, h6") ? `${t("Heading")}: ` : node.tagName === "LEGEND" ? `${t("Group")}: ` : "";
    return `\n${lead}${said(root, node)}\n`;
  }).join("");
}

function control(root, node) {
  const find = (id) => root.querySelector(`#${id}`)?.textContent;
  const label = node.getAttribute("aria-label") ?? node.getAttribute("alt") ?? (root.querySelector(`label[for='${node.id}']`) ?? node).textContent;
  const value = node.type === "radio" || node.type === "checkbox" ? (node.checked ? t("chosen") : t("not chosen"))
    : (node.selectedOptions?.[0]?.textContent ?? (node.matches("input, textarea") ? node.value || t("empty") : ""));
  const states = [node.ariaRequired === "true" && t("required"), node.ariaInvalid === "true" && t("invalid"), node.ariaExpanded === "false" && t("closed")];
  const notes = (node.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).map(find);
  return [`${roleOf(node)}: ${label}`, value, ...states, ...notes].filter(Boolean).join(", ").replace(/\s+/g, " ");
}

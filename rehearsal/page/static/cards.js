/* The blocks that few apps use yet: media, cards, containers, alerts, files, and what agents are doing. */

import { t } from "./language.js";
import { picture } from "./pictures.js";
import { refused, rich } from "./rich.js";
import { newId } from "./elements.js";
import { el, link, plain, words } from "./text.js";

/** A heading without a level of its own: these blocks stand among others and open no chapter. */
const named = (text) => text && el("p", { class: "block-title" }, text);
const quiet = (text, env) => text && el("p", { class: "block-hint block-text" }, words(text, env));

/** Nothing is played here, since no request leaves this machine: the poster's words, and where the film is. */
function video(block) {
  const { title, title_url: url, video_url: film, description, author_name: author, provider_name: provider } = block;
  const by = [author, provider].filter(Boolean).join(" · ");
  return el("figure", { class: "block-figure block-video" },
    el("figcaption", {}, by && el("span", { class: "block-note" }, by, el("br")), url ? link(url, plain(title.text)) : el("strong", {}, plain(title.text)),
      description && el("span", { class: "block-text" }, el("br"), plain(description.text))),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }),
    el("p", { class: "block-note" }, "▶ ", link(film, t("Video"))));
}

const LEVELS = { info: ["ℹ", t("Information")], warning: ["⚠", t("Warning")], error: ["⛔", t("Error")], success: ["✓", t("Success")] };

function alert({ text, level }, env) {
  const [sign, says] = LEVELS[level] ?? ["•", t("Note")];
  const lead = el("strong", {}, el("span", { "aria-hidden": "true" }, sign, " "), says, ": ");
  return el("div", { class: `block-alert block-alert-${level ?? "default"}`, role: "note" }, lead, el("span", { class: "block-text" }, words(text, env)));
}

function card(block, env, draw) {
  const { hero_image: hero, icon, title, subtitle, body, subtext, actions } = block;
  const head = el("div", { class: "block-card-head" }, icon && picture(icon),
    el("div", {}, title && el("p", { class: "block-title" }, words(title, env)), quiet(subtitle, env)));
  return el("article", { class: "block-card", "aria-label": title ? plain(title.text) : t("Card") }, hero && picture(hero), head,
    body && el("p", { class: "block-text" }, words(body, env)), quiet(subtext, env),
    actions && el("div", { class: "block-actions" }, ...actions.map((each) => draw.element(each, block, env))));
}

function carousel({ elements }, env, draw) {
  const cards = elements.map((each) => el("li", {}, draw.block(each, env)));
  const about = { class: "block-carousel", role: "region", "aria-label": t("{n} cards, side by side", { n: cards.length }), tabindex: 0 };
  return el("div", about, el("ul", {}, ...cards));
}

function container(block, env, draw) {
  const { title, rich_text_title: richTitle, subtitle, icon, child_blocks: children, is_collapsible: folds } = block;
  const name = el("div", { class: "block-title", id: newId() }, richTitle ? rich(richTitle, env) : plain(title.text));
  const head = [icon && picture(icon), name, quiet(subtitle, env)];
  const inside = el("div", { class: "block-inside" }, ...children.map((each) => draw.block(each, env)));
  const about = { class: `block-container block-${block.width ?? "standard"} ${block.has_header_divider ? "block-ruled" : ""}`.trim() };
  if (folds) return el("details", { ...about, open: !block.default_collapsed }, el("summary", {}, ...head), inside);
  return el("div", { ...about, role: "group", "aria-labelledby": name.id }, el("div", { class: "block-card-head" }, ...head), inside);
}

const STATES = { pending: ["○", t("To do")], in_progress: ["◐", t("In progress")], complete: ["✓", t("Done")], error: ["⚠", t("Failed")] };

function task({ title, status, details, output, sources = [] }, env) {
  const [sign, says] = STATES[status] ?? [];
  if (!says) return refused("task_card");
  const found = sources.map(({ url, text }) => el("li", {}, link(url, text)));
  return el("div", { class: "block-card" }, named(`${sign} ${says}: ${title}`), details && rich(details, env), output && rich(output, env),
    found.length > 0 && el("div", {}, el("p", { class: "block-note" }, t("Sources")), el("ul", {}, ...found)));
}

function plan({ title, tasks = [] }, env) {
  const listed = el("ol", { class: "block-plan" }, ...tasks.map((each) => el("li", {}, task(each, env))));
  return el("div", {}, named(title), listed);
}

const file = ({ external_id: id }) => el("p", { class: "block-card" }, `📄 ${t("A file from elsewhere: {id}", { id })}`);

const small = (block, env, draw) => el("div", { class: "block-actions" }, ...block.elements.map((each) => draw.element(each, block, env)));

export const CARDS = { video, alert, card, carousel, container, file, plan, task_card: task, context_actions: small };

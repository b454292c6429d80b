/* Charts: a picture for the eye, and below it the figures as a table, which is also its key. */

import { t } from "./language.js";
import { el } from "./text.js";
import { scrolling } from "./tables.js";

const WIDTH = 400, HEIGHT = 160;

/** An element of a picture; only what the page itself computed ever becomes one. */
function svg(tag, about, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(about)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const part = (index) => `block-part block-part-${index % 6}`;
const swatch = (index) => el("span", { class: `block-swatch ${part(index)}`, "aria-hidden": "true" });

/** A whole data_visualization. */
export function chart({ title, chart: { type, segments, series, axis_config: axes } }) {
  const picture = type === "pie" ? pie(segments) : DRAWN[type](series, axes.categories);
  const frame = svg("svg", { viewBox: type === "pie" ? "-80 -80 160 160" : `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", class: `block-chart block-${type}` }, ...picture);
  const rows = type === "pie" ? slices(segments) : figures(series, axes);
  const labels = axes && [axes.y_label, axes.x_label].filter(Boolean).join(` ${t("by")} `);
  return el("figure", { class: "block-figure" }, el("figcaption", {}, el("strong", {}, title), labels && ` ${labels}`), frame, scrolling(el("table", {}, ...rows), t("Figures: {title}", { title })));
}

function slices(segments) {
  return segments.map(({ label, value }, index) => el("tr", {}, el("th", { scope: "row" }, swatch(index), label), el("td", { class: "block-right" }, String(value))));
}

function figures(series, { categories, x_label: name }) {
  const head = el("tr", {}, el("th", { scope: "col" }, name ?? ""), ...series.map((each, index) => el("th", { scope: "col" }, swatch(index), each.name)));
  return [head, ...categories.map((category) => el("tr", {}, el("th", { scope: "row" }, category),
    ...series.map((each) => el("td", { class: "block-right" }, String(valueOf(each, category))))))];
}

const valueOf = ({ data }, category) => data.find(({ label }) => label === category).value;

function pie(segments) {
  const whole = segments.reduce((sum, { value }) => sum + value, 0);
  if (segments.length === 1) return [svg("circle", { r: 76, class: part(0) })];
  let turned = 0;
  const point = () => `${(76 * Math.sin(turned * 2 * Math.PI)).toFixed(2)} ${(-76 * Math.cos(turned * 2 * Math.PI)).toFixed(2)}`;
  return segments.map(({ value }, index) => {
    const from = point();
    turned += value / whole;
    return svg("path", { d: `M 0 0 L ${from} A 76 76 0 ${value / whole > 0.5 ? 1 : 0} 1 ${point()} Z`, class: part(index) });
  });
}

/** Where a value stands: from the least to the greatest, with zero always among them. */
function scale(series) {
  const all = series.flatMap(({ data }) => data.map(({ value }) => value));
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)];
  return (value) => HEIGHT - 4 - ((value - least) / (most - least || 1)) * (HEIGHT - 8);
}

const ground = (y) => svg("line", { x1: 0, x2: WIDTH, y1: y(0), y2: y(0), class: "block-ground" });

function bars(series, categories) {
  const y = scale(series), wide = WIDTH / categories.length, thin = (wide * 0.8) / series.length;
  const bar = (each, index) => categories.map((category, place) => {
    const [top, foot] = [y(valueOf(each, category)), y(0)];
    return svg("rect", { x: place * wide + wide * 0.1 + index * thin, y: Math.min(top, foot), width: thin, height: Math.abs(foot - top), class: part(index) });
  });
  return [...series.flatMap(bar), ground(y)];
}

const lines = (isFilled) => (series, categories) => {
  const y = scale(series), wide = WIDTH / categories.length;
  const drawn = series.flatMap((each, index) => {
    const points = categories.map((category, place) => [wide * (place + 0.5), y(valueOf(each, category))]);
    const ends = isFilled ? [[wide * (categories.length - 0.5), y(0)], [wide / 2, y(0)]] : [];
    const line = svg(isFilled ? "polygon" : "polyline", { points: [...points, ...ends].join(" "), class: part(index) });
    return [line, ...points.map(([cx, cy]) => svg("circle", { cx, cy, r: 4, class: part(index) }))];
  });
  return [...drawn, ground(y)];
};

const DRAWN = { bar: bars, line: lines(false), area: lines(true) };

// What if Slack fails the app, refuses its token, or finds that it calls too often?
import { choice, dose, field, ordered, part } from "./fields.js";
import { t } from "./language.js";
import { button, el } from "./nodes.js";
import { limitsLine } from "./orders.js";
import { complain, get } from "./state.js";
import { ANYTHING, FAULTS, TOKEN_ERRORS, callWords, faultWords } from "./trouble-words.js";

let known = null; // what may be called, and Slack's own errors for it: asked for once

async function learn(method, fill) {
  try {
    known ??= await get("methods");
  } catch (fault) {
    return complain(fault);
  }
  const methods = Object.keys(known.errors).sort((a, b) => callWords(a).localeCompare(callWords(b)));
  method.fill([ANYTHING, ...methods].map((each) => [each, callWords(each)]));
  fill();
}

function faultGroups(method) {
  const errors = new Set([...(known?.errors[method] ?? []), ...(known?.common_errors ?? [])]);
  const own = [...errors].filter((each) => each !== "ratelimited").sort(); // a 429 says that
  return [
    [t("On the way"), Object.entries(FAULTS)],
    [t("Slack refuses"), own.map((code) => [`error:${code}`, faultWords(`error:${code}`)])],
  ];
}

export function calls() {
  const method = choice(t("When the app asks"), [[ANYTHING, callWords(ANYTHING)]]);
  const fault = choice(t("this happens"), faultGroups(ANYTHING));
  const seconds = el("input", { type: "number", min: "0", max: "60", value: "4" });
  const often = dose();
  const fill = () => fault.fill(faultGroups(method.select.value));
  method.select.addEventListener("change", fill);
  const body = () => ({ method: method.select.value, what: fault.select.value, seconds: Number(seconds.value), retry_after: Number(seconds.value), ...often.order() });
  return part(t("Slack fails the app"), [
    method.node, fault.node, field(t("Seconds, for what takes time"), seconds), ...often.nodes,
    button(t("Let it happen"), () => ordered("disturb", body(), t("It waits for the app to ask."))),
  ], () => learn(method, fill));
}

export function token() {
  const how = choice(t("Why"), Object.entries(TOKEN_ERRORS));
  return part(t("The app’s token is refused"), [
    el("p", {}, t("With its token the app proves that it may ask anything at all.")), how.node,
    el("div", { class: "doing" },
      button(t("Refuse it from now on"), () => ordered("token", { error: how.select.value }, t("The token is refused."))),
      button(t("Make it good again"), () => ordered("token", { error: "" }, t("The token is good.")))),
  ]);
}

export function limits() {
  return part(t("Slack limits how often the app may ask"), [
    el("p", {}, t("With limits, an app that asks too often is told to wait, as in Slack: for example one message a second in a channel. Without, a whole room can be tried in seconds.")),
    limitsLine,
    el("div", { class: "doing" },
      button(t("Limits on"), () => ordered("rates", { on: true }, t("The limits are on."))),
      button(t("Limits off"), () => ordered("rates", { on: false }, t("The limits are off.")))),
  ]);
}

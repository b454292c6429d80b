// “What if…”: the clock, and everything that may go wrong, in words.
import { cut, line, redelivery, told } from "./deliveries.js";
import { calls, limits, token } from "./faults.js";
import { ordered } from "./fields.js";
import { t } from "./language.js";
import { button, el } from "./nodes.js";
import { refreshOrders, waiting } from "./orders.js";
import { skips } from "./skipping.js";
import { onChange, state } from "./state.js";
import { beginning, channels, people, refreshWorld, stranger } from "./world.js";

let panel = null; // made once, so that what is open, chosen and typed stays

function firstTries() {
  const busy = { method: "*", what: "429", retry_after: 2, lasting: true };
  const late = { method: "interactive", what: "late_ack" };
  return el("section", {}, el("h3", {}, t("Try these first")), el("div", { class: "doing" },
    button(t("Slack is too busy for the app, until I stop it"), () => ordered("disturb", busy, t("Slack tells the app to wait, whatever it asks."))),
    button(t("The connection breaks"), cut),
    button(t("The app answers the next press too late"), () => ordered("disturb", late, t("Now press a button, or send a form.")))));
}

function made() {
  return el("div", { class: "trouble" }, waiting(), skips(), firstTries(),
    el("section", {}, el("h3", {}, t("All that may happen")),
      calls(), told(), redelivery(), line(), token(), limits(), people(), stranger(), channels(), beginning()));
}

export function drawTrouble(box) {
  panel ??= made();
  refreshWorld();
  if (panel.parentNode !== box) box.replaceChildren(panel);
  refreshOrders();
}

/** The lists in it are filled again only when they would be different. */
export const troubleKey = () => JSON.stringify([state.screen.people.map((each) => [each.real_name, each.deleted, each.is_admin]), state.screen.channels.map((each) => [each.name, each.archived])]);

onChange(() => {
  if (state.screen && panel?.isConnected) refreshOrders();
});

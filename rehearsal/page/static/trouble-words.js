// Every trouble in words that need no knowledge of Slack's insides.

import { t } from "./language.js";

export const ANYTHING = "*";

/** What an app asks of Slack; a method that is not here goes by its name alone. */
const CALLS = {
  "*": t("anything"), "chat.postMessage": t("to write a message"), "chat.update": t("to change a message"), "chat.delete": t("to delete a message"),
  "chat.postEphemeral": t("to write to one person only"), "conversations.open": t("to open a direct conversation"), "conversations.history": t("what was said in a channel"),
  "conversations.info": t("about a channel"), "conversations.members": t("who is in a channel"), "users.info": t("who somebody is"), "views.open": t("to open a form"),
  "views.push": t("to open a form over a form"), "views.update": t("to change a form"), "views.publish": t("to draw somebody’s Home"), "reactions.add": t("to put an emoji under a message"),
  "apps.connections.open": t("for an address to connect to"), "auth.test": t("who it is itself"),
  response_url: t("to answer what somebody did"),
};

export const FAULTS = {
  429: t("Slack has no time: too many requests (429)"),
  "500_before": t("Slack breaks before it did anything (500)"),
  "500_after": t("Slack does it, then breaks (500)"),
  html_before: t("A web page comes instead of an answer, and nothing is done"),
  html_after: t("Slack does it, but a web page comes instead of the answer"),
  cut_before: t("The line is cut before Slack heard of it"),
  cut_after: t("Slack does it, then the line is cut"),
  hang_after: t("Slack does it, and its answer does not come"),
  truncated: t("Slack does it, but half of its answer is missing"),
  slow: t("The answer is right, but slow"),
  text_after: t("Slack does it, but its answer comes as plain text"),
  list_after: t("Slack does it, but its answer comes in a list"),
  string_after: t("Slack does it, but its answer is one word"),
  bad_utf8_after: t("Slack does it, but its answer has bad letters in it"),
  bad_gzip_after: t("Slack does it, but its answer cannot be unpacked"),
  redirect_after: t("Slack does it, then sends the app elsewhere (307)"),
  "429_after": t("Slack does it, then says that it has no time (429)"),
};

export const KINDS = {
  envelope: t("anything"), interactive: t("a press or a form"), slash_commands: t("a command"), events_api: t("something that happened"),
};

export const MISHAPS = {
  late_ack: t("The app’s answer comes too late"), lost_ack: t("The app’s answer gets lost"), duplicate: t("The app is told twice"),
  reorder: t("The app is told after what happened later"),
};

export const TOKEN_ERRORS = {
  token_revoked: t("Somebody took it back (token_revoked)"), account_inactive: t("The app was uninstalled (account_inactive)"),
  invalid_auth: t("Slack does not know it (invalid_auth)"), token_expired: t("It has run out (token_expired)"),
};

export const SOCKETS = {
  tcp: t("Cut it without a word"), refresh_requested: t("Ask the app to connect anew"), warning: t("Announce that it will be renewed"),
  too_many_websockets: t("Say that there are too many"), link_disabled: t("Say that the app was switched off"),
};

export const callWords = (method) => (CALLS[method] ? (method === ANYTHING ? CALLS[method] : `${CALLS[method]} (${method})`) : method);
export const faultWords = (what) => FAULTS[what] ?? t("Slack answers: {error}", { error: what.replace("error:", "") });

function often({ lasting, times }) {
  if (lasting) return t("until you stop it");
  return times === 1 ? t("once") : t("{n} times", { n: times });
}

/** One order that still waits, as `/_rehearsal/troubles` tells it. */
export function waitingWords(each) {
  if (each.on in KINDS) return t("When the app is told of {what}: {happens} ({often})", { what: KINDS[each.on], happens: MISHAPS[each.what], often: often(each) });
  return t("When the app asks {what}: {happens} ({often})", { what: callWords(each.on), happens: faultWords(each.what), often: often(each) });
}

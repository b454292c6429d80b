// Every trouble in words that need no knowledge of Slack's insides.

export const ANYTHING = "*";

/** What an app asks of Slack; a method that is not here goes by its name alone. */
const CALLS = {
  "*": "anything", "chat.postMessage": "to write a message", "chat.update": "to change a message", "chat.delete": "to delete a message",
  "chat.postEphemeral": "to write to one person only", "conversations.open": "to open a direct conversation", "conversations.history": "what was said in a channel",
  "conversations.info": "about a channel", "conversations.members": "who is in a channel", "users.info": "who somebody is", "views.open": "to open a form",
  "views.push": "to open a form over a form", "views.update": "to change a form", "views.publish": "to draw somebody’s Home", "reactions.add": "to put an emoji under a message",
  "apps.connections.open": "for an address to connect to", "auth.test": "who it is itself",
  response_url: "to answer what somebody did",
};

export const FAULTS = {
  429: "Slack has no time: too many requests (429)",
  "500_before": "Slack breaks before it did anything (500)",
  "500_after": "Slack does it, then breaks (500)",
  html_before: "A web page comes instead of an answer, and nothing is done",
  html_after: "Slack does it, but a web page comes instead of the answer",
  cut_before: "The line is cut before Slack heard of it",
  cut_after: "Slack does it, then the line is cut",
  hang_after: "Slack does it, and its answer does not come",
  truncated: "Slack does it, but half of its answer is missing",
  slow: "The answer is right, but slow",
  text_after: "Slack does it, but its answer comes as plain text",
  list_after: "Slack does it, but its answer comes in a list",
  string_after: "Slack does it, but its answer is one word",
  bad_utf8_after: "Slack does it, but its answer has bad letters in it",
  bad_gzip_after: "Slack does it, but its answer cannot be unpacked",
  redirect_after: "Slack does it, then sends the app elsewhere (307)",
  "429_after": "Slack does it, then says that it has no time (429)",
};

export const KINDS = {
  envelope: "anything", interactive: "a press or a form", slash_commands: "a command", events_api: "something that happened",
};

export const MISHAPS = {
  late_ack: "The app’s answer comes too late", lost_ack: "The app’s answer gets lost", duplicate: "The app is told twice",
  reorder: "The app is told after what happened later",
};

export const TOKEN_ERRORS = {
  token_revoked: "Somebody took it back (token_revoked)", account_inactive: "The app was uninstalled (account_inactive)",
  invalid_auth: "Slack does not know it (invalid_auth)", token_expired: "It has run out (token_expired)",
};

export const SOCKETS = {
  tcp: "Cut it without a word", refresh_requested: "Ask the app to connect anew", warning: "Announce that it will be renewed",
  too_many_websockets: "Say that there are too many", link_disabled: "Say that the app was switched off",
};

export const callWords = (method) => (CALLS[method] ? (method === ANYTHING ? CALLS[method] : `${CALLS[method]} (${method})`) : method);
export const faultWords = (what) => FAULTS[what] ?? `Slack answers: ${what.replace("error:", "")}`;

function often({ lasting, times }) {
  if (lasting) return "until you stop it";
  return times === 1 ? "once" : `${times} times`;
}

/** One order that still waits, as `/_rehearsal/troubles` tells it. */
export function waitingWords(each) {
  if (each.on in KINDS) return `When the app is told of ${KINDS[each.on]}: ${MISHAPS[each.what]} (${often(each)})`;
  return `When the app asks ${callWords(each.on)}: ${faultWords(each.what)} (${often(each)})`;
}

// The page: puts the parts in their places and draws again what changed.
import { drawBlocks } from "./blocks.js";
import { drawComposer } from "./composer.js";
import { crowdKey, drawCrowd } from "./crowd.js";
import { drawGuide, guideKey, refreshGuide } from "./guide.js";
import { openInspector, refreshInspector } from "./inspector.js";
import { locale, t } from "./language.js";
import { drawConversation } from "./messages.js";
import { hideModal, showModal } from "./modal.js";
import { button, el, keepingFocus } from "./nodes.js";
import { choosePerson, drawActing } from "./people.js";
import { badge, drawPlaces, titled } from "./places.js";
import * as scenery from "./scenery.js";
import { HOME, act, changed, follow, now, onChange, state, surroundings, unread, zone } from "./state.js";
import { drawTrouble, troubleKey } from "./trouble.js";

const by = (id) => document.getElementById(id);
const WIDE = window.matchMedia("(min-width: 1001px)");
const PANELS = { ...(scenery.guide && { guide: [t("Guide"), drawGuide, guideKey] }), ...(scenery.crowd !== null && { crowd: [t("Fill the room"), drawCrowd, crowdKey] }), trouble: [t("What if…"), drawTrouble, troubleKey], inspector: [t("Inspector"), openInspector, () => ""] };
const REFRESHED = { guide: refreshGuide, inspector: refreshInspector };
const PANES = { places: t("Channels"), talk: t("Conversation"), panel: scenery.guide ? t("Guide and more") : t("More") };

let panel = scenery.guide ? "guide" : "";
const drawn = { panel: "", home: "" };

// Panels and panes

function openPanel(name) {
  panel = name === panel && WIDE.matches ? "" : name;
  if (name) document.body.dataset.pane = WIDE.matches ? "talk" : "panel";
  drawPanel();
  if (panel) by("panel-title").focus();
}

function drawPanel() {
  const broken = state.screen?.broken;
  marked(document.querySelector('[data-panel="inspector"]'), PANELS.inspector[0], badge(broken, broken === 1 ? t("broken rule") : t("broken rules")));
  by("panel").hidden = !panel;
  document.body.classList.toggle("with-panel", Boolean(panel));
  for (const each of document.querySelectorAll("[data-panel]")) each.setAttribute("aria-pressed", String(each.dataset.panel === panel));
  if (!panel) return;
  const [title, draw, key] = PANELS[panel];
  const fresh = `${panel} ${key()}`;
  if (fresh !== drawn.panel) {
    drawn.panel = fresh;
    by("panel-title").textContent = title;
    keepingFocus(by("panel-body"), () => draw(by("panel-body")));
  }
  REFRESHED[panel]?.();
}

const marked = (opener, words, mark) => opener.replaceChildren(words, ...(mark ? [" ", mark] : []));

function drawPanes() {
  const news = state.screen && badge(unread());
  marked(by("panes").firstChild, PANES.places, news);
  for (const each of by("panes").children) each.setAttribute("aria-pressed", String(each.dataset.pane === document.body.dataset.pane));
}

function build() {
  by("panels").replaceChildren(...Object.entries(PANELS).map(([name, [words]]) => button(words, () => openPanel(name), { "data-panel": name, "aria-pressed": "false" })));
  by("panes").replaceChildren(...Object.entries(PANES).map(([name, words]) => button(words, () => {
    document.body.dataset.pane = name;
    if (name === "panel" && !panel) openPanel(Object.keys(PANELS)[0]);
  }, { "data-pane": name })));
  new MutationObserver(drawPanes).observe(document.body, { attributeFilter: ["data-pane"] });
  by("acting").addEventListener("click", choosePerson);
  by("skip").addEventListener("click", () => by("words")?.focus());
  by("heard").addEventListener("change", () => { state.heard = by("heard").checked; changed(); });
  drawPanes();
}

// What only one person sees

function drawModal() {
  const { modal } = state.screen;
  if (!modal) return hideModal();
  const { view, errors, depth } = modal;
  showModal(view, { // draws nothing when nothing is different
    ...surroundings("modal"), values: view.state.values, errors, depth,
    onAction: (action, values) => act("press", { ...action, view: view.id, values }), // as Slack does: with all that was typed
    onSubmit: (values) => act("submit", { view: view.id, values, button: view.submit.text }),
    onClose: (values) => act("close", { view: view.id, values }),
  });
}

function drawHome(box) {
  const { home } = state.screen;
  const key = JSON.stringify([state.me, home?.id, home?.hash, state.heard]);
  if (key === drawn.home) return;
  drawn.home = key;
  const env = home && { ...surroundings("home"), values: home.state.values, onAction: (action) => act("press", { ...action, view: home.id }) };
  const inside = home ? drawBlocks(home.blocks, env) : el("p", { class: "quiet empty" }, t("The app has not published a Home for you yet."));
  keepingFocus(box, () => box.replaceChildren(el("section", { class: "home", tabindex: "0", "aria-label": t("Home") }, inside)));
}

// Everything

function drawTop() {
  by("workspace").textContent = state.screen.workspace;
  drawActing(by("acting"));
  by("clock").textContent = new Intl.DateTimeFormat(locale, { timeZone: zone(), weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(now());
  const [title, about] = titled();
  if (by("place").textContent !== title) by("place").textContent = title;
  by("about").textContent = state.lost ? t("The rehearsal does not answer. Is it still running?") : about;
  by("about").classList.toggle("bad", state.lost);
}

function draw() {
  if (!state.screen) return;
  drawTop();
  drawPlaces(by("places"));
  drawPanes();
  drawPanel();
  drawComposer(by("composer"));
  if (state.place === HOME) drawHome(by("conversation"));
  else {
    drawn.home = "";
    drawConversation(by("conversation"));
  }
  drawModal();
}

build();
onChange(draw);
window.addEventListener("hashchange", follow);
setInterval(() => state.screen && drawTop(), 10_000);
follow();

// Asks the daemon once a second, and shows what it says. Nothing is kept but what is on the page.

import {askChanges, askHistory, askStatus} from "./api.js";
import {Card} from "./card.js";
import {KEPT} from "./decisions.js";
import {classed, make, reconcile, say, show} from "./dom.js";
import {day, percent, sentence, time, timeOfDay} from "./format.js";
import {History} from "./history.js";
import {showAnswering, showGone, showMode} from "./notices.js";
import {Totals} from "./totals.js";
import {stateOf, whyOf} from "./words.js";

const PERIOD_MS = 1000;
/** A daemon that does not answer is asked less often, up to this. */
const SLOWEST_MS = 5000;

const byId = id => document.getElementById(id);
const totals = new Totals(byId("totals"));
const history = new History();
const cards = new Map(), links = new Map(), changesSeen = new Map(), states = new Map();
let heard = 0, status = null, failures = 0, paused = false, timer = 0, asking = false, places = 0, why = "";

const observing = () => status !== null && status.mode === "observe";

async function poll() {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  try {
    const next = await askStatus();
    if (status && (status.startedAt !== next.startedAt || status.mode !== next.mode)) forget();
    const course = await askHistory(history.after);
    history.add(course);
    status = next;
    heard = Date.now();
    failures = 0;
    drawAll();
    await Promise.all(status.domains.map(askForChanges));
    showAnswering();
    for (const domain of status.domains) cards.get(domain.name).draw(domain, history.course(domain.name), history.now);
  } catch (problem) {
    failures++;
    why = whyNot(problem);
    showGone(heard, Date.now(), why, observing());
  } finally {
    asking = false;
    tellAge();
    if (!paused && !document.hidden) timer = setTimeout(poll, Math.min(SLOWEST_MS, PERIOD_MS * 2 ** Math.min(failures, 3)));
  }
}

/** Browsers tell a page no more of a failure than whether there was an answer. */
function whyNot(problem) {
  if (problem.name === "TimeoutError") return "It takes longer than 4 s to answer.";
  return problem instanceof TypeError ? "The connection was refused or cut." : problem.message;
}

/** Another daemon answers, or the same in another mode: what was shown is not its own. */
function forget() {
  history.clear();
  changesSeen.clear();
  states.clear();
  reconcile(byId("domains"), cards, [], () => null);
  reconcile(byId("index"), links, [], () => null);
}

async function askForChanges(domain) {
  if (!domain.latest) return;
  const decisions = cards.get(domain.name).decisions;
  const seen = domain.account.clockChanges + domain.latest.state + domain.latest.reason;
  if (changesSeen.get(domain.name) === seen) return;
  decisions.add(await askChanges(domain.name, KEPT, decisions.newest), Date.now());
  changesSeen.set(domain.name, seen);
}

function drawAll() {
  const names = status.domains.map(domain => domain.name);
  showMode(status);
  totals.update(status);
  reconcile(byId("domains"), cards, names, name => new Card(name, ++places, observing()));
  for (const domain of status.domains) cards.get(domain.name).update(domain);
  drawIndex(names);
  show(byId("none"), names.length === 0);
  say(byId("none"), "No domain is governed. The policy file names them; gpu-governor check-config says what is wrong"
    + " with it.");
  say(byId("about"), "gpu-governor " + status.version + (status.revision === "unknown" ? "" : " (" + status.revision + ")")
    + ", since " + day(Date.parse(status.startedAt)));
  announce();
}

function drawIndex(names) {
  show(byId("index"), names.length > 1);
  reconcile(byId("index"), links, names, name => {
    const sign = make("span", ""), link = make("a", "", sign, " " + name);
    link.href = "#" + cards.get(name).node.id;
    return {node: link, sign};
  });
  for (const domain of status.domains) {
    const state = stateOf(domain.latest, observing()), link = links.get(domain.name);
    classed(link.sign, "dot " + state.tone);
    say(link.sign, state.sign);
    link.node.setAttribute("aria-label", domain.name + ": " + state.label);
  }
}

/** Says aloud what a person would look up for: a domain in another state. Numbers are not read out each second. */
function announce() {
  const said = [];
  for (const domain of status.domains) {
    const label = stateOf(domain.latest, observing()).label;
    if (states.has(domain.name) && states.get(domain.name) !== label) {
      said.push(domain.name + ": " + label + (domain.latest ? ", " + whyOf(domain.latest) : ""));
    }
    states.set(domain.name, label);
  }
  if (said.length) say(byId("announcer"), said.join(". "));
  const bad = status.domains.filter(domain => stateOf(domain.latest, observing()).tone === "bad").length;
  document.title = (bad ? "(" + bad + ") " : "") + "gpu-governor" + (location.hostname ? " \u00b7 " + location.hostname : "");
}

function tellAge() {
  const pulse = paused ? "paused" : failures ? "silent" : "beating";
  classed(byId("pulse"), "pulse " + pulse);
  say(byId("updated"), !heard ? "asking the daemon" : paused ? "stands since " + timeOfDay(heard)
    : failures ? "silent since " + timeOfDay(heard) : "live, " + timeOfDay(heard));
  if (failures && heard) showGone(heard, Date.now(), why, observing());
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", paused);
  say(byId("pause"), paused ? "Resume" : "Pause");
  document.body.classList.toggle("paused", paused);
  clearTimeout(timer);
  tellAge();
  if (!paused) poll();
});
// A page that nobody sees asks nothing; the history fills what it missed.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !paused) poll();
});
say(byId("host"), location.host);
setInterval(tellAge, 1000);
poll();

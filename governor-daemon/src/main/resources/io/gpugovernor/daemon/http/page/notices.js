// What concerns the node as a whole: mode, health, and a daemon that does not answer.

import {classed, make, say, show} from "./dom.js";
import {age, timeOfDay} from "./format.js";

const byId = id => document.getElementById(id);

function notice(tone, title, lines) {
  const box = make("div", "notice " + tone, make("strong", "", title));
  if (lines.length === 1) box.append(" " + lines[0]);
  else if (lines.length) box.append(make("ul", "", ...lines.map(line => make("li", "", line))));
  return box;
}

function badge(id, tone, text) {
  classed(byId(id), "badge " + tone);
  say(byId(id), text);
  show(byId(id), text !== "");
}

export function showMode(status) {
  const observing = status.mode === "observe";
  badge("mode", observing ? "info" : "", observing ? "Observe: writes nothing" : "Enforce");
  badge("ready", !status.healthy ? "bad" : status.ready ? "good" : "warn",
    !status.healthy ? "Not alive" : status.ready ? "Ready" : "Not ready");
  const notices = [];
  if (observing) {
    notices.push(notice("info", "Observe mode.", ["The governor decides and publishes what it would do, and writes no"
      + " clock: the GPUs run at the driver's default. To govern, set mode: enforce in the policy file, and"
      + " start gpu-governor.service (or this daemon anew)."]));
  }
  if (status.problems.length) {
    notices.push(notice(status.healthy ? "warn" : "bad", status.healthy ? "Not ready." : "Not alive.", status.problems));
  }
  if (status.remarks.length) notices.push(notice("warn", "To be looked into.", status.remarks));
  const box = byId("notices");
  if (box.textContent !== notices.map(made => made.textContent).join("")) box.replaceChildren(...notices);
}

/**
 * @param heard when the daemon answered last, in milliseconds; 0 if it never did
 * @param observing whether it wrote no clock then
 */
export function showGone(heard, now, why, observing) {
  badge("ready", "bad", "No answer");
  const box = byId("gone");
  if (!box.firstChild) {
    box.append(make("div", "notice bad", make("strong", ""), make("span", ""), make("p", "", make("span", ""),
      make("code", ""), make("span", ""), make("code", ""), make("span", "")), make("p", "soft")));
  }
  const [since, ago, advice, reason] = box.firstChild.children, words = advice.children;
  say(since, heard ? "The daemon has not answered since " + timeOfDay(heard) + "." : "The daemon does not answer.");
  say(ago, heard ? " What is below is from then, " + age((now - heard) / 1000) + "." : "");
  say(words[0], observing ? "It only observed, so it has locked no GPU. On the node: "
    : "If it is dead, its GPUs may still be locked. On the node: ");
  say(words[1], "systemctl status gpu-governor" + (observing ? "-observe" : ""));
  say(words[2], observing ? "" : ", and if it does not run, ");
  say(words[3], observing ? "" : "gpu-governor release");
  say(words[4], ". This page goes on asking.");
  say(reason, why);
  document.body.classList.add("gone");
}

export function showAnswering() {
  byId("gone").replaceChildren();
  document.body.classList.remove("gone");
}

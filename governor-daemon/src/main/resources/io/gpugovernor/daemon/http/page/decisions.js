// What was decided and why: the changes of clock and state, newest first.

import {attribute, make, reconcile, say, show} from "./dom.js";
import {age, plain, sentence, timeOfDay} from "./format.js";
import {inputsOf, moveOf, whyOf} from "./words.js";

/** As many as are asked for at first, and kept: half an hour of a restless domain, days of a calm one. */
export const KEPT = 60;

const FEW = 6;
const SIGNS = {up: "\u2191", down: "\u2193", same: "=", free: "\u25b2", stuck: "!"};
const SPOKEN = {up: "raised: ", down: "lowered: ", same: "stays: ", free: "", stuck: ""};

class Row {
  constructor(decision, seenAt) {
    this.decision = decision;
    const [direction, move] = moveOf(decision), at = seenAt - 1000 * decision.ageSeconds;
    this.ago = make("span", "soft");
    const when = make("time", "", timeOfDay(at));
    attribute(when, "datetime", new Date(at).toISOString());
    const sign = make("span", "sign " + direction, SIGNS[direction]);
    attribute(sign, "aria-hidden", "true");
    this.node = make("tr", "",
      make("td", "when", when, " ", this.ago),
      make("td", "move", sign, make("span", "unseen", SPOKEN[direction]), move),
      make("td", "why", make("span", "reason", sentence(whyOf(decision))),
        make("span", "inputs", inputsOf(decision))),
      make("td", "code", make("code", "", decision.reason),
        ...decision.state === "governing" ? [] : [make("span", "soft", plain(decision.state))]));
  }
}

export class Decisions {
  constructor(name) {
    this.rows = new Map();
    this.all = [];
    this.few = true;
    this.body = make("tbody", "");
    this.button = make("button", "more");
    this.button.type = "button";
    this.button.addEventListener("click", () => {
      this.few = !this.few;
      this.draw();
    });
    const heads = ["When", "Clock", "Why", "Reason"].map(text => {
      const cell = make("th", "", text);
      cell.scope = "col";
      return cell;
    });
    const table = make("table", "decisions", make("caption", "unseen", "Changes of clock and state of " + name),
      make("thead", "", make("tr", "", ...heads)), this.body);
    this.empty = make("p", "soft", "None yet.");
    this.node = make("section", "", make("h3", "", "Decisions that changed something"), table, this.empty, this.button);
    this.table = table;
  }

  /** When the newest known was made; negative if none is. */
  get newest() {
    return this.all.length ? this.all[0].decision.atSeconds : -1;
  }

  clear() {
    this.all = [];
    this.draw();
  }

  /** @param decisions newest first, none known before */
  add(decisions, seenAt) {
    if (!decisions.length) return;
    this.all = [...decisions.map(decision => new Row(decision, seenAt)), ...this.all].slice(0, KEPT);
    this.draw();
  }

  /** @param now the daemon's time */
  grow(now) {
    for (const row of this.shown()) say(row.ago, age(Math.max(0, now - row.decision.atSeconds)));
  }

  shown() {
    return this.few ? this.all.slice(0, FEW) : this.all;
  }

  draw() {
    const rows = this.shown(), byKey = new Map(rows.map(row => [row.decision.atSeconds, row]));
    reconcile(this.body, this.rows, [...byKey.keys()], key => byKey.get(key));
    show(this.table, rows.length > 0);
    show(this.empty, rows.length === 0);
    show(this.button, this.all.length > FEW);
    say(this.button, this.few ? "Show the last " + this.all.length : "Show the last " + FEW);
    attribute(this.button, "aria-expanded", !this.few);
  }
}

// Figures: a name, a number, and a note that says against what.

import {attribute, classed, make, say, show} from "./dom.js";

export class Figure {
  /** @param extra drawn under the number, if anything is */
  constructor(name, extra) {
    this.name = make("dt", "", name);
    this.value = make("dd", "value");
    this.note = make("dd", "note");
    this.node = make("div", "figure", this.name, this.value, ...extra ? [make("dd", "extra", extra)] : [], this.note);
  }

  /** @param tone `good`, `warn`, `bad` or nothing */
  set(value, note = "", tone = "") {
    say(this.value, value);
    say(this.note, note);
    classed(this.value, "value" + (tone ? " " + tone : ""));
  }

  rename(name) {
    say(this.name, name);
  }

  show(shown) {
    show(this.node, shown);
  }
}

/** Where a clock lies within its range. */
export class Range {
  constructor() {
    this.applied = make("i", "applied");
    this.setpoint = make("i", "setpoint");
    this.node = make("div", "range", this.applied, this.setpoint);
    attribute(this.node, "aria-hidden", "true");
  }

  set(low, high, setpoint, applied) {
    const place = value => 100 * Math.min(1, Math.max(0, (value - low) / Math.max(1, high - low))) + "%";
    show(this.setpoint, setpoint !== null);
    show(this.applied, applied.length > 0);
    if (setpoint !== null) this.setpoint.style.setProperty("--at", place(setpoint));
    if (applied.length) this.applied.style.setProperty("--to", place(Math.max(...applied)));
  }
}

/** How much of the error budget is left. */
export class Budget {
  constructor() {
    this.fill = make("i", "");
    this.node = make("div", "budget", this.fill);
    attribute(this.node, "role", "meter");
    attribute(this.node, "aria-label", "error budget left");
    attribute(this.node, "aria-valuemin", 0);
    attribute(this.node, "aria-valuemax", 100);
  }

  set(ratio, text) {
    const percent = Math.round(100 * ratio);
    attribute(this.node, "aria-valuenow", percent);
    attribute(this.node, "aria-valuetext", text);
    this.fill.style.setProperty("--to", percent + "%");
    classed(this.fill, ratio <= 0 ? "bad" : ratio < 0.25 ? "warn" : "good");
  }
}

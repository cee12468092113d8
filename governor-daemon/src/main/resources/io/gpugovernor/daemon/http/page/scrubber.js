// Goes back through the charts of a domain, by pointer or by keys; those who cannot see them hear the values.

import {attribute} from "./dom.js";
import {time} from "./format.js";
import {MARGIN} from "./plot.js";

const STEPS = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10};

export class Scrubber {
  /** @param changed is called when another moment is chosen */
  constructor(node, name, changed) {
    this.node = node;
    this.changed = changed;
    /** The moment chosen, in seconds of the daemon's time line; null for now. */
    this.at = null;
    this.span = {from: 0, to: 0};
    node.tabIndex = 0;
    attribute(node, "role", "slider");
    attribute(node, "aria-label", name + ": seconds before now");
    node.addEventListener("keydown", event => this.press(event));
    node.addEventListener("pointermove", event => this.follow(event));
    node.addEventListener("pointerdown", event => this.follow(event));
    node.addEventListener("pointerleave", () => this.choose(null));
    node.addEventListener("blur", () => this.choose(null));
  }

  /** What can be chosen from. A moment that has left the charts is given up. */
  over(span) {
    this.span = span;
    if (this.at !== null && this.at < span.from) this.at = null;
    this.tellPlace();
  }

  say(values) {
    const ago = this.at === null ? "now" : time(this.span.to - this.at) + " ago";
    attribute(this.node, "aria-valuetext", ago + ". " + values);
  }

  press(event) {
    const at = this.at === null ? this.span.to : this.at;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in STEPS) this.choose(at + STEPS[event.key]);
    else if (event.key === "Home") this.choose(this.span.from);
    else if (event.key === "End" || event.key === "Escape") this.choose(null);
    else return;
    event.preventDefault();
  }

  follow(event) {
    const svg = event.target.closest("svg");
    if (!svg) return;
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left - MARGIN.left) / (box.width - MARGIN.left - MARGIN.right);
    this.choose(this.span.from + share * (this.span.to - this.span.from));
  }

  choose(at) {
    this.at = at === null || at >= this.span.to ? null : Math.max(at, this.span.from);
    this.tellPlace();
    this.changed();
  }

  tellPlace() {
    attribute(this.node, "aria-valuemin", Math.round(this.span.from - this.span.to));
    attribute(this.node, "aria-valuemax", 0);
    attribute(this.node, "aria-valuenow", this.at === null ? 0 : Math.round(this.at - this.span.to));
  }
}

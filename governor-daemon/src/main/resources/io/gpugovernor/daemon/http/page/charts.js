// The charts of one domain: what they show, and between which values.

import {make, show} from "./dom.js";
import {clock, known, slack, time, watts, whole} from "./format.js";
import {SPAN} from "./history.js";
import {Plot, roundAbove, roundTicks} from "./plot.js";
import {Scrubber} from "./scrubber.js";

/** Shorter, a chart would only show the steps of its own ticks. */
const LEAST_SPAN = 30;

export class Charts {
  constructor(name, observing) {
    this.clock = new Plot("Clock, MHz", [
      {column: "appliedLeastMHz", between: "appliedMostMHz", label: "applied", className: "applied", step: true},
      {column: "setpointMHz", label: observing ? "would set" : "setpoint", className: "setpoint", step: true},
    ], clock);
    this.power = new Plot("Power, W", [
      {column: "maximumWatts", label: "forecast at maximum", className: "maximum"},
      observing ? {column: "forecastWatts", label: "at that clock", className: "forecast"}
        : {column: "powerWatts", between: "maximumWatts", label: "measured", className: "power"},
      ...observing ? [{column: "powerWatts", label: "measured", className: "power"}] : [],
    ], watts);
    this.ttft = new Plot("TTFT slack", [{column: "ttftSlackSeconds", label: "to spare", className: "slack"}], slack);
    this.tbt = new Plot("TBT slack", [{column: "tbtSlackSeconds", label: "to spare", className: "slack"}], slack);
    this.load = new Plot("Requests", [
      {column: "running", label: "running", className: "running", step: true},
      {column: "waiting", label: "waiting", className: "waiting", step: true},
    ], whole);
    this.plots = [this.clock, this.power, this.ttft, this.tbt, this.load];
    this.title = make("h3", "");
    this.group = make("div", "plots", ...this.plots.map(plot => plot.node));
    this.node = make("section", "charts", this.title, this.group);
    this.scrubber = new Scrubber(this.group, "Charts of " + name, () => this.point());
    new ResizeObserver(() => this.draw()).observe(this.group);
  }

  update(domain, course, now) {
    this.shown = {domain, course, now};
    this.draw();
  }

  draw() {
    if (!this.shown) return;
    const {domain, course, now} = this.shown;
    const oldest = course.length ? course.atSeconds[0] : now;
    const from = now - Math.min(SPAN, Math.max(LEAST_SPAN, now - oldest));
    this.span = {from, to: now, silence: Math.max(1, domain.staleAfterSeconds)};
    this.title.textContent = "Last " + time(Math.round(now - from));
    show(this.ttft.node, known(domain.ttftTargetSeconds));
    show(this.tbt.node, known(domain.tbtTargetSeconds));
    this.clock.draw(course, clockScale(domain), this.span);
    this.power.draw(course, upwards(most(course, ["powerWatts", "maximumWatts", "forecastWatts"], 100)), this.span);
    if (known(domain.ttftTargetSeconds)) {
      this.ttft.draw(course, slackScale(course.ttftSlackSeconds, domain.ttftTargetSeconds), this.span);
    }
    if (known(domain.tbtTargetSeconds)) {
      this.tbt.draw(course, slackScale(course.tbtSlackSeconds, domain.tbtTargetSeconds), this.span);
    }
    this.load.draw(course, upwards(most(course, ["running", "waiting"], 4)), this.span);
    this.scrubber.over(this.span);
    this.point();
  }

  point() {
    for (const plot of this.plots) plot.point(this.scrubber.at);
    this.scrubber.say(this.plots.filter(plot => !plot.node.hidden)
      .map(plot => plot.title + ": " + plot.spoken()).join("; "));
  }
}

function most(course, columns, least) {
  let found = least;
  for (const column of columns) for (const value of course[column]) if (known(value) && value > found) found = value;
  return found;
}

function clockScale(domain) {
  const low = domain.clockMinMHz, high = domain.clockMaxMHz, room = Math.max(1, (high - low) * 0.06);
  const inner = roundTicks(low, high, 3).filter(tick => tick - low > (high - low) / 6 && high - tick > (high - low) / 6);
  return {low: low - room, high: high + room, ticks: [low, ...inner, high], limits: [low, high], label: whole};
}

function upwards(found) {
  const high = roundAbove(found, 3);
  return {low: 0, high: high * 1.04, ticks: roundTicks(0, high, 3), limits: [], label: whole};
}

/** From the target, which is all there can be to spare, to zero; below it is drawn as far as there is something. */
function slackScale(values, target) {
  const least = Math.max(-2 * target, Math.min(0, ...values.filter(known)));
  const low = least < 0 ? -roundAbove(-least, 2) : 0;
  // Two labels closer than this would be written over each other.
  const ticks = [...low < -target / 6 ? [low] : [], 0, ...low < -target ? [] : [target / 2], target];
  return {low: low < 0 ? low : -target * 0.04, high: target * 1.04, ticks, limits: [target],
    label: value => value === 0 ? "0" : time(value)};
}

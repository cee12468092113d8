// One chart: lines over time as SVG, drawn to the pixel so that its text stays sharp and takes the page's colours.

import {attribute, classed, make, makeSvg, say} from "./dom.js";
import {known, NONE, time} from "./format.js";

export const MARGIN = {left: 46, right: 10, top: 10, bottom: 20};
const HEIGHT = 150;
const TIME_STEPS = [5, 10, 15, 30, 60, 120];
const MOST_TIME_TICKS = 5;

/** Of points that share a column of pixels only the first, the outermost and the last are seen. */
function thinned(points) {
  const kept = [];
  for (let i = 0; i < points.length;) {
    const column = Math.round(points[i][0]);
    let last = i, least = i, most = i;
    while (last + 1 < points.length && Math.round(points[last + 1][0]) === column) {
      last++;
      if (points[last][1] < points[least][1]) least = last;
      if (points[last][1] > points[most][1]) most = last;
    }
    for (const place of [...new Set([i, least, most, last])].sort((a, b) => a - b)) kept.push(points[place]);
    i = last + 1;
  }
  return kept;
}

const fixed = number => number.toFixed(1);

function pathOf(run, step) {
  return thinned(run).map(([x, y], i) => i === 0 ? "M" + fixed(x) + " " + fixed(y)
    : step ? "H" + fixed(x) + "V" + fixed(y) : "L" + fixed(x) + " " + fixed(y)).join("");
}

/** Stretches without a gap: a value that is missing ends one, and so does a silence longer than `silence`. */
function runsOf(course, from, silence, pointOf) {
  const runs = [];
  let run = null, before = -Infinity;
  for (let i = Math.max(0, course.at(from)); i < course.length; i++) {
    const at = course.atSeconds[i], point = pointOf(i, at);
    if (!point) { run = null; continue; }
    if (!run || at - before > silence) runs.push(run = []);
    run.push(point);
    before = at;
  }
  return runs;
}

export class Plot {
  /**
   * @param lines what is drawn, each with `column`, `label`, `className`, whether it is a `step` (in force until the
   *     next), and `between`, the column that the area beside it reaches to
   * @param show writes a value with its unit
   */
  constructor(title, lines, show) {
    this.title = title;
    this.lines = lines;
    this.show = show;
    this.values = lines.map(() => make("b", "", NONE));
    const legend = make("span", "legend", ...lines.map((line, i) =>
      make("span", "key", make("i", "swatch " + line.className), line.label + " ", this.values[i])));
    this.svg = makeSvg("svg", {"aria-hidden": "true", focusable: "false", height: HEIGHT});
    this.node = make("figure", "plot", make("figcaption", "", make("span", "plot-title", title), legend), this.svg);
    this.layers = {};
    for (const name of ["grid", "areas", "traces", "ticks", "cursor"]) {
      this.svg.append(this.layers[name] = makeSvg("g", {class: name}));
    }
  }

  /**
   * @param scale `low`, `high`, `ticks` (values with a label), `limits` (values with a line of their own)
   * @param span `from`, `to` in seconds of the daemon's time line, `silence` after which a line breaks
   */
  draw(course, scale, span) {
    const width = Math.max(120, this.svg.clientWidth || this.node.clientWidth || 320);
    attribute(this.svg, "viewBox", "0 0 " + width + " " + HEIGHT);
    const inner = {left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: HEIGHT - MARGIN.bottom};
    const x = at => inner.left + (Math.max(at, span.from) - span.from) / (span.to - span.from)
      * (inner.right - inner.left);
    const y = value => inner.bottom - (Math.min(Math.max(value, scale.low), scale.high) - scale.low)
      / (scale.high - scale.low) * (inner.bottom - inner.top);
    this.frame = {course, span, inner, x, y};
    this.drawGrid(scale, span);
    this.drawTraces();
  }

  drawGrid(scale, span) {
    const {inner, x, y} = this.frame, grid = [], ticks = [];
    if (scale.low < 0) {
      grid.push(makeSvg("rect", {class: "below", x: inner.left, width: inner.right - inner.left, y: y(0),
        height: inner.bottom - y(0)}));
    }
    for (const value of scale.ticks) {
      const kind = value === 0 && scale.low < 0 ? "zero" : scale.limits.includes(value) ? "limit" : "rule";
      grid.push(makeSvg("line", {class: kind, x1: inner.left, x2: inner.right, y1: fixed(y(value)),
        y2: fixed(y(value))}));
      ticks.push(text(scale.label(value), inner.left - 6, y(value) + 4, "end"));
    }
    const seconds = span.to - span.from;
    const step = TIME_STEPS.find(candidate => seconds / candidate <= MOST_TIME_TICKS) || 300;
    for (let ago = 0; ago <= seconds * 0.95; ago += step) {
      const at = x(span.to - ago);
      grid.push(makeSvg("line", {class: "rule", x1: fixed(at), x2: fixed(at), y1: inner.bottom, y2: inner.bottom + 4}));
      ticks.push(text(ago === 0 ? "now" : "\u2212" + (ago % 60 ? ago + "\u202fs" : ago / 60 + "\u202fmin"), at,
        HEIGHT - 4, ago === 0 ? "end" : "middle"));
    }
    this.layers.grid.replaceChildren(...grid);
    this.layers.ticks.replaceChildren(...ticks);
  }

  drawTraces() {
    const {course, span, x, y} = this.frame, areas = [], traces = [];
    for (const line of this.lines) {
      const values = course[line.column];
      if (line.between) {
        const others = course[line.between];
        for (const run of runsOf(course, span.from, span.silence, (i, at) => known(values[i]) && known(others[i])
          && others[i] >= values[i] ? [x(at), y(values[i]), y(others[i])] : null)) {
          const there = thinned(run.map(([px, a]) => [px, a])), back = thinned(run.map(([px, , b]) => [px, b]));
          areas.push(makeSvg("path", {class: "area " + line.className,
            d: pathOf(there, false) + back.reverse().map(([px, b]) => "L" + fixed(px) + " " + fixed(b)).join("") + "Z"}));
        }
      }
      for (const run of runsOf(course, span.from, span.silence,
        (i, at) => known(values[i]) ? [x(at), y(values[i])] : null)) {
        // A dot alone has no length; a hair of one makes it seen.
        const dot = run.length === 1 ? "h0.1" : "";
        traces.push(makeSvg("path", {class: "trace " + line.className, d: pathOf(run, line.step) + dot}));
      }
    }
    this.layers.areas.replaceChildren(...areas);
    this.layers.traces.replaceChildren(...traces);
  }

  /** Tells the values at a moment, and marks it; the newest, unmarked, where `at` is null. */
  point(at) {
    if (!this.frame) return;
    const {course, inner, x, y, span} = this.frame;
    const place = course.at(at === null ? Infinity : at);
    const told = place >= 0 && (at === null ? span.to : at) - course.atSeconds[place] <= span.silence;
    const marks = [];
    if (at !== null) {
      marks.push(makeSvg("line", {class: "hair", x1: fixed(x(at)), x2: fixed(x(at)), y1: inner.top, y2: inner.bottom}));
    }
    this.lines.forEach((line, i) => {
      const value = told ? course[line.column][place] : null;
      say(this.values[i], known(value) ? this.show(value) : NONE);
      if (at !== null && known(value)) {
        marks.push(makeSvg("circle", {class: "dot " + line.className, cx: fixed(x(at)), cy: fixed(y(value)), r: 3.5}));
      }
    });
    this.layers.cursor.replaceChildren(...marks);
  }

  /** What the legend says at present, for those who hear it. */
  spoken() {
    return this.lines.map((line, i) => line.label + " " + this.values[i].textContent).join(", ");
  }
}

function text(content, x, y, anchor) {
  const made = makeSvg("text", {x: fixed(x), y: fixed(y), "text-anchor": anchor});
  made.textContent = content;
  return made;
}

/** Round values between two, about `count` of them. */
export function roundTicks(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const ticks = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-6; tick += step) ticks.push(tick || 0);
  return ticks;
}

/** The least round value of a scale that reaches `most`. */
export function roundAbove(most, count) {
  const ticks = roundTicks(0, most, count), step = ticks.length > 1 ? ticks[1] : most;
  return Math.ceil(most / step - 1e-9) * step;
}

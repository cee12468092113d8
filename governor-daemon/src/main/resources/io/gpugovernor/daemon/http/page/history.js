// What the charts show: the daemon's own recent history, and what has come since the page was opened, bounded.

/** What a chart shows at most. The daemon keeps the newest 512 decisions: two minutes at four a second. */
export const SPAN = 300;

/** At ten decisions a second; more would only be drawn over each other. */
const MOST = SPAN * 10;

/** Longest time from a decision's moment to its record: calls to the driver are given up after half a second each. */
const OVERLAP = 5;

const COLUMNS = ["atSeconds", "setpointMHz", "appliedLeastMHz", "appliedMostMHz", "powerWatts", "forecastWatts",
  "maximumWatts", "ttftSlackSeconds", "tbtSlackSeconds", "running", "waiting"];

class Course {
  constructor() {
    for (const column of COLUMNS) this[column] = [];
  }

  get length() {
    return this.atSeconds.length;
  }

  add(more, now) {
    for (const column of COLUMNS) this[column].push(...more[column]);
    let old = Math.max(0, this.length - MOST);
    while (old < this.length && this.atSeconds[old] < now - SPAN) old++;
    // The one before stays: its line reaches into the chart.
    if (old > 1) for (const column of COLUMNS) this[column].splice(0, old - 1);
  }

  /** Place of the newest decision at or before a moment; -1 if there is none. */
  at(seconds) {
    let low = 0, high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.atSeconds[middle] <= seconds) low = middle + 1; else high = middle;
    }
    return low - 1;
  }
}

export class History {
  constructor() {
    this.clear();
  }

  clear() {
    this.courses = new Map();
    this.now = 0;
    this.after = -1;
  }

  /** Takes an answer of the history endpoint; domains that are gone are forgotten. */
  add(answer) {
    this.now = answer.nowSeconds;
    const before = this.courses;
    this.courses = new Map();
    for (const more of answer.domains) {
      const course = before.get(more.name) || new Course();
      const fresh = more.atSeconds.findIndex(at => !course.length || at > course.atSeconds[course.length - 1]);
      if (fresh >= 0) {
        const rest = {};
        for (const column of COLUMNS) rest[column] = more[column].slice(fresh);
        course.add(rest, this.now);
      }
      this.courses.set(more.name, course);
    }
    // A decision is recorded a little after the moment it bears, so the last seconds are asked for again.
    this.after = Math.max(0, this.now - OVERLAP);
  }

  course(name) {
    return this.courses.get(name) || new Course();
  }
}

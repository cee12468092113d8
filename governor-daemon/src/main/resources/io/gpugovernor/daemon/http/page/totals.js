// The node as a whole: sums over domains. A sum that lacks a part is no sum.

import {make, say, show} from "./dom.js";
import {Figure} from "./figures.js";
import {counted, joules, known, NONE, percent, watts} from "./format.js";
import {isLost} from "./gpus.js";

const sum = values => values.length && values.every(known) ? values.reduce((a, b) => a + b, 0) : null;

export class Totals {
  constructor(section) {
    this.section = section;
    this.tiles = {
      power: new Figure("Power now"), saved: new Figure("Energy saved"), kept: new Figure("Requests in time"),
      budget: new Figure("Error budget left"), domains: new Figure("Domains"), gpus: new Figure("GPUs"),
    };
    section.querySelector("dl").append(...Object.values(this.tiles).map(tile => tile.node));
  }

  update(status) {
    const heard = status.domains.filter(domain => domain.latest), observing = status.mode === "observe";
    show(this.section, heard.length > 0);
    if (!heard.length) return;
    this.power(heard, observing);
    this.saved(heard, observing);
    this.promises(heard);
    this.count(status.domains, heard, observing);
  }

  power(heard, observing) {
    const now = sum(heard.map(domain => domain.latest.powerWatts));
    const field = observing ? "powerWatts" : "powerAtMaximumWatts";
    const other = sum(heard.map(domain => domain.latest.outlook && domain.latest.outlook[field]));
    const against = observing ? "at the clocks it would set" : "at maximum clock";
    const less = known(now) && known(other) ? observing ? now - other : other - now : null;
    const share = known(less) && (observing ? now : other) > 0 ? less / (observing ? now : other) : null;
    this.tiles.power.set(watts(now), !known(now) ? "a GPU is silent, so there is no sum"
      : !known(other) ? "not every domain has a forecast"
        : watts(other) + " " + against + (share > 0 ? ", " + percent(share) + " less" : ""));
    if (observing && known(other)) {
      this.tiles.power.set(watts(now), watts(other) + " " + against + (share > 0 ? ", " + percent(share) + " less" : ""));
    }
  }

  saved(heard, observing) {
    const saved = sum(heard.map(domain => domain.account.energySavedJoules));
    const used = sum(heard.map(domain => domain.account.energyJoules));
    const share = known(used) && used + saved > 0 ? saved / (used + saved) : null;
    this.tiles.saved.set(joules(saved), observing ? "nothing is written in observe mode"
      : known(share) ? percent(share) + " of what maximum clock would use; estimate" : "estimate, net", saved > 0 ? "good" : "");
  }

  promises(heard) {
    const kept = heard.flatMap(domain => [["TTFT", domain.account.ttftAttainmentRatio],
      ["TBT", domain.account.tbtAttainmentRatio]].filter(([, ratio]) => known(ratio))
      .map(([slo, ratio]) => ({slo, ratio, domain})));
    const served = heard.reduce((all, domain) => all + domain.account.requestsServed, 0);
    const worst = kept.reduce((a, b) => !a || b.ratio - b.domain.quantile < a.ratio - a.domain.quantile ? b : a, null);
    const place = item => heard.length > 1 ? " of " + item.domain.name : "";
    this.tiles.kept.set(worst && served ? percent(worst.ratio) : NONE, worst && served
      ? worst.slo + place(worst) + ", " + percent(worst.domain.quantile).replace(".00", "") + " promised; "
        + counted(served, "request", "requests")
      : "no request was served yet", worst && worst.ratio < worst.domain.quantile ? "bad" : "");
    const least = heard.reduce((a, b) =>
      a && a.account.errorBudgetRemainingRatio <= b.account.errorBudgetRemainingRatio ? a : b, null);
    const left = least.account.errorBudgetRemainingRatio;
    this.tiles.budget.set(percent(left), heard.length > 1 ? "of " + least.name + ", in the last hour"
      : "in the last hour", left <= 0 ? "bad" : "");
  }

  count(domains, heard, observing) {
    const governing = heard.filter(domain => domain.latest.state === "governing");
    const others = domains.filter(domain => !governing.includes(domain)).map(domain => domain.name);
    const all = others.length === 0;
    this.tiles.domains.set(all ? String(domains.length) : governing.length + " of " + domains.length,
      all ? observing ? "observed" : "governing" : "not " + (observing ? "observed: " : "governing: ")
        + others.slice(0, 3).join(", ") + (others.length > 3 ? " and " + (others.length - 3) + " more" : ""),
      all ? "" : "warn");
    const gpus = heard.flatMap(domain => domain.latest.gpus), lost = gpus.filter(isLost);
    const throttled = gpus.filter(gpu => gpu.throttled.length);
    this.tiles.gpus.set(lost.length ? gpus.length - lost.length + " of " + gpus.length : String(gpus.length),
      lost.length ? "lost: GPU " + lost.map(gpu => gpu.index).join(", ")
        : throttled.length ? throttled.length + " throttled" : "all readable", lost.length ? "bad" : "");
  }
}

// One policy domain: where it stands and why, its figures, charts, GPUs and decisions.

import {Charts} from "./charts.js";
import {Decisions} from "./decisions.js";
import {classed, make, say, show} from "./dom.js";
import {Budget, Figure, Range} from "./figures.js";
import {age, clock, counted, joules, known, NONE, percent, sentence, slack, time, watts, whole} from "./format.js";
import {Gpus, isLost} from "./gpus.js";
import {classOf, remedyOf, stateOf, whyOf} from "./words.js";

export class Card {
  constructor(name, place, observing) {
    this.name = name;
    this.observing = observing;
    this.badge = make("span", "badge");
    this.tags = make("span", "tags");
    this.subtitle = make("p", "subtitle");
    this.why = make("p", "why");
    this.means = make("p", "means");
    this.remedyText = make("span", "");
    this.remedy = make("p", "remedy", make("strong", "", "What to do: "), this.remedyText);
    this.remarks = make("ul", "remarks");
    const title = make("h2", "", name);
    title.id = "domain-" + place;
    this.range = new Range();
    this.budgetBar = new Budget();
    this.figures = {
      clock: new Figure("Clock", this.range.node), power: new Figure("Power"), ttft: new Figure("TTFT slack"),
      tbt: new Figure("TBT slack"), load: new Figure("Requests running"), workload: new Figure("Workload class"),
      budget: new Figure("Error budget left", this.budgetBar.node), saved: new Figure("Saved"),
    };
    this.charts = new Charts(name, observing);
    this.gpus = new Gpus();
    this.decisions = new Decisions(name);
    this.learned = make("p", "learned soft");
    this.body = make("div", "", make("dl", "figures", ...Object.values(this.figures).map(figure => figure.node)),
      this.charts.node, this.gpus.node, this.decisions.node, this.learned);
    this.node = make("article", "card", make("header", "", title, this.badge, this.tags, this.subtitle), this.why,
      this.means, this.remedy, this.remarks, this.body);
    this.node.id = "card-" + place;
    this.node.tabIndex = -1;
    this.node.setAttribute("aria-labelledby", title.id);
  }

  update(domain) {
    const latest = domain.latest, state = stateOf(latest, this.observing);
    this.stale = latest !== null && latest.ageSeconds > domain.staleAfterSeconds;
    classed(this.badge, "badge " + (this.stale ? "bad" : state.tone));
    say(this.badge, state.sign + " " + state.label);
    this.tag(domain, latest);
    say(this.subtitle, promise(domain, latest));
    say(this.why, latest ? sentence(whyOf(latest)) + "." : "The loop has not decided anything yet. It takes two readings"
      + " of the engine.");
    say(this.means, state.means || "");
    say(this.remedyText, latest ? remedyOf(latest) : "");
    show(this.means, this.means.textContent !== "");
    show(this.remedy, this.remedyText.textContent !== "");
    this.remarks.replaceChildren(...domain.remarks.map(remark => make("li", "", remark)));
    show(this.remarks, domain.remarks.length > 0);
    show(this.body, latest !== null);
    classed(this.node, "card " + state.tone + (this.stale ? " stale" : ""));
    if (!latest) return;
    this.fill(domain, latest, domain.account);
    this.gpus.update(latest.gpus);
    say(this.learned, domain.learning ? "Learned: " + domain.learning : "");
  }

  tag(domain, latest) {
    const tags = [];
    if (this.stale) tags.push(make("span", "badge bad", "No decision for " + time(latest.ageSeconds)));
    if (domain.override) {
      tags.push(make("span", "badge warn", "Override: "
        + (known(domain.override.clockMHz) ? clock(domain.override.clockMHz) : "highest clock") + ", "
        + time(domain.override.secondsLeft) + " left (" + domain.override.reason + ")"));
    }
    if (this.tags.textContent !== tags.map(tag => tag.textContent).join("")) this.tags.replaceChildren(...tags);
  }

  fill(domain, latest, account) {
    const {load, outlook, gpus} = latest, figures = this.figures, observing = this.observing;
    const applied = gpus.map(gpu => gpu.appliedClockMHz).filter(known);
    figures.clock.rename(observing ? "Clock it would set" : "Clock");
    figures.clock.set(known(latest.setpointMHz) ? clock(latest.setpointMHz)
      : latest.state === "release_failed" ? "Not released" : observing ? NONE : "Default", appliedNote(applied),
    latest.state === "release_failed" ? "bad" : "");
    this.range.set(domain.clockMinMHz, domain.clockMaxMHz, latest.setpointMHz, applied);
    figures.power.set(watts(latest.powerWatts), powerNote(latest, observing));
    this.slacks(domain, outlook);
    figures.load.set(load ? whole(load.running) : NONE, load ? whole(load.waiting) + " waiting, "
      + (load.firstTokenDebtCertain ? "" : "at most ") + whole(load.firstTokenDebt) + " owed a first token"
      : "no telemetry of the engine");
    const rate = load && known(load.requestsPerSecond) ? load.requestsPerSecond.toFixed(1) + " requests/s" : "";
    figures.workload.set(load && load.workloadClass || NONE,
      [load && load.workloadClass ? classOf(load.workloadClass) : "", rate].filter(Boolean).join("; "));
    const left = account.errorBudgetRemainingRatio, budget = budgetNote(account);
    figures.budget.set(percent(left), budget, left <= 0 ? "bad" : "");
    this.budgetBar.set(left, percent(left) + ", " + budget);
    figures.saved.set(joules(account.energySavedJoules), observing ? "nothing is written, so nothing is saved"
      : savedNote(account), account.energySavedJoules > 0 ? "good" : "");
  }

  slacks(domain, outlook) {
    const account = domain.account;
    for (const [figure, target, value, kept] of [
      [this.figures.ttft, domain.ttftTargetSeconds, outlook && outlook.ttftSlackSeconds, account.ttftAttainmentRatio],
      [this.figures.tbt, domain.tbtTargetSeconds, outlook && outlook.tbtSlackSeconds, account.tbtAttainmentRatio]]) {
      figure.show(known(target));
      if (known(target)) {
        figure.set(slack(value), "of " + time(target) + "; " + percent(kept) + " kept",
          known(value) && value < 0 ? "bad" : "");
      }
    }
  }

  draw(domain, course, now) {
    if (!domain.latest) return;
    this.charts.update(domain, course, now);
    this.decisions.grow(now);
  }
}

function promise(domain, latest) {
  const targets = [["TTFT", domain.ttftTargetSeconds], ["TBT", domain.tbtTargetSeconds]]
    .filter(([, target]) => known(target)).map(([name, target]) => name + " \u2264 " + time(target));
  const models = latest ? [...new Set(latest.gpus.map(gpu => gpu.model))].join(", ") : "";
  return (models ? latest.gpus.length + " \u00d7 " + models + " \u00b7 " : "") + targets.join(", ") + " for "
    + percent(domain.quantile).replace(".00", "") + " of requests";
}

function appliedNote(applied) {
  if (!applied.length) return "no GPU's clock could be read";
  const low = Math.min(...applied), high = Math.max(...applied);
  return (low === high ? clock(low) : whole(low) + " to " + clock(high)) + " applied";
}

function powerNote(latest, observing) {
  const silent = latest.gpus.filter(gpu => !known(gpu.powerWatts));
  if (silent.length) {
    return counted(silent.length, "GPU", "GPUs") + " of " + latest.gpus.length
      + (silent.every(isLost) ? " lost" : " silent") + ", so there is no sum";
  }
  if (!latest.outlook) return "no forecast";
  const {powerWatts, powerAtMaximumWatts} = latest.outlook;
  return observing ? watts(powerWatts) + " expected at that clock"
    : watts(powerAtMaximumWatts) + " expected at maximum clock";
}

function budgetNote(account) {
  if (account.lastHourRequests === 0) return "no request in the last hour";
  return account.lastHourMisses.toFixed(1) + " missed, " + account.lastHourAllowedMisses.toFixed(1) + " may, of "
    + counted(account.lastHourRequests, "request", "requests") + " in the last hour";
}

export function savedNote(account) {
  const whole = account.energyJoules + account.energySavedJoules;
  if (!known(account.energyJoules) || whole <= 0) return "estimate, net";
  return percent(account.energySavedJoules / whole) + " of what maximum clock would use; estimate";
}

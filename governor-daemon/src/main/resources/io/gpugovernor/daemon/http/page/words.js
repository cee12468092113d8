// What states and reasons mean, and what a person can do about them.

import {clock, counted, known, plain, sentence, slack, watts, whole} from "./format.js";

const STATES = {
  governing: {label: "Governing", tone: "good", sign: "\u25cf"},
  holding: {label: "Holding", tone: "warn", sign: "\u25d0",
    means: "The clock stays where it is, for a reason outside the policy."},
  warming_up: {label: "Warming up", tone: "warn", sign: "\u25cc",
    means: "The GPUs run at the driver's default clock until enough is known. A few readings are enough."},
  released: {label: "Released", tone: "bad", sign: "\u25b2",
    means: "No clock is locked: the GPUs run at the driver's default clock, at full speed. Nothing is saved."},
  release_failed: {label: "Release failed", tone: "bad", sign: "\u25b2",
    means: "A GPU may still be locked at a low clock. The daemon goes on trying."},
};

const UNHEARD = {label: "No decision yet", tone: "warn", sign: "\u25cc"};

/** Label, tone and meaning of the state a domain is in. In observe mode no clock is anybody's but the driver's. */
export function stateOf(latest, observing) {
  if (!latest) return UNHEARD;
  const state = STATES[latest.state] || {label: sentence(plain(latest.state)), tone: "warn", sign: "\u25cc"};
  if (!observing) return state;
  return latest.state === "governing" ? {...state, label: "Observing"}
    : {...state, means: "Nothing is written in observe mode: the GPUs run at the driver's default clock."};
}

const REMEDIES = {
  stale_telemetry: "Look after the engine: is it up, and does its metrics page answer? gpu-governor doctor asks as the"
    + " daemon does. The domain is governed again as soon as the engine answers; nothing need be restarted here.",
  engine_asleep: "Nothing need be done. The domain is governed again when the engine wakes.",
  engine_stuck: "Look at the engine's log, then drain it and start it anew. The governor only witnesses this.",
  clamped: "If a clock outside the range is meant: clocks.min and clocks.max in the policy file.",
  switch_cap: "If it lasts: hysteresis.maxSwitchesPerMinute in the policy file.",
  overrun: "If it lasts for minutes, the forecast does not fit this node: gpu-governor explain shows both.",
  kv_pressure: "If it lasts, the engine has too little memory for its load: admit fewer requests at a time.",
  throttled: "Look at power limit and cooling: nvidia-smi -q -d POWER,TEMPERATURE",
  override: "It ends by itself. To end it now, on the node: gpu-governor override --clear",
  power_budget: "If the node may draw more: node.powerBudget in the policy file.",
  actuation_failed: "gpu-governor doctor says what is missing: permission, driver or lease. It is tried again by"
    + " itself.",
  not_honoured: "Something holds the GPU at another clock: nvidia-smi -q -d CLOCK,PERFORMANCE says what the driver"
    + " knows. It is tried again by itself.",
  foreign_change: "Another program sets clocks on this node. Agree on one: stop the other, or take these GPUs out of"
    + " the policy file.",
  shutdown: "The daemon is stopping. If it does not come back: systemctl status gpu-governor",
};

/** What to do about a decision; empty where nothing is to be done. */
export function remedyOf(latest) {
  if (latest.state === "release_failed") {
    return "On the node, as root: nvidia-smi -rgc -i INDEX. If the GPU is lost or the command hangs, drain the node and"
      + " reboot; a lock ends with the reboot.";
  }
  return REMEDIES[latest.reason] || "";
}

/** Reason, detail and failure in one clause. */
export const whyOf = decision => decision.explanation + (decision.detail ? ": " + decision.detail : "")
  + (decision.actuationFailure ? " (" + decision.actuationFailure + ")" : "");

/** What a decision did with the clock: `[direction, text]`. */
export function moveOf(decision) {
  const from = decision.previousMHz, to = decision.setpointMHz;
  if (decision.state === "release_failed") return ["stuck", "not released"];
  if (!known(to)) return ["free", known(from) ? whole(from) + " \u2192 released" : "released"];
  if (!decision.changesClock) return ["same", clock(to)];
  if (!known(from)) return ["up", "released \u2192 " + clock(to)];
  return [to > from ? "up" : "down", whole(from) + " \u2192 " + clock(to)];
}

const CALLS = {
  observed_only: "nothing was written",
  reasserted: "set again, after another program had changed it",
  failed: "the call failed",
  yielded: "left to another program, which holds a clock",
};

/** The inputs that mattered, for the second line of a decision. */
export function inputsOf(decision) {
  const {load, outlook} = decision, parts = [];
  parts.push(load ? counted(load.running, "request", "requests") + " running, " + whole(load.waiting) + " waiting"
    : "load unknown");
  if (outlook) {
    const slacks = [["TTFT", outlook.ttftSlackSeconds], ["TBT", outlook.tbtSlackSeconds]]
      .filter(([, value]) => known(value)).map(([name, value]) => name + " " + slack(value));
    if (slacks.length) parts.push("slack " + slacks.join(", "));
    parts.push("expects " + watts(outlook.powerWatts) + ", " + watts(outlook.powerAtMaximumWatts) + " at maximum");
  }
  if (CALLS[decision.actuation]) parts.push(CALLS[decision.actuation]);
  return parts.join(" \u00b7 ");
}

const SIZES = {S: "short", M: "medium", L: "long"};

/** `ML` as medium prompts, long answers. */
export function classOf(code) {
  const prompts = SIZES[code[0]], answers = SIZES[code[1]];
  return prompts && answers ? prompts + " prompts, " + answers + " answers" : "";
}

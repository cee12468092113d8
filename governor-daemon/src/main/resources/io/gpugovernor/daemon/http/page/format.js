// Numbers as people read them. What is unknown is a dash, never a zero.

export const NONE = "\u2013";
const MINUS = "\u2212", THIN = "\u202f";

export const known = value => value !== null && value !== undefined;

const GROUPED = new Intl.NumberFormat("en-US", {maximumFractionDigits: 0});
const signOf = value => value < 0 ? MINUS : "";

export const whole = value => signOf(Math.round(value)) + GROUPED.format(Math.abs(Math.round(value)));
export const clock = mhz => known(mhz) ? whole(mhz) + THIN + "MHz" : NONE;
export const watts = value => known(value) ? whole(value) + THIN + "W" : NONE;
export const counted = (count, one, many) => whole(count) + " " + (count === 1 ? one : many);

/** Shares near one get two decimals and are never rounded up to a whole that was not reached. */
export function percent(ratio) {
  if (!known(ratio)) return NONE;
  const share = Math.abs(100 * ratio);
  const digits = share > 90 && share < 100 ? 2 : share > 0 && share < 10 ? 1 : 0;
  const shown = digits === 2 ? Math.floor(share * 100) / 100 : share;
  return signOf(ratio) + shown.toFixed(digits) + THIN + "%";
}

export function joules(value) {
  if (!known(value)) return NONE;
  const sign = signOf(value), size = Math.abs(value);
  if (size >= 3.6e6) return sign + (size / 3.6e6).toFixed(2) + THIN + "kWh";
  if (size >= 1e3) return sign + (size / 1e3).toFixed(size < 1e5 ? 1 : 0) + THIN + "kJ";
  return sign + size.toFixed(0) + THIN + "J";
}

export function time(seconds) {
  if (!known(seconds)) return NONE;
  const sign = signOf(seconds), size = Math.abs(seconds);
  if (size < 0.9995) return sign + Math.round(size * 1000) + THIN + "ms";
  if (size < 99.5) return sign + size.toFixed(size < 9.95 ? 1 : 0) + THIN + "s";
  if (size < 5400) return sign + Math.round(size / 60) + THIN + "min";
  if (size < 172800) return sign + Math.round(size / 3600) + THIN + "h";
  return sign + Math.round(size / 86400) + THIN + "days";
}

/** Time since something that happened: whole seconds are enough. */
export const age = seconds => seconds < 1 ? "just now" : time(seconds < 60 ? Math.floor(seconds) || 1 : seconds)
  .replace(/\.0/, "") + " ago";

export const slack = seconds => known(seconds) ? (seconds > 0 ? "+" : "") + time(seconds) : NONE;

const TWO = {hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"};
const TIME_OF_DAY = new Intl.DateTimeFormat("en-GB", TWO);
const DAY = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  hourCycle: "h23"});

/** A moment by the clock of whoever reads. */
export const timeOfDay = milliseconds => TIME_OF_DAY.format(milliseconds);
export const day = milliseconds => DAY.format(milliseconds);

export const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);
export const plain = code => code.replaceAll("_", " ");

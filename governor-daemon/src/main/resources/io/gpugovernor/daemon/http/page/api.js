// Asks the daemon. Paths are relative, so that the page works behind a proxy that puts it elsewhere than at the root.

/** Longer than any answer takes; a daemon that hangs is to be told from one that is slow. */
const TIMEOUT_MS = 4000;

async function ask(path) {
  const response = await fetch(path, {cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS)});
  if (!response.ok) throw new Error(path.split("?")[0] + " answered with status " + response.status);
  return response.json();
}

export const askStatus = () => ask("api/v1/status");

/** Everything after `after`, of every domain; all that is kept if it is negative. */
export const askHistory = after => ask("api/v1/history" + (after < 0 ? "" : "?after=" + after));

/** The newest changes of clock or state after `after`. */
export const askChanges = async (domain, last, after) => (await ask("api/v1/decisions?domain="
  + encodeURIComponent(domain) + "&changes=true&last=" + last + (after < 0 ? "" : "&after=" + after))).decisions;

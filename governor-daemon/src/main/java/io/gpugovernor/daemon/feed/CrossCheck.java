package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import java.util.Optional;

/**
 * Holds the feed against a scrape. A scrape made between two looks at the feed must show numbers between the two, give or
 * take what can be under way: the datagram of the last 10 ms, and requests that come and go while the page is made.
 * Gauges are compared as they are, and so is the first-token debt; counters by how far they advanced since the last
 * agreement, because the two may have begun to count at different times.
 */
final class CrossCheck {
    /** Requests that may be under way, beside a tenth of those in flight. */
    private static final long SLACK = 2;

    private static final long SHARE = 10;

    private record Compared(long line, EngineSnapshot feed, EngineSnapshot page) {}

    private Optional<Compared> last = Optional.empty();

    /**
     * Compares; empty if they agree, else where they do not.
     *
     * @param line the feed's line of counters
     * @param before the feed before the scrape
     * @param page the scrape
     * @param after the feed after the scrape
     */
    Optional<String> compare(long line, EngineSnapshot before, EngineSnapshot page, EngineSnapshot after) {
        Optional<String> difference = differs(
                        "running", before.running(), page.running(), after.running(), slack(before, after))
                .or(() -> differs("first-token debt", owed(before), owed(page), owed(after), slack(before, after)));
        Compared reference = last.filter(known -> known.line() == line
                        && page.finished() >= known.page().finished()
                        && page.firstTokens() >= known.page().firstTokens())
                .orElse(null);
        if (reference != null) {
            long finished = reference.feed().finished() - reference.page().finished();
            long firstTokens = reference.feed().firstTokens() - reference.page().firstTokens();
            // What the reference was off by counts as well.
            long slack = slack(before, after) + slack(reference.feed(), reference.feed());
            difference = difference
                    .or(() ->
                            differs("finished", before.finished(), page.finished() + finished, after.finished(), slack))
                    .or(() -> differs(
                            "first tokens",
                            before.firstTokens(),
                            page.firstTokens() + firstTokens,
                            after.firstTokens(),
                            slack));
        }
        if (difference.isEmpty()) {
            last = Optional.of(new Compared(line, after, page));
        }
        return difference;
    }

    /** As the loop counts it: never below those waiting, nor above those in flight. */
    private static long owed(EngineSnapshot engine) {
        long counted = engine.arrived() - engine.firstTokens();
        return Math.max(engine.waiting(), Math.min(engine.waiting() + engine.running(), counted));
    }

    private static long slack(EngineSnapshot before, EngineSnapshot after) {
        long inFlight = Math.max(before.running() + before.waiting(), after.running() + after.waiting());
        return SLACK + inFlight / SHARE;
    }

    private static Optional<String> differs(String what, long before, long page, long after, long slack) {
        boolean agrees = page >= Math.min(before, after) - slack && page <= Math.max(before, after) + slack;
        return agrees
                ? Optional.empty()
                : Optional.of(
                        what + " is " + page + " on the metrics page, and " + before + " to " + after + " by the feed");
    }
}

package io.gpugovernor.daemon.node;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.List;

/**
 * How often another program has set a domain's clocks, and how long to wait until they are set again: not at all the first
 * time, then 10 s and 60 s, and then it is taken as meant, and tried again every 10 min. A change counts on from the last
 * one unless the domain was left alone for {@link #WINDOW} in between.
 *
 * @param count changes in a row
 * @param forgottenAt when a further change is a first one again
 */
record ForeignChanges(int count, Moment forgottenAt) {
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final ForeignChanges NONE = new ForeignChanges(0, new Moment(Long.MIN_VALUE));

    private static final List<Duration> WAITS = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final Duration ASIDE = Duration.ofMinutes(10);

    /** One more, at {@code now}. */
    ForeignChanges another(Moment now) {
        int next = now.isBefore(forgottenAt) ? Math.min(count + 1, WAITS.size() + 1) : 1;
        return new ForeignChanges(next, now.plus(waitAfter(next)).plus(WINDOW));
    }

    /** Time to leave the clocks alone after the last one. */
    Duration pause() {
        return waitAfter(count);
    }

    /** How often, for people. */
    String times() {
        return switch (count) {
            case 1 -> "for the first time";
            case 2 -> "for the second time";
            case 3 -> "for the third time";
            default -> "again and again";
        };
    }

    private static Duration waitAfter(int changes) {
        return changes <= WAITS.size() ? WAITS.get(changes - 1) : ASIDE;
    }
}

package io.gpugovernor.core.telemetry;

/**
 * How far {@code finished + running + waiting - first tokens given} has drifted from the first tokens really owed, as the
 * narrowest interval that the counters allow.
 *
 * <pre>
 * an abort before the first token is an end without one        drift may grow by the aborts of the window
 * an end after the first token that the engine did not count   drift may fall by the ends unseen
 * owed lies in [waiting - put out of the batch since idle, in flight]   drift = counted - owed lies in the image
 * </pre>
 *
 * While nothing is in flight nothing is owed: both ends meet, and the drift is known exactly, whatever happened before.
 * Immutable.
 */
final class DebtDrift {
    private final long least;
    private final long most;
    /** Requests put out of the batch since the drift was last known; they may wait although they had their first token. */
    private final long preempted;
    /** Whether the interval was ever known to hold the truth, and was contradicted by nothing since. */
    private final boolean anchored;

    private DebtDrift(long least, long most, long preempted, boolean anchored) {
        this.least = least;
        this.most = most;
        this.preempted = preempted;
        this.anchored = anchored;
    }

    /**
     * The drift of an engine never seen before. One that says it aborted nothing has not drifted; of any other, the past
     * is unknown until it is idle.
     */
    static DebtDrift first(EngineSnapshot engine) {
        long aborted = engine.particulars().aborted().orElse(engine.finished());
        DebtDrift before = new DebtDrift(0, aborted, engine.preemptions(), aborted == 0);
        return before.within(before.least, before.most, before.preempted, engine);
    }

    /** The drift after {@code window}, which ended with {@code engine}. */
    DebtDrift after(Window window, EngineSnapshot engine) {
        return within(
                least - window.finer().unseenEnds(),
                most + window.finer().endsWithoutFirstToken(),
                preempted + window.preemptions(),
                engine);
    }

    private DebtDrift within(long fewest, long largest, long thrownOut, EngineSnapshot engine) {
        long counted = counted(engine);
        if (engine.inFlight() == 0) {
            return with(counted, counted, 0, true);
        }
        long lowest = counted - engine.inFlight();
        long highest = counted - Math.max(0, engine.waiting() - thrownOut);
        long from = Math.max(lowest, Math.min(highest, fewest));
        long to = Math.max(lowest, Math.min(highest, largest));
        boolean contradicted = fewest > highest || largest < lowest;
        return with(from, to, thrownOut, anchored && !contradicted);
    }

    /** Nearly every window leaves the drift as it was. */
    private DebtDrift with(long from, long to, long thrownOut, boolean known) {
        return from == least && to == most && thrownOut == preempted && known == anchored
                ? this
                : new DebtDrift(from, to, thrownOut, known);
    }

    /** Whether the drift is known to the last request. */
    boolean isExact() {
        return anchored && least == most;
    }

    /** The most first tokens that {@code engine} may owe. */
    long most(EngineSnapshot engine) {
        return counted(engine) - least;
    }

    /** The least first tokens that {@code engine} may owe; 0 where the interval may not hold the truth. */
    long least(EngineSnapshot engine) {
        return anchored ? Math.max(0, counted(engine) - most) : 0;
    }

    private static long counted(EngineSnapshot engine) {
        return engine.arrived() - engine.firstTokens();
    }
}

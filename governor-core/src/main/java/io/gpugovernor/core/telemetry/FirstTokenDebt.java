package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The requests still owed a first token, oldest first, and when each joined.
 *
 * <p>{@code debt = finished + running + waiting - first tokens given}, all from standard metrics, less what that
 * difference has drifted: see {@link DebtDrift}. Where the drift is not known exactly, the most that may be owed is
 * counted and the debt is not {@link #isCertain certain}. Requests put off for reasons that no clock mends are not
 * counted while they are. An engine that does not count first tokens owes those waiting, and those that are in prefill
 * or, where it does not say, may have joined in the last window.
 *
 * <p>Joining moments are known to within the window in which the request appeared, and more closely where several did: see
 * {@link JoiningOrder}. The engine serves first come first served, so every first token pays the oldest debt. Immutable.
 */
public final class FirstTokenDebt {
    /** More than an engine can queue usefully; the oldest matter most, so the newest are not tracked beyond it. */
    private static final int MOST_TRACKED = 4096;

    public static final FirstTokenDebt NONE =
            new FirstTokenDebt(0, new long[0], new long[0], Payments.NONE, Long.MIN_VALUE, Optional.empty(), 0, true);

    /** Debts, those too that are not tracked. */
    private final long all;
    /** For each debt that is tracked, within what time it joined; nanoseconds, oldest first. */
    private final long[] earliest;

    private final long[] latest;
    private final Payments payments;
    /** Middle of the window in which the debt before the oldest one was paid, nanoseconds; the beginning of time if none. */
    private final long lastPaid;

    private final Optional<DebtDrift> drift;
    private final int least;
    private final boolean certain;

    private FirstTokenDebt(
            long all,
            long[] earliest,
            long[] latest,
            Payments payments,
            long lastPaid,
            Optional<DebtDrift> drift,
            int least,
            boolean certain) {
        this.all = all;
        this.earliest = earliest;
        this.latest = latest;
        this.payments = payments;
        this.lastPaid = lastPaid;
        this.drift = drift;
        this.least = least;
        this.certain = certain;
    }

    /**
     * The debt after {@code window}, given the engine as it stands at the window's end.
     *
     * @param dispersion how unevenly requests come
     */
    public FirstTokenDebt after(Window window, EngineSnapshot engine, ArrivalDispersion dispersion) {
        JoiningOrder order = new JoiningOrder(window, dispersion);
        long began = window.from().nanos();
        long paid = window.firstTokens() > 0 ? began + (window.to().nanos() - began) / 2 : lastPaid;
        if (!engine.particulars().countsFirstTokens()) {
            return following(order, guessed(window, engine), 0, paid, Optional.empty(), engine.inFlight() == 0);
        }
        DebtDrift drifted = drift.isPresent() ? drift.get().after(window, engine) : DebtDrift.first(engine);
        boolean exact = drifted.isExact() && engine.particulars().deferred() == 0;
        return following(order, counted(drifted, engine), least(drifted, engine), paid, Optional.of(drifted), exact);
    }

    private FirstTokenDebt following(
            JoiningOrder order, long total, long atLeast, long paid, Optional<DebtDrift> drifted, boolean exact) {
        Window window = order.window();
        long fresh = Math.min(total, window.arrivals());
        long older = total - fresh;
        int paidBefore = (int) Math.max(0, Math.min(earliest.length, all - older));
        int kept = (int) Math.min(earliest.length - paidBefore, older);
        int owed = (int) Math.min(MOST_TRACKED, total);
        long[] from = new long[owed];
        long[] to = new long[owed];
        System.arraycopy(earliest, paidBefore, from, 0, kept);
        System.arraycopy(latest, paidBefore, to, 0, kept);
        int firstFresh = (int) Math.min(owed, older);
        // A debt that was not tracked before this window has waited at least since it began.
        Arrays.fill(from, kept, firstFresh, window.from().nanos());
        Arrays.fill(to, kept, firstFresh, window.from().nanos());
        long paidAtOnce = window.arrivals() - fresh;
        for (int i = firstFresh; i < owed; i++) {
            long rank = paidAtOnce + i - firstFresh + 1;
            from[i] = order.earliest(rank);
            to[i] = order.latest(rank);
        }
        Payments made = paidBefore + paidAtOnce == 0
                ? Payments.NONE
                : new Payments(window, earliest, latest, paidBefore, paidAtOnce);
        int certainly = exact ? owed : (int) Math.min(owed, atLeast);
        return new FirstTokenDebt(total, from, to, made, paid, drifted, certainly, exact);
    }

    /** Whoever waits has work before it, also one that was put out of the batch after its first token. */
    private static long counted(DebtDrift drift, EngineSnapshot engine) {
        long most = drift.most(engine) - engine.particulars().deferred();
        return Math.max(engine.waiting(), Math.min(engine.waiting() + engine.running(), most));
    }

    private static long least(DebtDrift drift, EngineSnapshot engine) {
        return Math.max(0, drift.least(engine) - engine.particulars().deferred());
    }

    private static long guessed(Window window, EngineSnapshot engine) {
        long prefilling = engine.particulars().prefilling().orElse(window.arrivals());
        return engine.waiting() + Math.min(engine.running(), prefilling);
    }

    /** Whether the count is exact; else it is the most that may be owed, and how far the oldest is done is unknown. */
    public boolean isCertain() {
        return certain;
    }

    /** How many are owed a first token for certain: {@link #count} where that is exact, else no more than that. */
    public int least() {
        return least;
    }

    /** The debts that were paid in the last window. */
    public Payments payments() {
        return payments;
    }

    /** How many are owed, of those that are tracked: 4,096 where more are. */
    public int count() {
        return earliest.length;
    }

    /** How many of them {@code engine} has in its batch, as whoever waits is owed one too. */
    int begun(EngineSnapshot engine) {
        return (int) Math.max(0, count() - engine.waiting());
    }

    public boolean isEmpty() {
        return earliest.length == 0;
    }

    /** The earliest moment at which the {@code index}-th oldest debt is taken to have joined. */
    public Moment joinedAfter(int index) {
        return new Moment(earliest[index]);
    }

    /** How far behind {@link #joinedAfter} it may have joined. */
    public Duration joinedWithin(int index) {
        return Duration.ofNanos(latest[index] - earliest[index]);
    }

    /** The longest that the {@code index}-th oldest debt is taken to have waited at {@code at}, in seconds, for formulas. */
    public double secondsWaited(int index, Moment at) {
        return (at.nanos() - earliest[index]) / 1e9;
    }

    /** How long it has waited for certain, in seconds, for formulas. */
    public double secondsWaitedAtLeast(int index, Moment at) {
        return secondsWaited(index, at) - secondsUncertain(index);
    }

    /** How much less than {@link #secondsWaited} it may have waited, in seconds, for formulas. */
    public double secondsUncertain(int index) {
        return (latest[index] - earliest[index]) / 1e9;
    }

    /** When the engine probably began the oldest debt's prefill: when it joined, or the one before it was paid. */
    public Moment headBegan() {
        return new Moment(headBeganNanos());
    }

    /** How long ago at {@code at} {@link #headBegan} was, in seconds, for formulas. */
    public double secondsSinceHeadBegan(Moment at) {
        return (at.nanos() - headBeganNanos()) / 1e9;
    }

    /** Whether {@link #headBegan} is {@code moment}, so that a caller that knows it need not make it again. */
    public boolean headBeganAt(Moment moment) {
        return moment.nanos() == headBeganNanos();
    }

    private long headBeganNanos() {
        return Math.max((earliest[0] + latest[0]) / 2, lastPaid);
    }
}

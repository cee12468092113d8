package io.gpugovernor.sim.twin;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.engine.RequestLog;
import io.gpugovernor.sim.engine.SimEngine;
import io.gpugovernor.sim.engine.TokenWatch;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The digital twin of one policy domain: a simulated engine on simulated GPUs, in virtual time.
 *
 * <p>Time moves only in {@link #advanceTo}. Between two events the power is constant, so energy is exact. A clock that
 * comes into force in the middle of a step stalls the GPU and stretches or shrinks what is left of the step.
 */
public final class Twin {
    private static final long NEVER = Long.MAX_VALUE;

    private final HardwareProfile profile;
    private final StepPhysics physics;
    private final SimEngine engine;
    private final ClockDomain clocks;
    private final JitterTape jitters;

    private long now;
    private StepShape step = StepShape.NOTHING;
    private long stepsBegun;
    private double jitter;
    private double left;
    private long stepEnd = NEVER;
    private long stalledUntil;
    private StepPhysics.Run run;
    private double watts;
    private double joules;
    private double megahertzSeconds;

    /**
     * @param switching what changing a clock takes
     * @param random draws the jitter of steps; the same generator state gives the same run
     * @param completions told of every request that ends
     */
    public Twin(
            HardwareProfile profile, SwitchTiming switching, RandomGenerator random, Consumer<Completion> completions) {
        this(profile, switching, random, RequestLog.ofEnds(completions));
    }

    /**
     * @param switching what changing a clock takes
     * @param random draws the jitter of steps; the same generator state gives the same run
     * @param log told of every first token and every end
     */
    public Twin(HardwareProfile profile, SwitchTiming switching, RandomGenerator random, RequestLog log) {
        this.profile = profile;
        this.physics = new StepPhysics(profile);
        this.engine = new SimEngine(profile, log);
        this.clocks = new ClockDomain(profile.clocks().max(), switching);
        this.jitters = new JitterTape(random);
        this.run = physics.run(StepShape.decode(1, 1), clocks.applied());
        rest();
    }

    private Twin(Twin other, Consumer<Completion> completions) {
        profile = other.profile;
        physics = other.physics;
        engine = other.engine.fork(completions);
        clocks = other.clocks.copy();
        jitters = other.jitters.fork();
        now = other.now;
        step = other.step;
        stepsBegun = other.stepsBegun;
        jitter = other.jitter;
        left = other.left;
        stepEnd = other.stepEnd;
        stalledUntil = other.stalledUntil;
        run = other.run;
        watts = other.watts;
        joules = other.joules;
        megahertzSeconds = other.megahertzSeconds;
    }

    /**
     * A twin in the same state, which goes its own way from here on and leaves this one undisturbed. Treated alike, both
     * do the same to the last bit: the jitter of steps to come is the same too.
     *
     * @param completions told of every request that ends in the fork
     */
    public Twin fork(Consumer<Completion> completions) {
        return new Twin(this, completions);
    }

    /** What an engine's own policy may see. */
    public Insight insight() {
        return new Insight(this);
    }

    /** A request reaches the engine at the present moment. */
    public void submit(int promptTokens, int outputTokens) {
        submit(promptTokens, outputTokens, TokenWatch.NOBODY);
    }

    /**
     * A request reaches the engine at the present moment, and somebody wants to see its tokens.
     *
     * @param watch told while time passes in {@link #advanceTo}
     * @return whether the engine took it; it refuses what can never fit its KV cache
     */
    public boolean submit(int promptTokens, int outputTokens, TokenWatch watch) {
        boolean taken = engine.submit(now(), promptTokens, outputTokens, watch);
        if (stepEnd == NEVER) {
            beginStep();
        }
        return taken;
    }

    /** Lets everything happen that happens until {@code moment}. */
    public void advanceTo(Moment moment) {
        while (true) {
            long next = Math.min(stepEnd, clocks.nextChange());
            if (next > moment.nanos()) {
                passTime(moment.nanos());
                return;
            }
            passTime(next);
            if (clocks.nextChange() <= now) {
                changeClock();
            } else {
                endStep();
            }
        }
    }

    /** When the step in progress ends; empty-handed callers get a moment that never comes. */
    public Moment stepEnd() {
        return new Moment(stepEnd);
    }

    /** The step in progress; {@link StepShape#NOTHING} while the engine is idle. */
    public StepShape step() {
        return step;
    }

    /** Steps begun since the twin was made. */
    public long stepsBegun() {
        return stepsBegun;
    }

    /** Asks for another clock; it comes into force after call and transition. */
    public void lock(Megahertz clock) {
        clocks.request(clock, now);
    }

    /** Removes the lock: the highest clock applies again. */
    public void release() {
        lock(profile.clocks().max());
    }

    public Moment now() {
        return new Moment(now);
    }

    public EngineSnapshot snapshot() {
        return engine.snapshot(now());
    }

    public SimEngine engine() {
        return engine;
    }

    public HardwareProfile profile() {
        return profile;
    }

    /** The clock the GPUs run at: the one in force, or less where the power limit binds. */
    public Megahertz appliedClock() {
        return throttled() ? run.effectiveClock() : clocks.applied();
    }

    /** The clock in force, whether or not the power limit allows it. */
    public Megahertz clockInForce() {
        return clocks.applied();
    }

    /** Whether the power limit holds the GPUs below the clock in force. */
    public boolean throttled() {
        return stepEnd != NEVER && run.throttled();
    }

    /** Power of the whole domain at the present moment. */
    public Watts power() {
        return new Watts(watts);
    }

    /** Energy of the whole domain since the twin was made. */
    public Joules energy() {
        return new Joules(joules);
    }

    /** Mean over time of the clock in force since the twin was made, MHz; not a number before any time has passed. */
    public double meanClockMegahertz() {
        return megahertzSeconds / now().seconds();
    }

    private void passTime(long until) {
        double seconds = (until - now) / 1e9;
        joules += watts * seconds;
        megahertzSeconds += clocks.applied().value() * seconds;
        now = until;
    }

    private void beginStep() {
        step = engine.beginStep(now());
        if (step.equals(StepShape.NOTHING)) {
            rest();
            return;
        }
        double sigma = profile.jitter().value();
        jitter = Math.exp(sigma * jitters.next() - sigma * sigma / 2);
        left = 1;
        stepsBegun++;
        continueStep(Math.max(now, stalledUntil));
    }

    /** Computes what is left of the step from {@code from} on, at the clock in force. */
    private void continueStep(long from) {
        run = physics.run(step, clocks.applied());
        double seconds = Durations.seconds(run.time()) * jitter;
        stepEnd = from + Math.max(1, Math.round(seconds * left * 1e9));
        watts = run.power().value();
    }

    private void changeClock() {
        double rate = stepEnd == NEVER ? 0 : 1e-9 / (Durations.seconds(run.time()) * jitter);
        if (stepEnd != NEVER) {
            left = Math.min(left, Math.max(0, (stepEnd - now) * rate));
        }
        boolean changed = clocks.apply(now);
        if (changed) {
            stalledUntil = now + clocks.stallNanos();
        }
        if (stepEnd == NEVER) {
            rest();
        } else {
            continueStep(Math.max(now, stalledUntil));
        }
    }

    private void endStep() {
        engine.endStep(now());
        beginStep();
    }

    private void rest() {
        stepEnd = NEVER;
        watts = physics.idle(clocks.applied()).value();
    }
}

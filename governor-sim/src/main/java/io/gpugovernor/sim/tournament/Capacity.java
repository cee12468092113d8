package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The SLO capacity of a hardware for a trace: the highest rate scale at which at least 99 % of the requests of the whole
 * trace keep the SLO at maximum clock. Found by bisection to one percent; {@code --load} is a percentage of it. That of a
 * generated workload is found likewise, on an hour or less of it at each rate.
 */
public final class Capacity {
    private static final double KEPT = 0.99;
    private static final double PRECISION = 1.01;
    private static final double LOWEST = 1e-3;
    private static final double HIGHEST = 1e3;
    /** Maximum clock needs no decisions; looking once in a while is enough. */
    private static final TelemetryMode SELDOM = new TelemetryMode.Scrape(Duration.ofMinutes(1));

    /** A shorter trace is replayed again and again, so that 99 % of its requests are more than a few. */
    private static final int LEAST_REQUESTS = 1000;

    private static final long SEED = 0;
    /** Nobody asks how long these runs take. */
    private static final Moment UNTIMED = new Moment(0);

    /** Enough of them that 99 % are told from 98 %. */
    private static final int ENOUGH_REQUESTS = 3000;

    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** What arrives at a rate scale, over the returned scenario's duration. */
    private interface Arrivals {
        Scenario at(double scale);
    }

    private final String name;
    private final Arrivals arrivals;
    private final Scenario like;
    private final Consumer<String> progress;

    private Capacity(String name, Arrivals arrivals, Scenario like, Consumer<String> progress) {
        this.name = name;
        this.arrivals = arrivals;
        this.like = like;
        this.progress = progress;
    }

    /**
     * @param trace the trace at its own rate
     * @param like hardware and SLO to find it for; its own trace is not used
     * @param progress told what is being tried
     * @throws IllegalArgumentException if no rate keeps the SLO, or the trace has no span to scale
     */
    public static RateScale find(Trace trace, Scenario like, Consumer<String> progress) {
        if (trace.span().isZero()) {
            throw new IllegalArgumentException("trace " + trace.name()
                    + " has no time span, so it has no rate; use --rate-scale instead of --load");
        }
        return new Capacity(trace.name(), scale -> replayed(trace, scale, like), like, progress).find();
    }

    /**
     * The same for a generated workload. Its rate is scaled; its bursts and silences keep their lengths.
     *
     * @throws IllegalArgumentException if no rate keeps the SLO
     */
    public static RateScale find(TraceGenerator generator, Scenario like, Consumer<String> progress) {
        return new Capacity(generator.name(), scale -> generated(generator, scale, like), like, progress).find();
    }

    private static Scenario replayed(Trace trace, double scale, Scenario like) {
        int rounds = 1 + (LEAST_REQUESTS - 1) / trace.size();
        Duration whole = Duration.ofNanos(Math.max(1, (long) (trace.span().toNanos() * rounds / scale)));
        return seldom(Replay.of(trace).scaledBy(new RateScale(scale)).over(whole), whole, like);
    }

    private static Scenario generated(TraceGenerator generator, double scale, Scenario like) {
        ArrivalRate rate = generator.rate().times(new RateScale(scale));
        double seconds = ENOUGH_REQUESTS / rate.perSecond();
        Duration duration = Durations.ofSeconds(
                Math.max(Durations.seconds(SHORTEST), Math.min(Durations.seconds(LONGEST), seconds)));
        return seldom(generator.withRate(rate).generate(duration, SEED), duration, like);
    }

    private static Scenario seldom(Trace trace, Duration duration, Scenario like) {
        return new Scenario(trace, duration, like.hardware(), like.slo(), SELDOM, like.switching());
    }

    private RateScale find() {
        double low = 1;
        while (!keeps(low)) {
            low /= 2;
            if (low < LOWEST) {
                throw new IllegalArgumentException("no rate of trace " + name + " keeps the SLO for 99 % on "
                        + like.hardware().name() + ", even a request at a time; relax --slo-ttft or --slo-tbt, or use"
                        + " --rate-scale");
            }
        }
        double high = low * 2;
        while (high < HIGHEST && keeps(high)) {
            low = high;
            high *= 2;
        }
        while (high / low > PRECISION) {
            double middle = Math.sqrt(low * high);
            if (keeps(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new RateScale(low);
    }

    private boolean keeps(double scale) {
        progress.accept(String.format(Locale.ROOT, "finding the SLO capacity: trying rate scale %.3f", scale));
        RunResult result = Simulation.run(arrivals.at(scale), "max", new MaximumPolicy(), SEED, () -> UNTIMED);
        return result.attainment().joint().value() >= KEPT;
    }
}

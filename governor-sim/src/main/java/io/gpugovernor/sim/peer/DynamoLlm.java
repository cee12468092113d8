package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.twin.Insight;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * DynamoLLM (HPCA 2025, arXiv 2408.00741): its instance level, the clock.
 *
 * <pre>
 * every 5 s:   the level of least power that, by the profiles of the length classes, carries the load predicted
 * emergency    (somebody has waited half the TTFT target for a first token):  highest level until nobody has
 * </pre>
 *
 * <ul>
 *   <li>There: a cluster; instances serve pools of one length class; the numbers of instances and their parallelism
 *       change every 30 and 5 minutes; load and output lengths are predicted; profiles of throughput, latency and
 *       energy by class, parallelism and clock. Binning and periods are partly from memory; there is no official code.
 *   <li>Here: one instance that serves all classes, with its parallelism fixed. A level carries a mix if the shares of
 *       it that the classes need by themselves add up to at most one.
 *   <li>Liberties: the predictor is perfect: it knows the rates of the next minute, class by class; profiles come from
 *       the twin itself, with the trace's own lengths; the paper's emergencies also reorder and move requests, which
 *       one engine cannot.
 * </ul>
 */
public final class DynamoLlm implements Policy {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration TREND = Duration.ofMinutes(1);
    private static final double EMERGENCY = 0.5;

    private final Insight engine;
    private final Foreknowledge future;
    private final double emergency;
    private final LengthProfiles profiles;
    private final Moment due;
    private final Megahertz level;

    private DynamoLlm(
            Insight engine,
            Foreknowledge future,
            double emergency,
            LengthProfiles profiles,
            Moment due,
            Megahertz level) {
        this.engine = engine;
        this.future = future;
        this.emergency = emergency;
        this.profiles = profiles;
        this.due = due;
        this.level = level;
    }

    /** The policy for {@code engine}, on which {@code arrivals} will be replayed. */
    public static DynamoLlm in(Insight engine, Trace arrivals, Slo slo, LengthProfiles profiles) {
        double emergency = EMERGENCY * Promise.of(slo).ttft();
        Megahertz highest = engine.profile().clocks().max();
        return new DynamoLlm(engine, new Foreknowledge(arrivals), emergency, profiles, engine.now(), highest);
    }

    @Override
    public Ruling rule(Situation situation) {
        EngineState state = EngineState.of(engine);
        boolean decides = !state.now().isBefore(due);
        Megahertz chosen = decides ? choose(state.now()) : level;
        Moment next = decides ? state.now().plus(PERIOD) : due;
        DynamoLlm remembering = new DynamoLlm(engine, future, emergency, profiles, next, chosen);
        for (RequestState request : state.owed()) {
            if (state.age(request) > emergency) {
                return Answer.maximum(situation, remembering);
            }
        }
        return Answer.of(chosen, situation, remembering);
    }

    private Megahertz choose(Moment now) {
        return profiles.cheapest(rates(now, TREND));
    }

    private Map<LengthClass, Double> rates(Moment now, Duration horizon) {
        Map<LengthClass, Double> rates = new HashMap<>();
        Trace arrivals = future.arrivals();
        int end = future.firstFrom(now.plus(horizon));
        for (int i = future.firstFrom(now); i < end; i++) {
            LengthClass of = LengthClass.of(arrivals.promptTokens(i), arrivals.outputTokens(i));
            rates.merge(of, 1 / Durations.seconds(horizon), Double::sum);
        }
        return rates;
    }
}

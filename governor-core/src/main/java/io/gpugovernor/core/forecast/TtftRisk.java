package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.LengthDistribution;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;

/**
 * Expected misses of the TTFT target if the clock is {@code f} until the next decision can take effect, and maximum from
 * then on (recourse).
 *
 * <p>Observation: whatever is chosen now, the next decision can go to maximum. What matters is how many prompt tokens
 * can still be computed by a deadline {@code d} from now:
 *
 * <pre>
 * C(f, d) = (min(d', H) / s(f) + max(0, d' - H) / s(max))           tokens; s: seconds a prompt token
 * d' = d - overhead - wait(f)                                       wait: the step in progress, and one step's fixed part
 * H  = tick + actuation
 * </pre>
 *
 * A debt with {@code W} tokens ahead of it, of which the oldest has {@code done} behind it, misses with probability
 * {@code P(L > done + C(f, d) - W | L > done)}. The request that may come next is counted the same way with the whole
 * target as its deadline, weighted by the hazard of its arrival within a tick; it is seen at the next tick, so it spends
 * between the actuation time and H at {@code f}. A prompt that no clock could save counts at every clock alike, and
 * cancels in the difference to maximum.
 */
public final class TtftRisk {
    /** Debts beyond this many are as good as lost or saved together; the loop stays bounded. */
    private static final int MOST_DEBTS = 64;
    /** Arrivals within one tick that are told apart. */
    private static final int MOST_ARRIVALS = 4;
    /** Where in its tick a request may arrive: the middles of thirds. */
    private static final double[] ARRIVAL_PLACES = {1 / 6.0, 3 / 6.0, 5 / 6.0};

    private final EngineModel model;
    private final WorkAhead work;
    private final Observation seen;
    private final double target;
    private final double tick;
    private final double actuation;
    private final double fastest;
    private final double expectedArrivals;

    TtftRisk(EngineModel model, WorkAhead work, Observation seen, Duration target, Cadence cadence, Megahertz highest) {
        this.model = model;
        this.work = work;
        this.seen = seen;
        this.target = Durations.seconds(target) - Durations.seconds(model.firstTokenOverhead());
        this.tick = Durations.seconds(cadence.tick());
        this.actuation = Durations.seconds(cadence.actuation());
        this.fastest = secondsPerToken(highest);
        this.expectedArrivals = seen.workload().arrivals().expectedWithin(cadence.tick());
    }

    /** Expected misses at {@code clock}, not yet relative to maximum. */
    double misses(Megahertz clock) {
        double slow = secondsPerToken(clock);
        return debtMisses(clock, slow) + arrivalMisses(clock, slow);
    }

    /** Time from now until the oldest debt, or a request arriving now, has its first token; expected. */
    Duration expected(Megahertz clock) {
        FirstTokenDebt debt = seen.workload().debt();
        double waited =
                debt.isEmpty() ? 0 : Math.max(0, Durations.seconds(seen.at().since(debt.joined(0))));
        double prompt = debt.isEmpty() ? work.meanPrompt() : Math.max(0, work.prefillTokens() / work.debts());
        double rest = wait(clock) + prompt * secondsPerToken(clock);
        return model.firstTokenOverhead().plus(Durations.ofSeconds(waited + rest));
    }

    private double debtMisses(Megahertz clock, double slow) {
        FirstTokenDebt debt = seen.workload().debt();
        LengthDistribution prompts = seen.workload().prompts();
        double horizon = tick + actuation;
        double misses = 0;
        double ahead = 0;
        for (int i = 0; i < Math.min(MOST_DEBTS, debt.count()); i++) {
            double left = target - Durations.seconds(seen.at().since(debt.joined(i))) - (i == 0 ? 0 : wait(clock));
            double tokens = capacity(left, horizon, slow) - ahead;
            double done = i == 0 ? work.headDone() : 0;
            misses += prompts.probabilityAbove(done + tokens, done).value();
            ahead += i == 0 ? work.prefillTokens() - (work.debts() - 1) * work.meanPrompt() : work.meanPrompt();
        }
        return misses;
    }

    private double arrivalMisses(Megahertz clock, double slow) {
        LengthDistribution prompts = seen.workload().prompts();
        double doneByThen = tick / 2 / slow;
        double backlog = Math.max(0, work.prefillTokens() - doneByThen);
        double left = target - wait(clock);
        double misses = 0;
        double atLeast = 1;
        double term = Math.exp(-expectedArrivals);
        for (int arrival = 1; arrival <= MOST_ARRIVALS; arrival++) {
            atLeast -= term;
            term *= expectedArrivals / arrival;
            if (atLeast < 1e-9) {
                break;
            }
            double ahead = backlog + (arrival - 1) * work.meanPrompt();
            double miss = 0;
            for (double place : ARRIVAL_PLACES) {
                double tokens = capacity(left, (1 - place) * tick + actuation, slow) - ahead;
                miss += prompts.probabilityAbove(tokens).value() / ARRIVAL_PLACES.length;
            }
            misses += atLeast * miss;
        }
        return misses;
    }

    /** Prompt tokens that can be computed within {@code left} seconds, the first {@code slowTime} of them slowly. */
    private double capacity(double left, double slowTime, double slow) {
        return Math.max(0, Math.min(left, slowTime)) / slow + Math.max(0, left - slowTime) / fastest;
    }

    /** Mean wait for the step in progress, and the part of a step that no prompt length explains. */
    private double wait(Megahertz clock) {
        double step = model.stepTime().seconds(clock, 0, Math.max(1, work.decodes()), work.meanContext());
        return work.decodes() > 0 ? 1.5 * step : step;
    }

    private double secondsPerToken(Megahertz clock) {
        return WorkAhead.prefillSecondsPerToken(model, clock, work.decodes(), work.meanContext());
    }
}

package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.ArrivalClusters;
import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.LengthDistribution;
import io.gpugovernor.core.telemetry.LengthDistribution.Remaining;
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
 * C(f, d) = min(d', H) / s(f) + max(0, d' - H - stall) / s(max)     tokens; s: seconds a prompt token
 * d' = d - overhead - wait(f)                                       wait: the step in progress, and one step's fixed part
 * H  = tick + actuation
 * </pre>
 *
 * or {@code d' / s(f)} where the stall of a change costs more than maximum wins back.
 *
 * Three kinds of requests can miss, each with the probability that the prompts up to and including its own are longer
 * than C:
 *
 * <ol>
 *   <li><b>owed now</b>: a debt with the prompts before it in line, of which the oldest has some tokens done. Where the
 *       engine says how long those together are that it has begun, all but the last of them end with the step in progress;
 *   <li><b>next</b>: arrivals within this tick, weighted by the hazard of any and by how many come together; seen at the
 *       next tick, so they spend between the actuation time and H at {@code f};
 *   <li><b>later</b>: arrivals within one target's time after H, behind the backlog that {@code f} leaves; and where that
 *       backlog is more than one target's work at maximum, all that arrive until it is worked off.
 * </ol>
 *
 * A prompt that no clock could save counts at every clock alike, and cancels in the difference to maximum.
 */
final class TtftRisk {
    /** Debts beyond this many are as good as lost or saved together; the loop stays bounded. */
    private static final int MOST_DEBTS = 64;
    /** Arrivals of one cluster that are told apart. */
    private static final int MOST_TOGETHER = 6;
    /** The middles of thirds: where in a span of time something may happen. */
    private static final double[] THIRDS = {1 / 6.0, 3 / 6.0, 5 / 6.0};

    /**
     * Shares of the modelled pace to count on for what is owed; which of them goes with which third of the time it may have
     * waited. Prompts fill steps unevenly and steps vary, and the clock that is chosen is the one with the most flattering
     * forecast: a tenth less in the mean.
     */
    private static final double[] PACES = {0.9, 0.73, 1.07};

    private static final Remaining[] NOTHING_TO_GUESS = {};

    private static final double SAME_MOMENT = 1e-6;

    /** Share of the maximum pace that counts as spare where arrivals leave less: an overload does not last for ever. */
    private static final double LEAST_DRAIN = 0.1;

    private final WorkAhead work;
    private final Observation seen;
    private final LengthDistribution prompts;
    private final double target;
    private final double tick;
    private final double actuation;
    private final double stall;
    private final double fastest;
    private final double arrivalRate;
    /** Prompt tokens that fit into a step beside the decodes. */
    private final double stepRoom;
    /** How long the oldest debt's prompt can be, by thirds of the time it may have waited; none if there is none or it is told. */
    private final Remaining[] head;
    /** Probability of any arrival within the tick. */
    private final double any;

    TtftRisk(EngineModel model, WorkAhead work, Observation seen, Duration target, Cadence cadence, Megahertz highest) {
        this.work = work;
        this.seen = seen;
        this.prompts = seen.workload().prompts();
        this.target = Durations.seconds(target) - Durations.seconds(model.firstTokenOverhead());
        this.tick = Durations.seconds(cadence.tick());
        this.actuation = Durations.seconds(cadence.actuation());
        this.stall = Durations.seconds(cadence.stall());
        this.fastest = work.pace().promptToken(highest) / model.stepTime().prefillTrust(highest);
        this.arrivalRate = seen.workload().arrivals().perSecond();
        this.stepRoom = Math.max(0, model.stepTokens() - work.decodes());
        this.head = seen.workload().debt().isEmpty() || work.begun() > 0 ? NOTHING_TO_GUESS : head();
        this.any = -Math.expm1(-arrivalRate * tick / seen.workload().clusters().mean());
    }

    /** What is left of the oldest prompt. If its prefill began when it joined, the longer ago that was, the more is done. */
    private Remaining[] head() {
        FirstTokenDebt debt = seen.workload().debt();
        double longest = debt.secondsWaited(0, seen.at());
        double spread = debt.secondsUncertain(0);
        double expectedWait = longest - spread / 2;
        boolean atOnce = expectedWait > 0 && debt.secondsSinceHeadBegan(seen.at()) > expectedWait - SAME_MOMENT;
        Remaining[] left = new Remaining[THIRDS.length];
        for (int third = 0; third < THIRDS.length; third++) {
            double waited = longest - THIRDS[third] * spread;
            left[third] = prompts.longerThan(atOnce ? work.headDone() * waited / expectedWait : work.headDone());
        }
        return left;
    }

    /**
     * Expected misses at a clock, not yet relative to maximum.
     *
     * @param slow seconds a prompt token at that clock, as far as the model is trusted
     * @param step seconds of a decode step at that clock
     * @param standstill seconds that the GPUs stand still first, beside what a change to come takes
     * @param limit as many are enough: where there are more, they need not all be counted
     */
    double misses(double slow, double step, double standstill, double limit) {
        double wait = wait(step);
        double owed = owedMisses(slow, wait, standstill, limit);
        double soon = owed < limit ? owed + nextMisses(slow, wait + standstill / 2, limit - owed) : owed;
        return soon < limit ? soon + laterMisses(slow, wait) : soon;
    }

    /** What the target leaves of the time to first token of the oldest debt, or of a request arriving now. */
    Duration slack(double slow, double step) {
        FirstTokenDebt debt = seen.workload().debt();
        double waited = debt.isEmpty() ? 0 : debt.secondsWaited(0, seen.at());
        double prompt = debt.isEmpty() ? work.meanPrompt() : work.headRest();
        double rest = wait(step) + prompt * slow;
        return Durations.ofSeconds(target - waited - rest);
    }

    private double owedMisses(double slow, double wait, double standstill, double limit) {
        FirstTokenDebt debt = seen.workload().debt();
        double misses = 0;
        for (int i = 0; i < Math.min(MOST_DEBTS, debt.count()) && misses < limit; i++) {
            double longest = debt.secondsWaited(i, seen.at());
            double spread = debt.secondsUncertain(i);
            for (int third = 0; third < THIRDS.length && misses < limit; third++) {
                double waited = longest - THIRDS[third] * spread;
                double modelled = capacity(target - waited - standstill - wait, tick + actuation, slow);
                double tokens = (modelled - shared(third, debt.count() - 1 - i)) * PACES[third];
                misses += chanceOwedAbove(i, third, tokens) / THIRDS.length;
            }
        }
        return misses;
    }

    /** Probability that the prompts up to the {@code i}-th oldest debt's have more than {@code tokens} left to compute. */
    private double chanceOwedAbove(int i, int third, double tokens) {
        int begun = work.begun();
        if (i < begun) {
            double left = i < begun - 1 ? Math.min(stepRoom, work.headRest()) : work.headRest();
            return chanceOfMore(left, tokens);
        }
        if (begun > 0) {
            int behind = i - begun + 1;
            return prompts.chanceSumAbove(behind * work.meanPrompt(), behind, tokens - work.headRest());
        }
        return i == 0
                ? head[third].chanceAbove(head[third].known() + tokens)
                : prompts.chanceSumAbove(work.headRest() + i * work.meanPrompt(), i + 1, tokens);
    }

    /**
     * Probability that {@code left} tokens take longer than {@code tokens} as modelled: 1 / (1 + (tokens / left)^16), a
     * logistic distribution of the error's logarithm with a deviation of a ninth. No clock is without any risk by it, so a
     * price that has risen enough always moves the clock.
     */
    private static double chanceOfMore(double left, double tokens) {
        if (tokens <= 0) {
            return 1;
        }
        double ratio = tokens / left;
        double square = ratio * ratio;
        double fourth = square * square;
        double eighth = fourth * fourth;
        return 1 / (1 + eighth * eighth);
    }

    private double nextMisses(double slow, double wait, double limit) {
        ArrivalClusters clusters = seen.workload().clusters();
        double before = Math.max(0, work.prefillTokens() - tick / 2 / slow);
        double available = target - wait;
        double early = capacity(available, (1 - THIRDS[0]) * tick + actuation, slow);
        double halfway = capacity(available, (1 - THIRDS[1]) * tick + actuation, slow);
        double late = capacity(available, (1 - THIRDS[2]) * tick + actuation, slow);
        double misses = 0;
        for (int place = 1; place <= MOST_TOGETHER && misses < limit; place++) {
            double expected = before + place * work.meanPrompt();
            double count = before / work.meanPrompt() + place;
            misses += any
                    * clusters.probabilityOfAtLeast(place)
                    * prompts.meanChanceSumAbove(expected, count, early, halfway, late);
        }
        return misses;
    }

    private double laterMisses(double slow, double wait) {
        double horizon = tick + actuation;
        double inflow = arrivalRate * work.meanPrompt();
        double left = Math.max(0, work.prefillTokens() + horizon * (inflow - 1 / slow));
        double tokens = capacity(target - wait, 0, slow);
        double misses = 0;
        for (double third : THIRDS) {
            double after = third * target;
            double backlog = Math.max(0, left + after * (inflow - 1 / fastest));
            double count = 1 + work.debts() + arrivalRate * (horizon + after);
            misses += prompts.chanceSumAbove(backlog + work.meanPrompt(), count, tokens) / THIRDS.length;
        }
        double overload = Math.max(0, left - tokens);
        double drain = Math.max(LEAST_DRAIN / fastest, 1 / fastest - inflow);
        return arrivalRate * (target * misses + overload / drain);
    }

    /**
     * Prompt tokens that can be computed within {@code left} seconds, the first {@code slowTime} of them slowly: all of them
     * slowly, or going to maximum and standing still meanwhile.
     */
    private double capacity(double left, double slowTime, double slow) {
        double raised = Math.max(0, Math.min(left, slowTime)) / slow + Math.max(0, left - slowTime - stall) / fastest;
        return Math.max(raised, Math.max(0, left) / slow);
    }

    /**
     * Tokens of the prompts behind one that fill its last step, which gives the first token when it ends: anything up to a
     * step's room, if so many are behind it.
     *
     * @param third which third of the possible; another than that of the time it goes with
     * @param behind prompts behind it
     */
    private double shared(int third, int behind) {
        return THIRDS[(third + 1) % THIRDS.length] * Math.min(stepRoom, behind * work.meanPrompt());
    }

    /** Mean wait for the step in progress, and the part of a step that no prompt length explains. */
    private double wait(double step) {
        return work.decodes() > 0 ? 1.5 * step : step;
    }
}

package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.characterize.Percentiles;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How one instance of a configuration fared on its part of the requests, on the twin. The instances are alike, so one
 * stands for all.
 *
 * @param kept share of the requests that kept every target; of a run that was given up, an upper bound below the promise
 * @param ttft the promised quantile of the time to first token
 * @param tbt the promised quantile of a request's mean time between tokens
 * @param mean draw of the instance while requests arrived
 * @param peak what its draw, averaged over a second each, does not exceed in 99 % of the seconds
 * @param widest most requests it had at a time, in its batch and waiting for it
 */
public record Trial(Ratio kept, Duration ttft, Duration tbt, Watts mean, Watts peak, int widest) {
    /** Requests that fill the batch before counting begins, as a share of those that count. */
    private static final double WARM_UP = 0.1;

    private static final double PEAK = 0.99;
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

    /** Whether as many requests were in time as {@code slo} promises. */
    public boolean keeps(Slo slo) {
        return kept.value() >= slo.quantile().value();
    }

    /** One instance of {@code configuration} on its part of what {@code question} describes. */
    static Trial of(Configuration configuration, Question question) {
        Effort effort = question.effort();
        int instances = configuration.fleet().instances();
        int warmUp = (int) (WARM_UP * effort.requests());
        Trace all =
                question.demand().arrivals(question.rate(), (warmUp + effort.requests()) * instances, effort.seed());
        return new Run(configuration, question.slo(), effort.seed(), warmUp).of(all, instances);
    }

    private static final class Run {
        private final Slo slo;
        private final int warmUp;
        private final Twin twin;
        private final List<Completion> ended = new ArrayList<>();
        private final List<Double> seconds = new ArrayList<>();
        private int misses;
        private int widest;
        private double joulesThen;

        Run(Configuration configuration, Slo slo, long seed, int warmUp) {
            this.slo = slo;
            this.warmUp = warmUp;
            twin = new Twin(
                    configuration.instance(), SwitchTiming.DEFAULT, new SplittableRandom(seed).split(), this::ended);
            twin.lock(configuration.clock());
            twin.advanceTo(twin.now().plus(SETTLED));
        }

        /** Every {@code instances}-th request. */
        Trial of(Trace all, int instances) {
            long offset = twin.now().nanos();
            int mine = (all.size() + instances - 1) / instances;
            double allowed = slo.allowedMisses().value() * Math.max(1, mine - warmUp);
            Moment begun = twin.now();
            double joules = 0;
            for (int i = 0; i < mine && misses <= allowed; i++) {
                advance(offset + all.arrival(i * instances).toNanos());
                if (i == Math.min(warmUp, mine - 1)) {
                    begun = twin.now();
                    joules = twin.energy().value();
                    ended.clear();
                    seconds.clear();
                    misses = 0;
                }
                twin.submit(all.promptTokens(i * instances), all.outputTokens(i * instances));
                widest =
                        Math.max(widest, twin.engine().running() + twin.engine().waiting());
            }
            double watts = (twin.energy().value() - joules)
                    / Math.max(1e-9, Durations.seconds(twin.now().since(begun)));
            Moment deadline = twin.now().plus(LONGEST_DRAIN);
            while (!twin.engine().idle() && misses <= allowed && twin.now().compareTo(deadline) < 0) {
                twin.advanceTo(twin.now().plus(A_SECOND));
            }
            return result(Math.max(1, mine - warmUp), new Watts(watts));
        }

        /** With the draw of every whole second on the way. */
        private void advance(long nanos) {
            long second = A_SECOND.toNanos();
            for (long next = (twin.now().nanos() / second + 1) * second; next <= nanos; next += second) {
                twin.advanceTo(new Moment(next));
                double joules = twin.energy().value();
                seconds.add(joules - joulesThen);
                joulesThen = joules;
            }
            twin.advanceTo(new Moment(nanos));
        }

        private void ended(Completion completion) {
            ended.add(completion);
            boolean late = slo.ttft().isPresent()
                    && completion.ttft().compareTo(slo.ttft().get()) > 0;
            boolean slow = slo.tbt().isPresent()
                    && completion.tbt().isPresent()
                    && completion.tbt().get().compareTo(slo.tbt().get()) > 0;
            misses += late || slow ? 1 : 0;
        }

        private Trial result(int counted, Watts mean) {
            double quantile = slo.quantile().value();
            int unfinished = Math.max(0, counted - ended.size());
            boolean givenUp = misses > slo.allowedMisses().value() * counted;
            int requests = Math.max(counted, ended.size());
            Ratio kept = Ratio.of(requests - misses - (givenUp ? 0 : unfinished), requests, Ratio.ZERO);
            double peak = seconds.isEmpty()
                    ? mean.value()
                    : new Percentiles(seconds.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())
                            .at(PEAK);
            return new Trial(
                    kept,
                    at(quantile, ended.stream().map(Completion::ttft).toList()),
                    at(
                            quantile,
                            ended.stream().flatMap(each -> each.tbt().stream()).toList()),
                    mean,
                    new Watts(peak),
                    widest);
        }

        private static Duration at(double quantile, List<Duration> sample) {
            return sample.isEmpty()
                    ? Duration.ZERO
                    : Durations.ofSeconds(new Percentiles(sample.stream()
                                    .mapToDouble(Durations::seconds)
                                    .toArray())
                            .at(quantile));
        }
    }
}

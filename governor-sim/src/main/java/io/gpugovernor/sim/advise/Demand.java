package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LengthDistribution;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What requests look like, at whatever rate they come. */
public sealed interface Demand {
    /** How results call it. */
    String label();

    /**
     * So many requests at a mean rate, in the order of their arrival.
     *
     * @param requests at least 2
     * @param seed draws what is drawn
     */
    Trace arrivals(ArrivalRate rate, int requests, long seed);

    /**
     * One kind of request in a mix.
     *
     * @param share of all requests
     */
    record Part(String name, LengthDistribution prompt, LengthDistribution output, Ratio share) {}

    /** Independent arrivals of requests whose kind and lengths are drawn for each. */
    record Mixed(String label, List<Part> parts) implements Demand {
        private static final double ROUNDING = 1e-6;

        /** @throws IllegalArgumentException if the shares do not add up to 1 */
        public Mixed {
            parts = List.copyOf(parts);
            double sum =
                    parts.stream().mapToDouble(part -> part.share().value()).sum();
            if (Math.abs(sum - 1) > ROUNDING) {
                throw new IllegalArgumentException("the shares of a mix add up to 1, not to " + sum);
            }
        }

        @Override
        public Trace arrivals(ArrivalRate rate, int requests, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Request> arrivals = new ArrayList<>(requests);
            double seconds = 0;
            for (int i = 0; i < requests; i++) {
                seconds -= Math.log(1 - random.nextDouble()) / rate.perSecond();
                Part part = pick(random.nextDouble());
                arrivals.add(new Request(
                        Durations.ofSeconds(seconds),
                        part.prompt().at(new Ratio(random.nextDouble())),
                        part.output().at(new Ratio(random.nextDouble()))));
            }
            return new Trace(label, arrivals);
        }

        private Part pick(double drawn) {
            double passed = 0;
            for (Part part : parts) {
                passed += part.share().value();
                if (drawn < passed) {
                    return part;
                }
            }
            return parts.get(parts.size() - 1);
        }
    }

    /** Recorded requests: the first of them, faster or slower, from the start again where they do not suffice. */
    record Recorded(Trace trace) implements Demand {
        /** @throws IllegalArgumentException if all its requests arrive at once, so that it has no rate */
        public Recorded {
            if (trace.meanRate().isEmpty()) {
                throw new IllegalArgumentException("trace " + trace.name() + " has no time span, so it has no rate");
            }
        }

        /** The rate it was recorded at. */
        public ArrivalRate ownRate() {
            return trace.meanRate().orElseThrow();
        }

        @Override
        public String label() {
            return trace.name();
        }

        @Override
        public Trace arrivals(ArrivalRate rate, int requests, long seed) {
            RateScale scale = new RateScale(rate.perSecond() / ownRate().perSecond());
            return Replay.of(trace).scaledBy(scale).over(Durations.ofSeconds(requests / rate.perSecond()));
        }
    }
}

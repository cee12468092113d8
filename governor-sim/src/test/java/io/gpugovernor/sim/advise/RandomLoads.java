package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LengthDistribution;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Loads drawn from a seed, to be served by Llama-70B on eight H100 spread over two, four or eight. */
final class RandomLoads {
    private static final List<HardwareProfile> HARDWARE = Stream.of(2, 4, 8)
            .map(gpus -> HardwareProfiles.load("h100-llama-70b-tp" + gpus))
            .toList();

    private RandomLoads() {}

    /** Six clocks and three batch limits: few enough to try them all. */
    private static Effort reduced(int requests) {
        return new Effort(requests, 7, new Effort.Spaced(330), List.of(16, 64));
    }

    static Question of(long seed, int requests) {
        SplittableRandom random = new SplittableRandom(seed);
        int input = (int) between(random, 60, 1500);
        int output = (int) between(random, 30, 400);
        Demand demand = new Demand.Mixed(
                input + " in, " + output + " out",
                List.of(new Demand.Part(
                        "any", LengthDistribution.around(input), LengthDistribution.around(output), Ratio.ONE)));
        // Prefill of about 60 microseconds a token and 0.5 ms a token of a batch bound what eight GPUs can bear.
        double bearable = 1 / (6e-5 * input + 5e-4 * output);
        ArrivalRate rate = new ArrivalRate(bearable * between(random, 0.03, 1.3));
        Slo slo = Slo.of(
                Durations.ofSeconds(between(random, 0.4, 2)),
                Durations.ofSeconds(between(random, 0.05, 0.15)),
                new Ratio(random.nextBoolean() ? 0.99 : 0.95));
        Node.Rental rental = random.nextBoolean() ? Node.Rental.WHOLE_NODE : Node.Rental.PER_GPU;
        return new Question(
                HARDWARE,
                new Node(8, rental, new Watts(79)),
                demand,
                rate,
                slo,
                Objective.ENERGY,
                new Tariff(0.2, 3),
                reduced(requests));
    }

    /** Uniform in the logarithm. */
    private static double between(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}

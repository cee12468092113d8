package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one length class does to the engine at every level, measured on a twin with random arrivals of that class alone:
 * the table that DynamoLLM profiles before it serves.
 *
 * @param capacity requests a second that the highest level carries within the SLO; 0 if it carries none
 * @param carried requests a second that each level carries within the SLO; 0 if none
 * @param watts mean power by level and by load, at the loads of {@link #LOADS}
 */
record ClassProfile(double capacity, List<Double> carried, List<List<Double>> watts) {
    /** Loads measured, as shares of capacity. */
    static final List<Double> LOADS = List.of(0.25, 0.5, 0.75, 1.0);

    /** Of a class that was not measured. */
    static final ClassProfile NONE = new ClassProfile(0, List.of(), List.of());

    private static final int SAMPLE = 120;
    private static final double KEPT = 0.99;
    private static final long SEED = 20240330;
    private static final Duration DRAIN = Duration.ofMinutes(2);

    /** One measurement: whether the SLO was kept, and the mean power. */
    private record Measured(boolean kept, double watts) {}

    /** Measures with the lengths of {@code requests}, over and over again. */
    static ClassProfile measure(HardwareProfile hardware, Promise promise, List<Request> requests, Ladder levels) {
        double capacity = capacity(hardware, promise, requests, levels.highest());
        List<Double> carried = new ArrayList<>();
        List<List<Double>> watts = new ArrayList<>();
        for (Megahertz level : levels.rungs()) {
            carried.add(level.equals(levels.highest()) ? capacity : capacity(hardware, promise, requests, level));
            List<Double> row = new ArrayList<>();
            for (double load : LOADS) {
                row.add(capacity > 0 ? watts(hardware, promise, requests, level, load * capacity) : 0);
            }
            watts.add(List.copyOf(row));
        }
        return new ClassProfile(capacity, List.copyOf(carried), List.copyOf(watts));
    }

    /** Share of the engine's time that {@code rate} requests a second take at {@code level}; infinite if it cannot. */
    double utilization(double rate, int level) {
        double most = carried.get(level);
        return rate == 0 ? 0 : most > 0 ? rate / most : Double.POSITIVE_INFINITY;
    }

    /** Mean power at {@code load}, a share of capacity, between the measured loads linearly. */
    double watts(double load, int level) {
        List<Double> row = watts.get(level);
        double at = Math.max(0, Math.min(LOADS.size() - 1.0, load / LOADS.get(0) - 1));
        int lower = (int) Math.min(LOADS.size() - 2.0, at);
        return row.get(lower) + (at - lower) * (row.get(lower + 1) - row.get(lower));
    }

    private static double watts(
            HardwareProfile hardware, Promise promise, List<Request> requests, Megahertz level, double rate) {
        return run(hardware, promise, requests, level, rate).watts();
    }

    private static double capacity(HardwareProfile hardware, Promise promise, List<Request> requests, Megahertz level) {
        double low = 1.0 / 64;
        if (!run(hardware, promise, requests, level, low).kept()) {
            return 0;
        }
        while (low < 1024 && run(hardware, promise, requests, level, 2 * low).kept()) {
            low *= 2;
        }
        double high = 2 * low;
        while (high / low > 1.1) {
            double middle = Math.sqrt(low * high);
            if (run(hardware, promise, requests, level, middle).kept()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Measured run(
            HardwareProfile hardware, Promise promise, List<Request> requests, Megahertz level, double rate) {
        int[] kept = new int[1];
        SplittableRandom random = new SplittableRandom(SEED);
        Twin twin = new Twin(
                hardware, SwitchTiming.DEFAULT, random.split(), completion -> kept[0] += inside(completion, promise));
        twin.lock(level);
        twin.advanceTo(new Moment(Duration.ofSeconds(1).toNanos()));
        double before = twin.energy().value();
        Moment began = twin.now();
        for (int i = 0; i < SAMPLE; i++) {
            double gap = -Math.log(1 - random.nextDouble()) / rate;
            twin.advanceTo(twin.now().plus(Durations.ofSeconds(gap)));
            Request request = requests.get(i % requests.size());
            twin.submit(request.promptTokens(), request.outputTokens());
        }
        double watts =
                (twin.energy().value() - before) / Durations.seconds(twin.now().since(began));
        twin.advanceTo(twin.now().plus(DRAIN));
        return new Measured(kept[0] >= KEPT * SAMPLE - 1, watts);
    }

    private static int inside(Completion completion, Promise promise) {
        boolean late = Durations.seconds(completion.ttft()) > promise.ttft();
        boolean slow = completion.tbt().map(Durations::seconds).orElse(0.0) > promise.tbt();
        return late || slow ? 0 : 1;
    }
}

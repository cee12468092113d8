package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** DynamoLLM's profiles: for each class of lengths that a trace holds, what it needs and draws at every level. */
public final class LengthProfiles {
    private static final int LEVELS = 10;
    private static final int EXAMPLES = 100;

    private final Ladder levels;
    private final Map<LengthClass, ClassProfile> profiles;

    private LengthProfiles(Ladder levels, Map<LengthClass, ClassProfile> profiles) {
        this.levels = levels;
        this.profiles = Map.copyOf(profiles);
    }

    /** Measures {@code hardware} under {@code slo}, with the lengths of the first hundred requests of each class. */
    public static LengthProfiles measure(HardwareProfile hardware, Slo slo, Trace trace) {
        Map<LengthClass, List<Request>> examples = new HashMap<>();
        for (Request request : trace.requests()) {
            List<Request> alike = examples.computeIfAbsent(
                    LengthClass.of(request.promptTokens(), request.outputTokens()), unseen -> new ArrayList<>());
            if (alike.size() < EXAMPLES) {
                alike.add(request);
            }
        }
        Ladder levels = Levels.evenly(hardware.clocks(), LEVELS);
        Promise promise = Promise.of(slo);
        Map<LengthClass, ClassProfile> profiles = new HashMap<>();
        examples.entrySet().parallelStream()
                .map(each -> Map.entry(each.getKey(), ClassProfile.measure(hardware, promise, each.getValue(), levels)))
                .toList()
                .forEach(each -> profiles.put(each.getKey(), each.getValue()));
        return new LengthProfiles(levels, profiles);
    }

    /**
     * The level of least power that carries all classes together; the highest if none does. A class that even the
     * highest level does not carry is left out: no clock helps it.
     *
     * @param rates requests a second by class
     */
    Megahertz cheapest(Map<LengthClass, Double> rates) {
        int best = levels.rungs().size() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int level = 0; level < levels.rungs().size(); level++) {
            double watts = watts(rates, level);
            if (utilization(rates, level) <= 1 && watts < least) {
                least = watts;
                best = level;
            }
        }
        return levels.rungs().get(best);
    }

    private double utilization(Map<LengthClass, Double> rates, int level) {
        return served(rates)
                .mapToDouble(each -> profile(each).utilization(each.getValue(), level))
                .sum();
    }

    /** The classes' powers at the load of all, weighted by their shares of it. */
    private double watts(Map<LengthClass, Double> rates, int level) {
        double load = served(rates)
                .mapToDouble(each -> each.getValue() / profile(each).capacity())
                .sum();
        return load == 0
                ? profiles.values().stream()
                        .mapToDouble(profile -> profile.watts(0, level))
                        .average()
                        .orElse(0)
                : served(rates)
                        .mapToDouble(each -> each.getValue()
                                / profile(each).capacity()
                                / load
                                * profile(each).watts(load, level))
                        .sum();
    }

    /** In a fixed order, since sums of floating-point numbers depend on it. */
    private Stream<Map.Entry<LengthClass, Double>> served(Map<LengthClass, Double> rates) {
        return rates.entrySet().stream()
                .filter(each -> profile(each).capacity() > 0)
                .sorted(Comparator.comparingInt(
                        each -> 3 * each.getKey().prompt() + each.getKey().output()));
    }

    private ClassProfile profile(Map.Entry<LengthClass, Double> each) {
        return profiles.getOrDefault(each.getKey(), ClassProfile.NONE);
    }
}

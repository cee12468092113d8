package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.trace.ArrivalRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers a {@link Question}, on all cores; the same question always gets the same answer. */
public final class Advisor {
    private static final double HIGHEST = 1e4;
    private static final double LOWEST = 1e-3;
    private static final double PRECISION = 1.03;

    private final Consumer<String> progress;

    /** @param progress told what is being tried */
    public Advisor(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What serves the load best; with what can be served at most, if nothing serves it. */
    public Advice advise(Question question) {
        List<Choice> ranking = ranking(question);
        Optional<ArrivalRate> most = ranking.isEmpty() ? Optional.of(most(question)) : Optional.empty();
        return new Advice(question, ranking, most);
    }

    /** The advice for twice the rate. */
    public Advice doubled(Question question) {
        return advise(question.at(new ArrivalRate(2 * question.rate().perSecond())));
    }

    /**
     * The highest rate that some fleet serves within the promise, to three percent, whatever rate is asked for.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ArrivalRate most(Question question) {
        double most = fleets(question).parallelStream()
                .mapToDouble(fleet -> most(question, fleet))
                .max()
                .orElseThrow();
        if (most < LOWEST) {
            throw new IllegalArgumentException(
                    "no configuration keeps the SLO even for a request at a time; relax --slo-ttft or --slo-tbt");
        }
        return new ArrivalRate(most);
    }

    private List<Choice> ranking(Question question) {
        MeanLengths lengths = lengths(question);
        return fleets(question).parallelStream()
                .map(fleet -> {
                    progress.accept("trying " + fleet.label());
                    return new FleetSearch(question, fleet, lengths).best();
                })
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble(Choice::score))
                .toList();
    }

    private double most(Question question, Configuration.Fleet fleet) {
        double low = LOWEST / 2;
        double high = 1;
        while (high < HIGHEST && serves(question, fleet, high)) {
            low = high;
            high *= 2;
        }
        while (low < LOWEST && high > LOWEST) {
            if (serves(question, fleet, high / 2)) {
                low = high / 2;
            } else {
                high /= 2;
            }
        }
        while (low >= LOWEST && high / low > PRECISION) {
            double middle = Math.sqrt(low * high);
            if (serves(question, fleet, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean serves(Question question, Configuration.Fleet fleet, double rate) {
        progress.accept(String.format(Locale.ROOT, "trying %s at %.2f requests a second", fleet.label(), rate));
        List<Megahertz> clocks = question.effort().clocks().of(fleet.hardware().clocks());
        if (clocks.isEmpty()) {
            return false;
        }
        Megahertz highest = clocks.get(clocks.size() - 1);
        Configuration full = new Configuration(fleet, fleet.hardware().limits().maxSequences(), highest);
        Question there = question.at(new ArrivalRate(rate));
        return Prognosis.of(full, rate / fleet.instances(), lengths(question)).hopeful(question.slo())
                && Trial.of(full, there).keeps(question.slo());
    }

    /** Every number of instances of every parallelism that fits the node. */
    static List<Configuration.Fleet> fleets(Question question) {
        List<Configuration.Fleet> fleets = new ArrayList<>();
        for (HardwareProfile hardware : question.hardware()) {
            for (int instances = 1;
                    instances * hardware.gpus() <= question.node().gpus();
                    instances++) {
                fleets.add(new Configuration.Fleet(hardware, instances));
            }
        }
        return fleets;
    }

    private static MeanLengths lengths(Question question) {
        Effort effort = question.effort();
        return MeanLengths.of(question.demand().arrivals(question.rate(), effort.requests(), effort.seed()));
    }
}

package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.advise.Demand;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LengthDistribution;
import io.gpugovernor.sim.trace.Quantile;
import io.gpugovernor.sim.trace.TraceFormatException;
import io.gpugovernor.sim.trace.TraceReader;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What requests look like, and how many there are. */
final class DemandOptions {
    private static final int MOST_TOKENS = 1_000_000;
    private static final double MOST_PERCENT = 1000;

    /** Shares may be given to two digits, and then do not add up exactly. */
    private static final double ROUNDED = 0.011;

    @Option(names = "--rate", paramLabel = "R", description = "Requests a second, to all instances together.")
    private @Nullable Double rate;

    @Option(
            names = "--load",
            paramLabel = "PERCENT",
            description = "Instead: percent of the most that the node can serve within the SLO.")
    private @Nullable Double load;

    @Option(
            names = "--mix",
            paramLabel = "CLASS=SHARE[,CLASS=SHARE...]",
            description = "Kinds of requests and their shares, such as small-large=0.3,large-small=0.7; the kinds are"
                    + " those of --workload of simulate (default: conversation=1).")
    private @Nullable String mix;

    @Option(names = "--input", paramLabel = "N", description = "Instead: prompts of N tokens, with --output.")
    private @Nullable Integer input;

    @Option(names = "--output", paramLabel = "N", description = "Answers of N tokens, with --input.")
    private @Nullable Integer output;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Instead: the requests of a trace, at its own rate unless --rate or --load is given.")
    private @Nullable Path trace;

    /** What requests look like; adds to {@code problems} what is wrong with the options, and is empty then. */
    Optional<Demand> demand(List<String> problems) {
        int before = problems.size();
        if (Stream.of(mix, input == null ? output : input, trace)
                        .filter(given -> given != null)
                        .count()
                > 1) {
            problems.add("--mix, --input with --output, and --trace exclude each other; give one of them");
        }
        if (rate != null && load != null) {
            problems.add("--rate and --load exclude each other; give one of them");
        } else if (rate == null && load == null && trace == null) {
            problems.add("how many requests are there? give --rate or --load");
        }
        if (rate != null && !(rate > 0 && rate <= 1e6)) {
            problems.add("--rate lies above 0 and within 1e6 requests a second, not at " + rate);
        }
        if (load != null && !(load > 0 && load <= MOST_PERCENT)) {
            problems.add("--load lies above 0 and within " + MOST_PERCENT + " percent, not at " + load);
        }
        Optional<Demand> demand = described(problems);
        return problems.size() > before ? Optional.empty() : demand;
    }

    private Optional<Demand> described(List<String> problems) {
        if (trace != null) {
            return recorded(trace, problems);
        } else if (input != null || output != null) {
            return fixed(problems);
        }
        return mixed(mix == null ? "conversation=1" : mix, problems);
    }

    /** The rate that is asked for; empty if it is a percentage. */
    Optional<ArrivalRate> rate(Demand demand) {
        if (rate != null) {
            return Optional.of(new ArrivalRate(rate));
        }
        return load == null && demand instanceof Demand.Recorded recorded
                ? Optional.of(recorded.ownRate())
                : Optional.empty();
    }

    /** That percentage of {@code most}. */
    ArrivalRate share(ArrivalRate most) {
        return new ArrivalRate(most.perSecond() * (load == null ? 100 : load) / 100);
    }

    private static Optional<Demand> recorded(Path file, List<String> problems) {
        try {
            return Optional.of(new Demand.Recorded(TraceReader.read(file)));
        } catch (TraceFormatException | IllegalArgumentException unusable) {
            problems.add("--trace: " + OneLine.of(unusable));
            return Optional.empty();
        }
    }

    private Optional<Demand> fixed(List<String> problems) {
        if (input == null || output == null) {
            problems.add("--input and --output belong together; give both");
            return Optional.empty();
        }
        if (input < 1 || input > MOST_TOKENS || output < 1 || output > MOST_TOKENS) {
            problems.add("--input and --output lie within 1 and 1,000,000 tokens");
            return Optional.empty();
        }
        return Optional.of(new Demand.Mixed(
                input + " tokens in, " + output + " out",
                List.of(new Demand.Part("fixed", always(input), always(output), Ratio.ONE))));
    }

    private static LengthDistribution always(int tokens) {
        return new LengthDistribution(List.of(new Quantile(Ratio.ZERO, tokens), new Quantile(Ratio.ONE, tokens)));
    }

    private static Optional<Demand> mixed(String text, List<String> problems) {
        List<WorkloadPreset> kinds = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            try {
                kinds.add(WorkloadPreset.parse(sides[0]));
                shares.add(sides.length == 2 ? Double.parseDouble(sides[1]) : Double.NaN);
            } catch (NumberFormatException noNumber) {
                shares.add(Double.NaN);
            } catch (IllegalArgumentException unknown) {
                problems.add("--mix: " + OneLine.of(unknown));
                return Optional.empty();
            }
        }
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (shares.stream().anyMatch(share -> !(share > 0)) || !(Math.abs(sum - 1) < ROUNDED)) {
            problems.add("--mix: shares are numbers above 0 that add up to 1, such as small-large=0.3,large-small=0.7;"
                    + " not '" + Printable.text(text) + "'");
            return Optional.empty();
        }
        List<Demand.Part> parts = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            parts.add(new Demand.Part(
                    kinds.get(i).presetName(),
                    kinds.get(i).generator().prompt(),
                    kinds.get(i).generator().output(),
                    new Ratio(Math.min(1, shares.get(i) / sum))));
        }
        return Optional.of(new Demand.Mixed(kinds.size() == 1 ? kinds.get(0).presetName() : text, parts));
    }
}

package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.GpuView;
import io.gpugovernor.daemon.http.LoadView;
import io.gpugovernor.daemon.http.OutlookView;
import io.gpugovernor.daemon.terminal.Colour;
import io.gpugovernor.daemon.terminal.StyledLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One decision told to a person: a sentence of what and why, and a line each for what mattered. */
final class Explanation {
    private static final int LABEL = 9;

    private final DecisionView decision;
    private final Optional<Aftermath> aftermath;

    /** @param aftermath what came of a change; empty for a decision that is still in force, or changed nothing */
    Explanation(DecisionView decision, Optional<Aftermath> aftermath) {
        this.decision = decision;
        this.aftermath = aftermath;
    }

    /** @param when how the sentence begins, such as {@code 2.4 s ago} */
    List<StyledLine> lines(String when) {
        List<StyledLine> lines = new ArrayList<>();
        lines.add(StyledLine.of(Colour.DIM, when + ": ")
                .with(Colour.BOLD, DecisionText.move(decision))
                .with(", because " + DecisionText.why(decision) + "."));
        power(decision.outlook()).ifPresent(lines::add);
        OutlookView outlook = decision.outlook();
        if (outlook == null) {
            lines.add(label("slack").with("no forecast was made"));
        } else {
            slack(outlook).ifPresent(lines::add);
        }
        lines.add(load(decision.load()));
        if (outlook != null) {
            lines.add(risk(outlook));
            lines.add(cost(outlook));
        }
        decision.gpus().forEach(gpu -> trouble(gpu, lines));
        return lines;
    }

    private Optional<StyledLine> power(@Nullable OutlookView outlook) {
        List<String> parts = new ArrayList<>();
        boolean before = decision.changesClock();
        if (decision.powerWatts() != null) {
            String applied = StatusText.applied(decision.gpus());
            parts.add(Numbers.power(decision.powerWatts())
                    + (before ? " before" : " now")
                    + (before || applied.equals(Numbers.UNKNOWN) ? "" : " at " + applied));
        }
        aftermath.ifPresent(after -> {
            String time = Numbers.time(after.heldSeconds());
            String span = after.holds() ? "in the " + time + " since" : "in the " + time + " until the next change";
            parts.add(after.powerWatts() == null ? span : Numbers.power(after.powerWatts()) + " " + span);
        });
        if (outlook != null) {
            parts.add("forecast " + Numbers.power(outlook.powerWatts()) + ", and "
                    + Numbers.power(outlook.powerAtMaximumWatts()) + " at maximum clock");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(label("power").with(String.join("; ", parts)));
    }

    private static Optional<StyledLine> slack(OutlookView outlook) {
        List<String> parts = new ArrayList<>();
        spare(outlook.ttftSlackSeconds(), "the first token").ifPresent(parts::add);
        spare(outlook.tbtSlackSeconds(), "the next tokens").ifPresent(parts::add);
        return parts.isEmpty() ? Optional.empty() : Optional.of(label("slack").with(String.join(", ", parts)));
    }

    private static Optional<String> spare(@Nullable Double slack, String what) {
        if (slack == null) {
            return Optional.empty();
        }
        return Optional.of(
                slack < 0
                        ? what + " would be " + Numbers.time(-slack) + " late"
                        : Numbers.time(slack) + " to spare for " + what);
    }

    private static StyledLine load(@Nullable LoadView load) {
        if (load == null) {
            return label("load").with("not known");
        }
        String rate = load.requestsPerSecond() == null
                ? ""
                : String.format(Locale.ROOT, ", %.1f requests a second", load.requestsPerSecond());
        String kind = load.workloadClass() == null ? "" : " of class " + load.workloadClass();
        return label("load")
                .with(load.running() + " running" + kind + ", " + load.waiting() + " waiting, "
                        + DecisionText.owed(load)
                        + " owed a first token" + rate + "; metrics " + Numbers.time(load.telemetryAgeSeconds())
                        + " old");
    }

    private static StyledLine risk(OutlookView outlook) {
        double price = outlook.missPriceJoules();
        String worth = "a miss is priced at " + Numbers.energy(price) + " ("
                + Numbers.time(price / outlook.powerAtMaximumWatts()) + " at maximum power)";
        Double misses = outlook.excessMisses();
        return label("risk")
                .with(
                        misses == null
                                ? worth
                                : String.format(Locale.ROOT, "%.2g more misses than at maximum clock; ", misses)
                                        + worth);
    }

    private StyledLine cost(OutlookView outlook) {
        String wasted = Numbers.energy(outlook.wasteJoules());
        String change = Numbers.energy(outlook.switchCostJoules());
        return label("cost")
                .with(
                        decision.changesClock()
                                ? "the change is reckoned at " + change + "; the clock before had wasted " + wasted
                                : wasted + " wasted so far against the best clock; a change is reckoned at " + change);
    }

    private static void trouble(GpuView gpu, List<StyledLine> lines) {
        if (!gpu.throttled().isEmpty()) {
            lines.add(label("GPU " + gpu.index())
                    .with(
                            Colour.WARN,
                            "throttled: " + String.join(", ", gpu.throttled()).replace('_', ' ')));
        }
        if (!gpu.unreadable().isEmpty()) {
            lines.add(label("GPU " + gpu.index())
                    .with(
                            Colour.BAD,
                            "could not be read: "
                                    + String.join("; ", gpu.unreadable()).replace("GPU " + gpu.index() + ": ", "")));
        }
    }

    private static StyledLine label(String name) {
        return StyledLine.of(Colour.DIM, "  " + name).upTo(LABEL).with(" ");
    }
}

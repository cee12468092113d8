package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.AccountView;
import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.GpuView;
import io.gpugovernor.daemon.http.LoadView;
import io.gpugovernor.daemon.http.OutlookView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One decision in sentences: what, why, and with which numbers. */
final class DecisionText {
    private DecisionText() {}

    /** The reason with its details. */
    static String why(DecisionView decision) {
        StringBuilder why = new StringBuilder(decision.explanation());
        if (decision.detail() != null) {
            why.append(": ").append(decision.detail());
        }
        if (decision.actuationFailure() != null) {
            why.append(" (").append(decision.actuationFailure()).append(')');
        }
        return why.toString();
    }

    /** How much of what may be missed is spent. */
    static String budget(AccountView account) {
        if (account.lastHourRequests() == 0) {
            return "No request was served in the last hour, so nothing of the error budget is spent.";
        }
        return String.format(
                Locale.ROOT,
                "In the last hour %,d requests were served. %.1f missed a target, %.1f may: %s of the error budget is left.",
                account.lastHourRequests(),
                account.lastHourMisses(),
                account.lastHourAllowedMisses(),
                Numbers.percent(account.errorBudgetRemainingRatio()));
    }

    static List<String> sentences(DecisionView decision) {
        List<String> lines = new ArrayList<>();
        lines.add(Numbers.time(decision.ageSeconds()) + " ago: " + move(decision) + ", because " + why(decision) + ".");
        addLoad(decision.load(), lines);
        addOutlook(decision.outlook(), lines);
        addGpus(decision, lines);
        return lines.stream().map(Printable::text).toList();
    }

    private static String move(DecisionView decision) {
        String call = switch (decision.actuation()) {
            case "observed_only" -> " (observe mode, nothing was written)";
            case "failed" -> " (the call failed)";
            default -> "";
        };
        Integer from = decision.previousMHz();
        Integer to = decision.setpointMHz();
        if (decision.state().equals("release_failed")) {
            return "tried to release the clock" + (from == null ? "" : ", which was " + Numbers.clock(from))
                    + ", and failed: it may still be locked";
        }
        if (!decision.changesClock()) {
            return (to == null ? "clocks stay released" : "the clock stays at " + Numbers.clock(to)) + call;
        } else if (to == null) {
            return "released the clock, which was " + Numbers.clock(from) + call;
        } else if (from == null) {
            return "set the clock to " + Numbers.clock(to) + call;
        }
        return (to > from ? "raised" : "lowered") + " the clock from " + Numbers.clock(from) + " to "
                + Numbers.clock(to) + call;
    }

    private static void addLoad(@Nullable LoadView load, List<String> lines) {
        if (load == null) {
            lines.add("  The engine's load was not known.");
            return;
        }
        String rate = load.requestsPerSecond() == null
                ? ""
                : String.format(Locale.ROOT, " at %.1f requests a second", load.requestsPerSecond());
        String kind = load.workloadClass() == null ? "" : " of class " + load.workloadClass();
        lines.add(String.format(
                Locale.ROOT,
                "  The engine ran %d requests%s, had %d waiting and owed %s a first token%s; its metrics were %s old.",
                load.running(),
                kind,
                load.waiting(),
                owed(load),
                rate,
                Numbers.time(load.telemetryAgeSeconds())));
    }

    /** {@code 3}; where that is not certain, {@code 1 to 3}, {@code at most 3} or {@code about 3}. */
    private static String owed(LoadView load) {
        if (load.firstTokenDebtCertain()) {
            return Long.toString(load.firstTokenDebt());
        } else if (load.firstTokenDebtLeast() == load.firstTokenDebt()) {
            return "about " + load.firstTokenDebt();
        }
        return load.firstTokenDebtLeast() == 0
                ? "at most " + load.firstTokenDebt()
                : load.firstTokenDebtLeast() + " to " + load.firstTokenDebt();
    }

    private static void addOutlook(@Nullable OutlookView outlook, List<String> lines) {
        if (outlook == null) {
            lines.add("  No forecast was made.");
            return;
        }
        lines.add("  Forecast: " + Numbers.power(outlook.powerWatts()) + ", against "
                + Numbers.power(outlook.powerAtMaximumWatts()) + " at maximum clock"
                + target("TTFT", outlook.ttftSlackSeconds()) + target("TBT", outlook.tbtSlackSeconds()) + ".");
        String misses = outlook.excessMisses() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  It risks %.2g more misses than maximum clock, at %s a miss (%s at maximum power).",
                        outlook.excessMisses(),
                        Numbers.energy(outlook.missPriceJoules()),
                        Numbers.time(outlook.missPriceJoules() / outlook.powerAtMaximumWatts()));
        if (!misses.isEmpty()) {
            lines.add(misses);
        }
        lines.add("  " + Numbers.energy(outlook.wasteJoules())
                + " were wasted so far against the clock that is best now; a switch costs "
                + Numbers.energy(outlook.switchCostJoules()) + ".");
    }

    private static String target(String name, @Nullable Double slack) {
        if (slack == null) {
            return "";
        }
        return slack < 0
                ? "; " + name + " would be " + Numbers.time(-slack) + " late"
                : "; " + name + " would have " + Numbers.time(slack) + " to spare";
    }

    private static void addGpus(DecisionView decision, List<String> lines) {
        String applied = StatusText.applied(decision.gpus());
        if (!applied.equals(Numbers.UNKNOWN)) {
            String power = decision.powerWatts() == null ? "" : " and drew " + Numbers.power(decision.powerWatts());
            lines.add("  The GPUs ran at " + applied + power + ".");
        }
        for (GpuView gpu : decision.gpus()) {
            if (!gpu.throttled().isEmpty()) {
                lines.add("  GPU " + gpu.index() + " is throttled: "
                        + String.join(", ", gpu.throttled()).replace('_', ' ') + ".");
            }
            if (!gpu.unreadable().isEmpty()) {
                lines.add("  GPU " + gpu.index() + " could not be read: " + String.join("; ", gpu.unreadable()) + ".");
            }
        }
    }
}

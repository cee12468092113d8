package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.AccountView;
import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.LoadView;
import java.util.Locale;

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

    /** What it did, as a clause. */
    static String move(DecisionView decision) {
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

    /** {@code 3}; where that is not certain, {@code 1 to 3}, {@code at most 3} or {@code about 3}. */
    static String owed(LoadView load) {
        if (load.firstTokenDebtCertain()) {
            return Long.toString(load.firstTokenDebt());
        } else if (load.firstTokenDebtLeast() == load.firstTokenDebt()) {
            return "about " + load.firstTokenDebt();
        }
        return load.firstTokenDebtLeast() == 0
                ? "at most " + load.firstTokenDebt()
                : load.firstTokenDebtLeast() + " to " + load.firstTokenDebt();
    }
}

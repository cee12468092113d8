package io.gpugovernor.sim.sweep.paper;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A number or claim of the paper beside what a dataset says.
 *
 * @param statement number of the statement in {@code docs/paper.md}, with a letter where it has several numbers
 * @param says what the number is of
 * @param paper what the paper says
 * @param here what the dataset says; empty if not measured
 * @param rule how it was computed
 */
public record Finding(String statement, String says, String paper, String here, Verdict verdict, String rule) {
    /** Shares are compared in points, factors relative to the paper's. */
    private static final double TOLERANCE = 0.10;

    /** A share that the paper gives as {@code paper}; both are 1 at 100 %. */
    static Finding share(String statement, String says, double paper, OptionalDouble here, String rule) {
        return here.isEmpty()
                ? absent(statement, says, "about " + percent(paper), rule)
                : new Finding(
                        statement,
                        says,
                        "about " + percent(paper),
                        percent(here.getAsDouble()),
                        Math.abs(here.getAsDouble() - paper) <= TOLERANCE ? Verdict.WITHIN : Verdict.DIFFERS,
                        rule);
    }

    /** A factor that the paper gives as {@code paper}. */
    static Finding factor(String statement, String says, double paper, OptionalDouble here, String rule) {
        return here.isEmpty()
                ? absent(statement, says, "about " + times(paper), rule)
                : new Finding(
                        statement,
                        says,
                        "about " + times(paper),
                        times(here.getAsDouble()),
                        Math.abs(here.getAsDouble() / paper - 1) <= TOLERANCE ? Verdict.WITHIN : Verdict.DIFFERS,
                        rule);
    }

    /** Something that the paper says without a number of its own. */
    static Finding claim(String statement, String says, String paper, String here, boolean holds, String rule) {
        return new Finding(statement, says, paper, here, holds ? Verdict.HOLDS : Verdict.DIFFERS, rule);
    }

    static Finding absent(String statement, String says, String paper, String rule) {
        return new Finding(statement, says, paper, "", Verdict.NOT_MEASURED, rule);
    }

    /** Without decimals, and without a sign before zero. */
    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    static String times(double factor) {
        return String.format(Locale.ROOT, "%.2f times", factor);
    }
}

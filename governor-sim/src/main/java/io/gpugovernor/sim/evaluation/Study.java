package io.gpugovernor.sim.evaluation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The questions that the evaluation asks. */
public enum Study {
    /** Every policy over workloads, loads and hardware. */
    LOADS,
    /** Every policy on the nine workload classes of the paper. */
    CLASSES,
    /** Every policy under a load that moves: a day, a step, a flip of the mix, a long silence. */
    SHAPES,
    /** Every policy on an engine that computes prompts before it goes on with answers. */
    SCHEDULING,
    /** The telemetry period from 20 ms to 5 s. */
    TELEMETRY,
    /** The driver call that sets a clock from 5 to 200 ms. */
    CALL,
    /** The stall at a change of clock from 0 to 200 ms. */
    STALL,
    /** A model whose step times are up to a fifth off. */
    ERROR,
    /** GPUs whose memory slows down below 0.6 to 0.85 of the highest clock. */
    KNEE,
    /** A governor that starts from another hardware's model. */
    COLD;

    /** As the command line spells it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The studies that a comma-separated list names; {@code all} names every one.
     *
     * @throws IllegalArgumentException naming the part that is no study, and those there are
     */
    public static Set<Study> parseAll(String text) {
        Set<Study> studies = EnumSet.noneOf(Study.class);
        for (String part : text.split(",", -1)) {
            studies.addAll(part.strip().equals("all") ? List.of(values()) : List.of(parse(part.strip())));
        }
        return studies;
    }

    private static Study parse(String name) {
        return Arrays.stream(values())
                .filter(study -> study.spelling().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no study; use "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Study::spelling).toList())
                        + " or all"));
    }
}

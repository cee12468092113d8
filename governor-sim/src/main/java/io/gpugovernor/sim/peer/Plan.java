package io.gpugovernor.sim.peer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Clocks for the next seconds, as rungs of a ladder: one a slot, and the last one from then on.
 *
 * @param rungs a rung a slot, counted from 0
 */
record Plan(List<Integer> rungs) {
    /** Short slots first: what is far off need not be settled now. */
    static final List<Duration> SLOTS =
            List.of(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(1000), Duration.ofMillis(2000));

    /** Stands for every slot together. */
    static final int ALL = SLOTS.size();

    Plan {
        rungs = List.copyOf(rungs);
    }

    static Plan constant(int rung) {
        Integer[] all = new Integer[SLOTS.size()];
        Arrays.fill(all, rung);
        return new Plan(List.of(all));
    }

    /** What is left of this plan when its first slot is over. */
    Plan shifted() {
        return new Plan(List.of(rungs.get(1), rungs.get(2), rungs.get(2), rungs.get(3)));
    }

    /** This plan with no slot below {@code rung}. */
    Plan atLeast(int rung) {
        return new Plan(rungs.stream().map(each -> Math.max(each, rung)).toList());
    }

    /** This plan with {@code slot}, or {@link #ALL}, moved by {@code steps}; within 0 and {@code top}. */
    Plan moved(int slot, int steps, int top) {
        Integer[] moved = rungs.toArray(Integer[]::new);
        for (int i = 0; i < moved.length; i++) {
            if (i == slot || slot == ALL) {
                moved[i] = Math.max(0, Math.min(top, moved[i] + steps));
            }
        }
        return new Plan(List.of(moved));
    }
}

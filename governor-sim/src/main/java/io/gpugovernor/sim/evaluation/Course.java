package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.trace.LoadLevel;
import io.gpugovernor.sim.trace.LoadProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * A load over time, under the name that results use.
 *
 * @param name such as {@code 55 %} or {@code diurnal day}
 * @param profile percent of capacity
 */
public record Course(String name, LoadProfile profile) {
    /** A day's load hour by hour: quiet at night, a long plateau in the afternoon, as in published traces of chat. */
    private static final String DAY = "25-20-16-13-12-12-14-20-32-48-60-68-72-74-76-78-80-78-70-62-55-48-40-32-25";

    /** Points between which a jump happens; of 20 minutes, each is 6 s. */
    private static final int POINTS = 200;

    /** The load as {@code --load} writes it: {@code 55}, or a ramp such as {@code 10-85-10}. */
    public static Course parse(String text) {
        return new Course(text.strip() + " %", LoadProfile.parse(text));
    }

    /** A day, compressed into the duration. */
    static Course day() {
        return new Course("diurnal day", LoadProfile.parse(DAY));
    }

    /** 20 % for the first half, 80 % for the second. */
    static Course step() {
        return new Course("step 20 to 80 %", stages(20, 80));
    }

    /** 55 %, then nothing for a third of the time, then 55 % again. */
    static Course silence() {
        return new Course("55 % around a long silence", stages(55, 0, 55));
    }

    private static LoadProfile stages(double... percents) {
        List<LoadLevel> levels = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            levels.add(new LoadLevel(percents[i * percents.length / POINTS]));
        }
        return new LoadProfile(levels);
    }
}

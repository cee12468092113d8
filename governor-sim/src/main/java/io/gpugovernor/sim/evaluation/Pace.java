package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import java.util.Locale;
import java.util.function.Consumer;

/** How far a long piece of work is, and when it will be done if it goes on like this. */
public final class Pace {
    private final String things;
    private final int all;
    private final double weight;
    private final TimeSource wall;
    private final Consumer<String> progress;
    private final Moment began;
    private int done;
    private double weightDone;

    /**
     * @param all how many there are
     * @param done how many of them were done before
     * @param weight weight of the others together
     */
    public Pace(String things, int all, int done, double weight, TimeSource wall, Consumer<String> progress) {
        this.things = things;
        this.all = all;
        this.done = done;
        this.weight = weight;
        this.wall = wall;
        this.progress = progress;
        this.began = wall.now();
    }

    /** One more of them is done. */
    public synchronized void done(double itsWeight) {
        done++;
        weightDone += itsWeight;
        double elapsed = Durations.seconds(wall.now().since(began));
        double left = elapsed * (weight - weightDone) / weightDone;
        progress.accept(String.format(
                Locale.ROOT, "%,d of %,d %s done, about %s left", done, all, things, readable(Math.max(0, left))));
    }

    private static String readable(double seconds) {
        return seconds < 60 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}

package io.gpugovernor.sim.twin;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Normal deviates in the order in which they were drawn, read by a twin and its forks independently: the n-th step
 * jitters alike in all of them. What nobody can read any more is forgotten.
 */
final class JitterTape {
    private static final class Deviate {
        final double value;

        @Nullable
        Deviate next;

        Deviate(double value) {
            this.value = value;
        }
    }

    private final RandomGenerator source;
    private Deviate last;

    JitterTape(RandomGenerator source) {
        this(source, new Deviate(Double.NaN));
    }

    private JitterTape(RandomGenerator source, Deviate last) {
        this.source = source;
        this.last = last;
    }

    double next() {
        Deviate next = last.next;
        if (next == null) {
            next = new Deviate(source.nextGaussian());
            last.next = next;
        }
        last = next;
        return next.value;
    }

    /** A second reader, at the same place. */
    JitterTape fork() {
        return new JitterTape(source, last);
    }
}

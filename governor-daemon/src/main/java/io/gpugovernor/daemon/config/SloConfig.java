package io.gpugovernor.daemon.config;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;

/** The latency promise of one domain. */
public sealed interface SloConfig {
    /** The share of requests that must keep the promise where the file names none. */
    Ratio DEFAULT_QUANTILE = new Ratio(0.99);

    /** Five times the unloaded latency, as in the paper, for {@link #DEFAULT_QUANTILE} of the requests. */
    record Auto() implements SloConfig {
        /** The promise as a multiple of the unloaded latency. */
        public static final int TIMES_UNLOADED = 5;
    }

    /** Targets that the operator chose. */
    record Promised(Slo slo) implements SloConfig {}
}

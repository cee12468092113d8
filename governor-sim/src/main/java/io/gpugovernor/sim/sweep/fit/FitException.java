package io.gpugovernor.sim.sweep.fit;

import java.util.List;

/** Measurements that no profile can be fitted to: everything that is missing, each with what to measure. */
public final class FitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FitException(List<String> lacks) {
        super("too little was measured for a profile: " + String.join("; ", lacks));
    }
}

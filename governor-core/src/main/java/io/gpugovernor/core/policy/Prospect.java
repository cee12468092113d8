package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;

/**
 * What a policy expects of any clock that it might have chosen. It is computed when it is asked for, so that a ruling nobody
 * overrules costs no more than its own clock's outlook.
 */
public interface Prospect {
    /** What is expected at {@code clock}. */
    Outlook at(Megahertz clock);

    /** What a tick at {@code clock} costs, in energy and in misses at their price. */
    Joules cost(Megahertz clock);
}

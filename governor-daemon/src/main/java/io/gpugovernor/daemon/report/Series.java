package io.gpugovernor.daemon.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points that belong together, in the order in which a line would join them.
 *
 * @param ink null to draw it by its name
 */
record Series(String name, List<Dot> dots, @Nullable Ink ink) {
    Series(String name, List<Dot> dots) {
        this(name, dots, null);
    }
}

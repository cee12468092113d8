package io.gpugovernor.daemon.report;

import java.util.List;

/** Points that belong together, in the order in which a line would join them. */
record Series(String name, List<Dot> dots) {}

package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of {@code /api/v1/history}.
 *
 * @param schema version of this shape, 1
 * @param nowSeconds now, on the daemon's own time line
 * @param domains in the order of the policy file
 */
public record HistoryView(int schema, double nowSeconds, List<CourseView> domains) {}

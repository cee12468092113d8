package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of {@code /api/v1/decisions}.
 *
 * @param schema version of this shape, 1
 * @param domain whose decisions
 * @param decisions newest first
 */
public record DecisionsView(int schema, String domain, List<DecisionView> decisions) {}

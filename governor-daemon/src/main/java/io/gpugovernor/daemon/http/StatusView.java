package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of {@code /api/v1/status}.
 *
 * @param schema version of this shape, 1
 * @param version version of the daemon
 * @param revision revision of its source
 * @param startedAt when its endpoint began to listen, as ISO 8601 in UTC; another one means another daemon
 * @param mode {@code observe} or {@code enforce}
 * @param healthy whether every loop is alive
 * @param ready whether every domain is governed
 * @param problems why it is not healthy or not ready
 * @param remarks what does not keep it from its work and is to be looked into, a sentence each
 * @param domains in the order of the policy file
 */
public record StatusView(
        int schema,
        String version,
        String revision,
        String startedAt,
        String mode,
        boolean healthy,
        boolean ready,
        List<String> problems,
        List<String> remarks,
        List<DomainView> domains) {}

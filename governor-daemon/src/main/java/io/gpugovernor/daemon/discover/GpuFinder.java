package io.gpugovernor.daemon.discover;

import io.gpugovernor.daemon.config.DomainConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the GPUs of engines on this node. The node is looked at once, at the first question, and every answer is of that
 * moment: who wants a newer one makes another finder. For all threads; one waits for the other.
 */
public final class GpuFinder {
    private final ProcReader proc;
    private final List<DomainConfig> domains;
    private @Nullable NodeProcesses seen;

    /** @param domains all that share the node, since what is one's is not another's */
    public GpuFinder(ProcReader proc, List<DomainConfig> domains) {
        this.proc = proc;
        this.domains = List.copyOf(domains);
    }

    /** Another look at the same node. */
    public GpuFinder anew() {
        return anew(domains);
    }

    /** Another look at the same node, which {@code others} share now. */
    public GpuFinder anew(List<DomainConfig> others) {
        return new GpuFinder(proc, others);
    }

    /**
     * @param domain one of those that share the node
     * @param gpus all of the node
     */
    public synchronized Mapping find(DomainConfig domain, List<Occupants> gpus) {
        NodeProcesses node = node();
        Map<String, Set<Long>> others = new HashMap<>();
        for (DomainConfig other : domains) {
            // Two domains of one engine have the same processes, and check-config has warned of them.
            if (!other.name().equals(domain.name())
                    && !other.engine().url().equals(domain.engine().url())
                    && locate(node, other) instanceof Location.Served served) {
                others.put(other.name(), node.family(List.of(served.server())));
            }
        }
        return new Mapper(node, gpus).map(locate(node, domain), others);
    }

    private static Location locate(NodeProcesses node, DomainConfig domain) {
        return new Locator(node).locate(EngineAddress.of(domain.engine().url()));
    }

    private NodeProcesses node() {
        if (seen == null) {
            seen = proc.read();
        }
        return seen;
    }
}

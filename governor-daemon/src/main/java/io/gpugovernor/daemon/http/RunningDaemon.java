package io.gpugovernor.daemon.http;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The daemon as its endpoint sees it.
 *
 * @param build which build is running
 * @param mode {@code observe} or {@code enforce}
 * @param domains the domains governed now, in the order of the policy file
 * @param time the time line decisions are made on
 * @param reload reads the policy file again; empty where there is none
 * @param notices what an operator should look into in the daemon as a whole, each with the remedy
 * @param learning where what a domain has learned comes from, by its name; empty where nothing is kept
 * @param remarks what an operator should look into in a domain of this name, each with the remedy
 * @param overrides what an operator ordered for a domain of this name
 */
public record RunningDaemon(
        BuildInfo build,
        Supplier<String> mode,
        Supplier<List<PolicyDomain>> domains,
        DecisionJournal journal,
        GovernorMetrics metrics,
        Health health,
        TimeSource time,
        Optional<Reload> reload,
        Supplier<List<String>> notices,
        Function<String, Optional<String>> learning,
        Function<String, List<String>> remarks,
        Function<String, Optional<OperatorOverride>> overrides) {
    /** A daemon that keeps nothing of what it learns, has nothing to remark and takes no orders. */
    public RunningDaemon(
            BuildInfo build,
            Supplier<String> mode,
            Supplier<List<PolicyDomain>> domains,
            DecisionJournal journal,
            GovernorMetrics metrics,
            Health health,
            TimeSource time,
            Optional<Reload> reload) {
        this(
                build,
                mode,
                domains,
                journal,
                metrics,
                health,
                time,
                reload,
                List::of,
                name -> Optional.empty(),
                name -> List.of(),
                name -> Optional.empty());
    }
}

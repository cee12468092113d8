package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.sim.gpu.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what an engine says of itself over its push feed against what its domain was set up with. A difference is said
 * once in the log and shown in the status while it lasts. For one thread; only {@link #differences} may be asked by others.
 */
public final class FeedFacts {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFacts.class);

    /**
     * What the domain was set up with.
     *
     * @param profileGpus GPUs that compute together by the profile that the operator named; empty for a shipped guess
     * @param profile limits of a step and a batch by the domain's profile
     * @param stepTokens most tokens in a step by the engine's command line; empty while that is not known to say
     */
    record Expected(OptionalInt profileGpus, EngineLimits profile, Supplier<OptionalInt> stepTokens) {}

    private final String domain;
    private final Expected expected;
    private final Supplier<Optional<EngineFacts>> told;
    private Optional<EngineFacts> announced = Optional.empty();
    private volatile List<String> differences = List.of();

    /** @param told what the engine said last; empty before it said anything */
    FeedFacts(String domain, Expected expected, Supplier<Optional<EngineFacts>> told) {
        this.domain = domain;
        this.expected = expected;
        this.told = told;
    }

    /** Compares anew. */
    void against(int governedGpus) {
        Optional<EngineFacts> facts = told.get();
        List<String> found =
                facts.map(engine -> differences(engine, governedGpus)).orElse(List.of());
        if (facts.isPresent() && !facts.equals(announced)) {
            announced = facts;
            announce(facts.get());
        }
        if (!found.equals(differences)) {
            found.forEach(difference -> LOG.warn("domain={} {}", domain, difference));
            differences = found;
        }
    }

    /** What differs now, each with the remedy. */
    List<String> differences() {
        return differences;
    }

    private void announce(EngineFacts engine) {
        LOG.info(
                "domain={} its engine says by the feed: tensor-parallel size {}, at most {} tokens in a step (the profile"
                        + " assumes {}) and {} requests in a batch (the profile: {}); 0 is unknown",
                domain,
                engine.tensorParallel(),
                engine.maxBatchedTokens(),
                expected.profile().stepTokens(),
                engine.maxSequences(),
                expected.profile().maxSequences());
    }

    private List<String> differences(EngineFacts engine, int governed) {
        List<String> found = new ArrayList<>();
        long tensor = engine.tensorParallel();
        if (tensor > 0 && governed > 0 && governed % tensor != 0) {
            found.add("its engine computes on " + tensor + " GPUs together (its feed), and " + governed
                    + (governed == 1 ? " is" : " are")
                    + " governed: list all of the engine's GPUs, and no others, in the domain's gpus");
        }
        OptionalInt profiled = expected.profileGpus();
        if (tensor > 0 && profiled.isPresent() && profiled.getAsInt() != tensor) {
            found.add("its engine computes on " + tensor + " GPUs together (its feed), and its profile was made on "
                    + profiled.getAsInt() + ": name a profile that fits, or none");
        }
        long budget = engine.maxBatchedTokens();
        OptionalInt commandLine = expected.stepTokens().get();
        if (budget > 0 && commandLine.isPresent() && budget != commandLine.getAsInt()) {
            found.add("its engine computes at most " + budget + " tokens in a step by its feed, and "
                    + commandLine.getAsInt()
                    + " by its command line, which is used: give each engine a feed port of its own");
        }
        return found;
    }
}

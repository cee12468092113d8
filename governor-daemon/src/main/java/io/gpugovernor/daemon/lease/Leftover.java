package io.gpugovernor.daemon.lease;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a daemon before this one left: every GPU it may have left locked.
 *
 * @param entries GPUs still to be released
 * @param owner the daemon that left them, where that can be read
 * @param findings what an operator should know, one line each; empty after an ordinary end or crash
 * @param complete whether the whole lease was read; if not, a GPU may be locked that {@code entries} lacks
 */
public record Leftover(List<LeaseEntry> entries, Optional<Owner> owner, List<String> findings, boolean complete) {
    static final Leftover NOTHING = new Leftover(List.of(), Optional.empty(), List.of(), true);

    public Leftover {
        entries = List.copyOf(entries);
        findings = List.copyOf(findings);
    }

    Leftover without(Predicate<LeaseEntry> settled) {
        return new Leftover(entries.stream().filter(settled.negate()).toList(), owner, findings, complete);
    }
}

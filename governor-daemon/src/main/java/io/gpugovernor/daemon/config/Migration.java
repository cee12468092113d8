package io.gpugovernor.daemon.config;

import java.util.List;
import java.util.Optional;

/**
 * What changed between a version of the format and the next. A version that only renames keys is a list of them here; one
 * that does more will bring its own kind of change.
 *
 * @param from the older version
 * @param to the newer version
 * @param renames keys that got another name
 */
record Migration(ApiVersion from, ApiVersion to, List<KeyRename> renames) {
    /** Oldest first; each begins where the one before ends, and the last ends at what this program reads. */
    static final List<Migration> CHAIN = List.of(new Migration(
            ApiVersion.of("gpu-governor/v1alpha1").orElseThrow(),
            ApiVersion.CURRENT,
            List.of( // v1alpha1 wrote words of a key apart, with underscores
                    new KeyRename(Block.ENGINE, "metrics_path", "metricsPath"),
                    new KeyRename(Block.HYSTERESIS, "max_switches_per_minute", "maxSwitchesPerMinute"),
                    new KeyRename(Block.HYSTERESIS, "dead_band", "deadBand"),
                    new KeyRename(Block.SAFETY, "on_exit", "onExit"),
                    new KeyRename(Block.SAFETY, "stale_after", "staleAfter"),
                    new KeyRename(Block.NODE, "power_budget", "powerBudget"))));

    Migration {
        renames = List.copyOf(renames);
    }

    /** The migration that begins at {@code version}; empty if none does. */
    static Optional<Migration> from(ApiVersion version) {
        return CHAIN.stream().filter(one -> one.from().equals(version)).findFirst();
    }

    /** The rename that took {@code key} out of {@code block}, whichever version that was in. */
    static Optional<KeyRename> renamed(Keys block, String key) {
        return CHAIN.stream()
                .flatMap(one -> one.renames().stream())
                .filter(one -> one.block().equals(block) && one.before().equals(key))
                .findFirst();
    }

    Optional<String> newName(Block block, String key) {
        return renames.stream()
                .filter(one -> one.block() == block && one.before().equals(key))
                .map(KeyRename::after)
                .findFirst();
    }
}

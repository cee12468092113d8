package io.gpugovernor.daemon.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The blocks of the policy file and the keys that each may hold, in the order of the documentation. */
enum Block implements Keys {
    ROOT("", "apiVersion", "mode", "telemetry", "domains", "nvml", "safety", "http", "control", "node", "learning"),
    TELEMETRY("telemetry", "period", "budget"),
    DOMAIN("domains[]", "name", "engine", "gpus", "slo", "objective", "clocks", "hysteresis", "profile"),
    ENGINE("domains[].engine", "type", "url", "metricsPath", "feed", "nameFilter", "bearerTokenFile", "tls"),
    TLS("domains[].engine.tls", "caFile", "certFile", "keyFile", "serverName"),
    SLO("domains[].slo", "ttft", "tbt", "quantile"),
    CLOCKS("domains[].clocks", "min", "max", "pin"),
    HYSTERESIS("domains[].hysteresis", "maxSwitchesPerMinute", "dwell", "deadBand"),
    NVML("nvml", "library"),
    SAFETY("safety", "onExit", "staleAfter"),
    HTTP("http", "listen", "webConfig"),
    CONTROL("control", "group"),
    NODE("node", "powerBudget"),
    LEARNING("learning", "keep", "directory");

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> keys;

    Block(String path, String... keys) {
        this.path = path;
        this.keys = List.of(keys);
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    /** The block, or the blocks of the list, that {@code key} holds; empty if it holds a value. */
    Optional<Block> below(String key) {
        String inner = path.isEmpty() ? key : path + "." + key;
        return Arrays.stream(values())
                .filter(block -> block.path.equals(inner) || block.path.equals(inner + "[]"))
                .filter(block -> block != ROOT)
                .findFirst();
    }

    /** The keys with the blocks they lie in, such as {@code domains[].engine.url}. */
    List<String> paths() {
        return keys.stream().map(key -> path.isEmpty() ? key : path + "." + key).toList();
    }
}

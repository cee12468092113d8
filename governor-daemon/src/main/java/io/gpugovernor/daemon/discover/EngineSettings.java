package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.telemetry.StepLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of how an engine was started, each number with where it comes from. */
public record EngineSettings(Map<Setting, Told> told) {
    public static final EngineSettings NONE = new EngineSettings(Map.of());

    /** One number of an engine's configuration. */
    public enum Setting {
        /** GPUs that compute one layer together. */
        TENSOR_PARALLEL,
        /** Groups of layers, each on GPUs of its own. */
        PIPELINE_PARALLEL,
        /** Copies of the model, each on GPUs of its own. */
        DATA_PARALLEL,
        /** Copies of the model on this node, where there are more elsewhere. */
        DATA_PARALLEL_HERE,
        /** Most requests in a batch of one copy. */
        MAX_SEQUENCES,
        /** Most tokens in a step. */
        STEP_TOKENS
    }

    /**
     * A number and who said it.
     *
     * @param value from 1 to 10 million
     * @param source for people: {@code its command line}
     */
    public record Told(int value, String source) {
        static final int MOST = 10_000_000;
    }

    public EngineSettings {
        told = Map.copyOf(told);
    }

    public Optional<Told> get(Setting setting) {
        return Optional.ofNullable(told.get(setting));
    }

    /** These, and {@code other}'s where these know nothing. */
    public EngineSettings or(EngineSettings other) {
        Map<Setting, Told> all = new EnumMap<>(Setting.class);
        all.putAll(other.told());
        all.putAll(told);
        return new EngineSettings(all);
    }

    /** How many GPUs the engine takes on this node; empty if the tensor-parallel size is not known. */
    public Optional<Told> gpus() {
        return get(Setting.TENSOR_PARALLEL).map(tensor -> {
            int stages = get(Setting.PIPELINE_PARALLEL).map(Told::value).orElse(1);
            return new Told((int) Math.min(Told.MOST, (long) tensor.value() * copies() * stages), tensor.source());
        });
    }

    /** How much one step holds; each copy of the model has a batch of its own, and a step. */
    public StepLimits limits() {
        return new StepLimits(number(Setting.STEP_TOKENS, 1), number(Setting.MAX_SEQUENCES, copies()));
    }

    private OptionalInt number(Setting setting, int times) {
        Optional<Told> one = get(setting);
        return one.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(Told.MOST, (long) one.get().value() * times));
    }

    /** Copies of the model on this node. */
    private int copies() {
        return get(Setting.DATA_PARALLEL_HERE)
                .or(() -> get(Setting.DATA_PARALLEL))
                .map(Told::value)
                .orElse(1);
    }
}

package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.model.GpuId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The GPUs of one engine, or why they are not known. */
public sealed interface Mapping {
    /** What the engine's own command line says; nothing if the process is not known. */
    EngineSettings settings();

    /** The process that serves the engine's address, for people; empty if it is not known. */
    Optional<String> process();

    /**
     * These GPUs and no others.
     *
     * @param gpus at least one, in NVML's order
     * @param evidence how that is known, one sentence
     */
    record Found(List<GpuId> gpus, String server, String evidence, EngineSettings settings) implements Mapping {
        public Found {
            gpus = List.copyOf(gpus);
        }

        @Override
        public Optional<String> process() {
            return Optional.of(server);
        }

        /** Their indices: {@code 0, 1}. */
        public String indices() {
            return gpus.stream().map(gpu -> Integer.toString(gpu.index())).collect(Collectors.joining(", "));
        }
    }

    /** Nothing is certain. */
    record Refused(Refusal why, Optional<String> process, EngineSettings settings) implements Mapping {}
}

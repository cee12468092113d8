package io.gpugovernor.daemon.discover;

import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an engine's command line. The names of the flags are those of vLLM, SGLang, TensorRT-LLM and TGI; none of them
 * means one thing to one engine and another to the next.
 */
final class CommandLine {
    static final String SOURCE = "its command line";
    static final String DEFAULT = "its command line, which leaves the default";

    private static final Map<String, Setting> FLAGS = Map.ofEntries(
            Map.entry("tensor-parallel-size", Setting.TENSOR_PARALLEL),
            Map.entry("tp-size", Setting.TENSOR_PARALLEL),
            Map.entry("tp", Setting.TENSOR_PARALLEL),
            Map.entry("num-shard", Setting.TENSOR_PARALLEL),
            Map.entry("pipeline-parallel-size", Setting.PIPELINE_PARALLEL),
            Map.entry("pp-size", Setting.PIPELINE_PARALLEL),
            Map.entry("pp", Setting.PIPELINE_PARALLEL),
            Map.entry("data-parallel-size", Setting.DATA_PARALLEL),
            Map.entry("dp", Setting.DATA_PARALLEL),
            Map.entry("data-parallel-size-local", Setting.DATA_PARALLEL_HERE),
            Map.entry("dpl", Setting.DATA_PARALLEL_HERE),
            Map.entry("max-num-seqs", Setting.MAX_SEQUENCES),
            Map.entry("max-running-requests", Setting.MAX_SEQUENCES),
            Map.entry("max-batch-size", Setting.MAX_SEQUENCES),
            Map.entry("max-num-batched-tokens", Setting.STEP_TOKENS),
            Map.entry("max-num-tokens", Setting.STEP_TOKENS));

    private CommandLine() {}

    /** @param words as in {@code /proc/PID/cmdline}, the program first */
    static EngineSettings settings(List<String> words) {
        Map<Setting, Told> told = new EnumMap<>(Setting.class);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String value = equals >= 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
            flag(equals >= 0 ? word.substring(0, equals) : word)
                    .ifPresent(setting ->
                            number(value).ifPresent(number -> told.put(setting, new Told(number, SOURCE))));
        }
        if (isVllm(words)
                && words.stream().noneMatch(word -> word.equals("--config") || word.startsWith("--config="))) {
            told.putIfAbsent(Setting.TENSOR_PARALLEL, new Told(1, DEFAULT));
        }
        return new EngineSettings(told);
    }

    /** Each of these engines takes underscores for dashes, and some flags with one dash. */
    private static Optional<Setting> flag(String word) {
        return word.startsWith("-")
                ? Optional.ofNullable(FLAGS.get(word.replaceFirst("^--?", "").replace('_', '-')))
                : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        if (!text.matches("\\d{1,8}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(text)).filter(value -> value >= 1 && value <= Told.MOST);
    }

    /** Its program or its Python module, not the name of a model that is served. */
    private static boolean isVllm(List<String> words) {
        return words.stream()
                .limit(3)
                .anyMatch(
                        word -> word.equals("vllm") || word.endsWith("/vllm") || word.startsWith("vllm.entrypoints."));
    }
}

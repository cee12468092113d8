package io.gpugovernor.daemon.scenario;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Particulars;
import io.gpugovernor.core.telemetry.Window;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A window, and the engine at its end, for people to read. */
final class WindowText {
    private WindowText() {}

    static String of(Window window, EngineSnapshot end) {
        Particulars more = end.particulars();
        return String.join(
                "\n",
                "at the end",
                line("running", end.running()),
                line("waiting", end.waiting()),
                line("deferred", more.deferred()),
                line("in prefill", told(more.prefilling())),
                line("kv cache in use", end.kvUsage().value()),
                line("asleep", more.asleep()),
                "within the window",
                line("length", window.length().toMillis() + " ms"),
                line("arrivals", window.arrivals()),
                line("first tokens", more.countsFirstTokens() ? window.firstTokens() : "not counted"),
                line("ended", window.finished()),
                line("aborted so far", told(more.aborted())),
                line("prompts counted", window.finer().prompts()),
                line("prompt tokens", window.promptTokens()),
                line("of them computed", window.finer().computedPromptTokens()),
                line("generated tokens", window.generationTokens()),
                line(
                        "time to first token",
                        times(window.ttft().count(), window.meanTtft().map(Object::toString))),
                line(
                        "time of a step",
                        times(window.stepLatency().count(), window.meanStep().map(Object::toString))),
                line(
                        "time between tokens",
                        times(window.tbt().count(), seconds(window.tbt().mean()))),
                line(
                        "prompt lengths",
                        mean(
                                window.promptLengths().count(),
                                window.promptLengths().mean())),
                line(
                        "output lengths",
                        mean(
                                window.outputLengths().count(),
                                window.outputLengths().mean())),
                "");
    }

    private static String line(String name, Object value) {
        return String.format(Locale.ROOT, "  %-20s %s", name, value);
    }

    private static String told(OptionalLong count) {
        return count.isPresent() ? String.valueOf(count.getAsLong()) : "not told";
    }

    private static Optional<String> seconds(double mean) {
        return Double.isNaN(mean) ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "PT%.3fS", mean));
    }

    private static String times(long count, Optional<String> mean) {
        return count == 0 ? "none" : count + ", mean " + mean.orElse("undefined");
    }

    private static String mean(long count, double mean) {
        return count == 0 ? "none" : count + String.format(Locale.ROOT, ", mean %.1f", mean);
    }
}

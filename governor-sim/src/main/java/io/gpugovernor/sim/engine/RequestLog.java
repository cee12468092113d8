package io.gpugovernor.sim.engine;

import java.time.Duration;
import java.util.function.Consumer;

/** Told what becomes of requests, in order, when a step ends. */
public interface RequestLog {
    /** A request got its first token, {@code ttft} after it arrived. */
    void firstToken(Duration ttft);

    /** A request ended, of so many prompt and generated tokens. */
    void ended(Completion completion, int promptTokens, int generatedTokens);

    /** A log of ends alone. */
    static RequestLog ofEnds(Consumer<Completion> completions) {
        return new RequestLog() {
            @Override
            public void firstToken(Duration ttft) {}

            @Override
            public void ended(Completion completion, int promptTokens, int generatedTokens) {
                completions.accept(completion);
            }
        };
    }
}

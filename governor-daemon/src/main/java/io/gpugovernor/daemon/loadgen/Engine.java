package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.TestbedException;
import java.util.Optional;

/**
 * An engine that answers, and what it says it is.
 *
 * @param served the model to be asked
 * @param version empty where it does not say
 */
public record Engine(Endpoint endpoint, Served served, Optional<String> version) {
    /**
     * Asks an engine what it serves.
     *
     * @param wanted the model; empty for the only one
     * @throws TestbedException in one line if it does not answer, is no OpenAI-compatible server, or does not serve it
     */
    public static Engine ask(Endpoint endpoint, Optional<String> wanted, TimeSource time) {
        try {
            OpenAiClient client = new OpenAiClient(endpoint, time);
            return new Engine(endpoint, client.models().choose(wanted), client.version());
        } catch (EngineFault fault) {
            throw new TestbedException(endpoint + " " + fault.getMessage(), fault);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while asking " + endpoint, told);
        }
    }

    /** Whether the model takes a request of these lengths, as far as the engine tells. */
    public boolean takes(Prompt prompt) {
        return served.longest().isEmpty()
                || prompt.inputTokens() + prompt.outputTokens()
                        <= served.longest().getAsInt();
    }

    OpenAiClient client(TimeSource time) {
        try {
            return new OpenAiClient(endpoint, time);
        } catch (EngineFault fault) {
            throw new TestbedException(endpoint + " " + fault.getMessage(), fault);
        }
    }
}

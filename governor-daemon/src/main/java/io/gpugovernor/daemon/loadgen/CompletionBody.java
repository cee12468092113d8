package io.gpugovernor.daemon.loadgen;

import com.google.gson.JsonPrimitive;
import java.util.StringJoiner;

/** The request for one completion of known lengths. */
final class CompletionBody {
    private CompletionBody() {}

    /**
     * {@code ignore_eos} and {@code min_tokens} are vLLM's and SGLang's; servers that know neither ignore them, and are
     * found out by their count of tokens.
     */
    static String of(String model, int[] prompt, int outputTokens) {
        StringJoiner ids = new StringJoiner(",", "[", "]");
        for (int id : prompt) {
            ids.add(Integer.toString(id));
        }
        return "{\"model\":" + new JsonPrimitive(model) + ",\"prompt\":" + ids + ",\"max_tokens\":" + outputTokens
                + ",\"min_tokens\":" + outputTokens
                + ",\"ignore_eos\":true,\"temperature\":0,\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    }
}

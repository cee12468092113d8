package io.gpugovernor.daemon.discover;

/**
 * Why GPUs are not chosen: a wrong guess would slow somebody else's.
 *
 * @param reason one clause
 * @param remedy one clause
 */
public record Refusal(String reason, String remedy) {
    static final String LIST = "list them in the domain's gpus";

    @Override
    public String toString() {
        return reason + "; " + remedy;
    }
}

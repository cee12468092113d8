package io.gpugovernor.daemon.memory;

/**
 * What a domain learns on, as far as it is known before its engine answers.
 *
 * @param domain its name
 * @param hardware its GPUs
 * @param profile the model that is corrected: its name and a digest of its numbers
 * @param promise the SLO and the clocks that it may have
 * @param enforcing whether its setpoints reach the GPUs: what was only observed proves no floor, and no price
 */
public record Ground(String domain, Hardware hardware, String profile, String promise, boolean enforcing) {}

package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of {@code /-/healthy} and {@code /-/ready}.
 *
 * @param ok whether nothing is wrong
 * @param problems what is wrong, a sentence each
 * @param remarks what does not keep the daemon from its work and is to be looked into, a sentence each
 */
public record HealthView(boolean ok, List<String> problems, List<String> remarks) {}

package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of {@code /-/healthy} and {@code /-/ready}.
 *
 * @param ok whether nothing is wrong
 * @param problems what is wrong, a sentence each
 */
public record HealthView(boolean ok, List<String> problems) {}

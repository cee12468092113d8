package io.gpugovernor.daemon.http;

import java.util.List;

/**
 * The JSON of every answer that is not a success.
 *
 * @param status HTTP status
 * @param error one sentence: what is wrong and what to do instead
 * @param problems details, if there are several
 */
public record ErrorView(int status, String error, List<String> problems) {}

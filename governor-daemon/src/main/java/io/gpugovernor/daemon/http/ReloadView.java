package io.gpugovernor.daemon.http;

/**
 * The JSON of a reload that succeeded.
 *
 * @param reloaded always true
 * @param summary what is in force now
 */
public record ReloadView(boolean reloaded, String summary) {}

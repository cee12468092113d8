package io.gpugovernor.daemon.control;

/**
 * What came of a command.
 *
 * @param ok whether it was carried out
 * @param text one sentence: what is so now, or why nothing was done
 */
record ControlReply(boolean ok, String text) {}

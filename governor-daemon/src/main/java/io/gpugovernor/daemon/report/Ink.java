package io.gpugovernor.daemon.report;

/**
 * How a series is drawn where its name alone does not say it.
 *
 * @param hue 0 and up: place in the script's list of colours
 * @param dash 0 and up: place in its lists of dashes and of point shapes
 */
record Ink(int hue, int dash) {}

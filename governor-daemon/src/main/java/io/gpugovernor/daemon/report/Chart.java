package io.gpugovernor.daemon.report;

import java.util.List;

/**
 * What is drawn; the page's script reads it as JSON.
 *
 * @param joined whether points are joined by lines
 */
record Chart(String title, Axis x, Axis y, boolean joined, List<Series> series) {}

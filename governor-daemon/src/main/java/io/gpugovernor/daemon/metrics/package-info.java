/** Publishes decisions as Prometheus series; {@code docs/metrics.md} documents each. */
@NullMarked
package io.gpugovernor.daemon.metrics;

import org.jspecify.annotations.NullMarked;

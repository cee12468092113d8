/** The evaluation's report: figures computed from results, and one page that needs no network. */
@NullMarked
package io.gpugovernor.daemon.report;

import org.jspecify.annotations.NullMarked;

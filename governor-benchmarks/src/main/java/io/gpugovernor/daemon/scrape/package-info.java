/** Benchmarks of the scraper, in its package because what they measure is not public. */
@NullMarked
package io.gpugovernor.daemon.scrape;

import org.jspecify.annotations.NullMarked;

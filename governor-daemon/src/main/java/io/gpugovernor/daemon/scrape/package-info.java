/** Hears an inference engine: from its metrics page to a snapshot, or to the reason why there is none. */
@NullMarked
package io.gpugovernor.daemon.scrape;

import org.jspecify.annotations.NullMarked;

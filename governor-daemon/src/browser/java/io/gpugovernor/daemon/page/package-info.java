/** The status page in a real browser. */
@NullMarked
package io.gpugovernor.daemon.page;

import org.jspecify.annotations.NullMarked;

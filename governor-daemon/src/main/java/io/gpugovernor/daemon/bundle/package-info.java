/** A bug report in one file: what is in it, what must not be, and how it is bounded. */
@NullMarked
package io.gpugovernor.daemon.bundle;

import org.jspecify.annotations.NullMarked;

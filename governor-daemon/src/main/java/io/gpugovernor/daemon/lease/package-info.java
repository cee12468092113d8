/** Who resets the clocks: a file that lists every GPU this daemon locked, and what a daemon that died left behind. */
@NullMarked
package io.gpugovernor.daemon.lease;

import org.jspecify.annotations.NullMarked;

/** What a terminal can do beyond lines: its size, colours, and a screen that is drawn in place and given back. */
@NullMarked
package io.gpugovernor.daemon.terminal;

import org.jspecify.annotations.NullMarked;

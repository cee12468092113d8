/** The command line: one class a command, and how each speaks to people and to scripts. */
@NullMarked
package io.gpugovernor.daemon.cli;

import org.jspecify.annotations.NullMarked;

/** How an operator commands a running daemon: a Unix socket that only its owner can open, one line there and one back. */
@NullMarked
package io.gpugovernor.daemon.control;

import org.jspecify.annotations.NullMarked;

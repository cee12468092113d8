/** Remembers decisions, and tells what follows from them: error budget, sums over a domain's GPUs. */
@NullMarked
package io.gpugovernor.daemon.journal;

import org.jspecify.annotations.NullMarked;

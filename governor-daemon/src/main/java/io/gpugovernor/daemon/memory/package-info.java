/** What the governor has learned of a node, kept over a restart: one file a domain, and when it may be used again. */
@NullMarked
package io.gpugovernor.daemon.memory;

import org.jspecify.annotations.NullMarked;

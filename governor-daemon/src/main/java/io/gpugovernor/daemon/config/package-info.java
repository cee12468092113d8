/** Reads the policy file: what it means, or everything that is wrong with it, with line and column. */
@NullMarked
package io.gpugovernor.daemon.config;

import org.jspecify.annotations.NullMarked;

/** The running node: one loop a domain, made from the policy file, and the log of what they decide. */
@NullMarked
package io.gpugovernor.daemon.node;

import org.jspecify.annotations.NullMarked;

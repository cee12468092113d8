/** Can this node be governed? Facts are read, findings follow from them, and nothing is ever set. */
@NullMarked
package io.gpugovernor.daemon.doctor;

import org.jspecify.annotations.NullMarked;

/** The tick of one policy domain, from a reading to a recorded decision, and the books it keeps. */
package io.gpugovernor.core.loop;

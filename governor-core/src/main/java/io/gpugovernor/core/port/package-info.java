/** What the loop needs from outside: engine metrics, GPU readings, clocks, time, and someone to tell. */
package io.gpugovernor.core.port;

/** What an engine's counters say: snapshots, the windows between them, and what past windows taught about the work. */
package io.gpugovernor.core.telemetry;

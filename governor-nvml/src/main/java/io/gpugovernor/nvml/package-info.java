/**
 * Real GPUs through NVML. Reading and writing are apart: a sensor and what it is made of cannot reach a call that
 * changes a clock. Every native call runs on a thread of its GPU, under a deadline.
 */
@NullMarked
package io.gpugovernor.nvml;

import org.jspecify.annotations.NullMarked;

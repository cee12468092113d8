/** NVML's C interface as Java sees it: functions, structures and statuses, and the search for the library. No logic. */
@NullMarked
package io.gpugovernor.nvml.binding;

import org.jspecify.annotations.NullMarked;

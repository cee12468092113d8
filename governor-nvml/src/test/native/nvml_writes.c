/* The two calls that change something. Each is logged with its outcome, in order, before it returns. */
#include "nvml_double.h"

#include <stdio.h>

EXPORT int nvmlDeviceSetGpuLockedClocks(void *device, unsigned min, unsigned max) {
    struct switches switches = {0};
    char what[64];
    snprintf(what, sizeof what, "set %u %u", min, max);
    int gpu = enter(device, __func__, WRITE, &switches);
    int status = gpu < 0 ? -gpu : SUCCESS;
    if (!status && switches.no_permission) status = NO_PERMISSION;
    if (!status && (min == 0 || min > max)) status = INVALID_ARGUMENT;
    if (!status) {
        struct gpu_state *state = &state_of_node()->gpu[gpu];
        state->min_mhz = (int32_t)min;
        state->max_mhz = (int32_t)max;
        state->locked = 1;
    }
    if (gpu_of(device) >= 0) log_write((unsigned)gpu_of(device), what, status);
    return status;
}

EXPORT int nvmlDeviceResetGpuLockedClocks(void *device) {
    struct switches switches = {0};
    int gpu = enter(device, __func__, WRITE, &switches);
    int status = gpu < 0 ? -gpu : SUCCESS;
    if (!status && switches.no_permission) status = NO_PERMISSION;
    if (!status) {
        struct gpu_state *state = &state_of_node()->gpu[gpu];
        state->locked = 0;
        state->min_mhz = 0;
        state->max_mhz = 0;
    }
    if (gpu_of(device) >= 0) log_write((unsigned)gpu_of(device), "reset", status);
    return status;
}

/* Start, end, and what every call on a device has in common. */
#define _GNU_SOURCE
#include "nvml_double.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LONGEST_HANG_MS 30000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int references;
static long forgotten;
static int *volatile nowhere;

static void nap(long micros) {
    struct timespec time = {micros / 1000000, micros % 1000000 * 1000};
    nanosleep(&time, NULL);
}

EXPORT int nvmlInit_v2(void) {
    struct control control = control_now();
    if (control.driver_not_loaded) return DRIVER_NOT_LOADED;
    pthread_mutex_lock(&lock);
    if (control.uninitialize != forgotten) {
        forgotten = control.uninitialize;
        references = 0;
    }
    references++;
    pthread_mutex_unlock(&lock);
    return SUCCESS;
}

/* The real library answers 0 here even before nvmlInit. */
EXPORT int nvmlShutdown(void) {
    pthread_mutex_lock(&lock);
    if (references > 0) references--;
    pthread_mutex_unlock(&lock);
    return SUCCESS;
}

int is_initialized(void) {
    long token = uninitialize_now();
    pthread_mutex_lock(&lock);
    if (token != forgotten) {
        forgotten = token;
        references = 0;
    }
    int initialized = references > 0;
    pthread_mutex_unlock(&lock);
    return initialized;
}

int gpu_of(const void *device) {
    const char *handle = device;
    return handle >= handles && handle < handles + MAX_GPUS ? (int)(handle - handles) : -1;
}

int enter(const void *device, const char *function, enum kind kind, struct switches *out) {
    if (!is_initialized()) return -UNINITIALIZED;
    int gpu = gpu_of(device);
    if (gpu < 0) return -INVALID_ARGUMENT;
    *out = switches_now(gpu, 1);
    if (out->hang & (int)kind) {
        for (int waited = 0; hangs_now(gpu, kind) && waited < LONGEST_HANG_MS; waited += 2) nap(2000);
        *out = switches_now(gpu, 0);
    }
    if (out->slow_us) nap(out->slow_us);
    if (kind != READ && out->firmware_us) nap(out->firmware_us);
    if (out->abort_at && out->calls >= out->abort_at) abort();
    if (out->segfault_at && out->calls >= out->segfault_at) *nowhere = 0;
    if (out->lost_at && out->calls >= out->lost_at) return -GPU_IS_LOST;
    for (unsigned i = 0; i < out->fault_count; i++)
        if (!strcmp(out->faults[i].function, function)) return -out->faults[i].status;
    return gpu;
}

EXPORT const char *nvmlErrorString(int status) {
    switch (status) {
        case SUCCESS: return "Success";
        case UNINITIALIZED: return "Uninitialized";
        case INVALID_ARGUMENT: return "Invalid Argument";
        case NOT_SUPPORTED: return "Not Supported";
        case NO_PERMISSION: return "Insufficient Permissions";
        case NOT_FOUND: return "Not Found";
        case INSUFFICIENT_SIZE: return "Insufficient Size";
        case DRIVER_NOT_LOADED: return "Driver Not Loaded";
        case GPU_IS_LOST: return "GPU is lost";
        case ARGUMENT_VERSION_MISMATCH: return "Argument version mismatch";
        default: return "Unknown Error";
    }
}

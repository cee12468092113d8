/* What outlives a process: the mapped state file and the log of writes. And the physics, such as they are. */
#define _GNU_SOURCE
#include "nvml_double.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static char where[4096];
static struct state *mapped;
static pthread_once_t once = PTHREAD_ONCE_INIT;

char handles[MAX_GPUS];

static void open_state(void) {
    const char *named = getenv("NVML_DOUBLE_DIR");
    Dl_info self;
    if (named && *named) {
        snprintf(where, sizeof where, "%s", named);
    } else if (dladdr((void *)(uintptr_t)&open_state, &self) && self.dli_fname) {
        snprintf(where, sizeof where, "%s", self.dli_fname);
        char *slash = strrchr(where, '/');
        if (slash) *slash = 0;
        else strcpy(where, ".");
    }
    char path[4200];
    snprintf(path, sizeof path, "%s/state", where);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0 || ftruncate(file, sizeof(struct state))) {
        perror("nvml double: cannot open its state file");
        abort();
    }
    mapped = mmap(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) {
        perror("nvml double: cannot map its state file");
        abort();
    }
}

const char *folder(void) {
    pthread_once(&once, open_state);
    return where;
}

struct state *state_of_node(void) {
    pthread_once(&once, open_state);
    return mapped;
}

int64_t unix_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* One write() of one line with O_APPEND: lines of several processes never mix. */
void log_write(unsigned gpu, const char *what, int status) {
    char path[4200], line[200];
    snprintf(path, sizeof path, "%s/writes.log", folder());
    int length = snprintf(line, sizeof line, "%lld %d %u %s %d\n", (long long)unix_nanos(), (int)getpid(), gpu, what, status);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    /* Not fatal: a call that hung may come back after its test and the folder are gone. */
    if (file < 0 || write(file, line, (size_t)length) != length) perror("nvml double: cannot log a write");
    if (file >= 0) close(file);
}

/* The clock that the lock, other programs, the load and the power limit together allow. */
unsigned applied_mhz(int gpu, const struct switches *switches, unsigned long long *reasons) {
    const struct gpu_state *state = &state_of_node()->gpu[gpu];
    unsigned min = LOWEST_MHZ, max = switches->highest;
    *reasons = switches->reasons;
    if (state->locked && !switches->not_honoured) {
        min = (unsigned)state->min_mhz;
        max = (unsigned)state->max_mhz;
    }
    if (switches->foreign_max) max = switches->foreign_max;
    unsigned clock = max;
    if (switches->idle) {
        clock = min;
        *reasons |= 0x1;
    }
    if (switches->throttled_at && clock > switches->throttled_at) {
        clock = switches->throttled_at;
        *reasons |= 0x4;
    }
    return clock;
}

/* A line through what an H100 with a live context draws: 79 W at 345 MHz, 124 W at 1980 MHz. */
unsigned power_mw(unsigned mhz) {
    return 69300 + 28 * mhz;
}

/*
 * A test double of libnvidia-ml.so.1: the C ABI of the functions that governor-nvml binds, on GPUs that exist in a
 * file only. Written from NVML's documented behaviour and from measurements; contains none of NVIDIA's code.
 *
 * Everything lives in one folder: NVML_DOUBLE_DIR if set, else the folder this library was loaded from.
 *   control     the switches, `key=value` a line; `gpu2.key=value` for one GPU. Read again within 1 ms of a change.
 *   state       locks and energy counters, memory mapped, shared by all processes: a lock outlives who set it.
 *   writes.log  every set and reset, in order, appended: `<unix ns> <pid> <gpu> set <min> <max> <status>`.
 *
 * Switches for the node: gpus=1..8, driver-not-loaded=1, uninitialize=N (a new N forgets nvmlInit).
 * Switches for a GPU:
 *   no-permission=1      set and reset answer 4
 *   lost-at=N            from the Nth call after the switch was read, every call answers 15
 *   abort-at=N, segfault-at=N   at the Nth call the process dies, as with a bug in the library
 *   hang=reads|writes|energy|all   the call waits until the switch is gone, at most 30 s
 *   slow-us=N            every call takes N microseconds
 *   firmware-us=N        set, reset and the energy counter take N microseconds
 *   not-honoured=1       a set succeeds and changes nothing
 *   throttled-at=MHZ     the power limit binds at this clock
 *   foreign-max=MHZ      another program has set this highest clock
 *   idle=1               the GPU falls to the lowest clock its lock allows
 *   reasons=0xBITS       additional clocks event reasons
 *   highest=MHZ          the highest clock it lists and runs at; 1980 if not set
 *   mig=1, virtualization=N, persistence=0|1, temperature=C, processes=PID,PID
 *   fail.FUNCTION=STATUS one function answers this status
 */
#ifndef NVML_DOUBLE_H
#define NVML_DOUBLE_H

#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

#define MAX_GPUS 8
#define MAX_PROCESSES 64
#define MAX_FAULTS 8

#define LOWEST_MHZ 345u
#define HIGHEST_MHZ 1980u
#define STEP_MHZ 15u
#define MEMORY_MHZ 2619u
#define LOW_MEMORY_MHZ 1593u

enum status {
    SUCCESS = 0,
    UNINITIALIZED = 1,
    INVALID_ARGUMENT = 2,
    NOT_SUPPORTED = 3,
    NO_PERMISSION = 4,
    NOT_FOUND = 6,
    INSUFFICIENT_SIZE = 7,
    DRIVER_NOT_LOADED = 9,
    GPU_IS_LOST = 15,
    ARGUMENT_VERSION_MISMATCH = 25
};

enum kind { READ = 1, WRITE = 2, ENERGY = 4 };

struct fault {
    char function[64];
    int status;
};

struct switches {
    int no_permission, not_honoured, idle, mig, virtualization, persistence, temperature;
    int hang; /* bits of enum kind */
    long lost_at, abort_at, segfault_at, slow_us, firmware_us;
    unsigned throttled_at, foreign_max, highest;
    unsigned long long reasons;
    unsigned processes[MAX_PROCESSES];
    unsigned process_count;
    struct fault faults[MAX_FAULTS];
    unsigned fault_count;
    long calls; /* since the control file was read */
};

struct control {
    unsigned gpus;
    int driver_not_loaded;
    long uninitialize;
    struct switches gpu[MAX_GPUS];
};

/* The shared file. Little endian, fixed layout: the tests read it too. */
struct gpu_state {
    int32_t locked, min_mhz, max_mhz, reserved;
    int64_t energy_uj, energy_at_ns;
};

struct state {
    struct gpu_state gpu[MAX_GPUS];
};

/* The switches as they are now. */
struct control control_now(void);
unsigned gpu_count(void);
long uninitialize_now(void);
struct switches switches_now(int gpu, int count_call);
int hangs_now(int gpu, enum kind kind);

struct state *state_of_node(void);
void log_write(unsigned gpu, const char *what, int status);
const char *folder(void);
int64_t unix_nanos(void);

int is_initialized(void);

/* A device handle points at its GPU's slot here; anything else is no handle. */
extern char handles[MAX_GPUS];
int gpu_of(const void *device);

/* What every device call does first: returns the GPU's index, or minus the status to answer. */
int enter(const void *device, const char *function, enum kind kind, struct switches *out);

unsigned applied_mhz(int gpu, const struct switches *switches, unsigned long long *reasons);
unsigned power_mw(unsigned mhz);

#endif

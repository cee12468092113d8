/* Every reading call that is bound. None changes anything but the energy counter's own bookkeeping. */
#define _GNU_SOURCE
#include "nvml_double.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pci_info {
    char bus_id_legacy[16];
    unsigned domain, bus, device, pci_device_id, pci_subsystem_id;
    char bus_id[32];
};

struct process_info {
    unsigned pid;
    unsigned long long used_memory;
    unsigned gpu_instance, compute_instance;
};

#define ENTER(kind)                                                  \
    struct switches switches;                                        \
    int gpu = enter(device, __func__, kind, &switches);              \
    if (gpu < 0) return -gpu;

static int text(char *out, unsigned length, const char *value) {
    if (!out) return INVALID_ARGUMENT;
    if (strlen(value) + 1 > length) return INSUFFICIENT_SIZE;
    strcpy(out, value);
    return SUCCESS;
}

static void uuid_of(int gpu, char *out, size_t length) {
    snprintf(out, length, "GPU-0d0b1e00-0000-4000-8000-%012d", gpu);
}

static void bus_id_of(int gpu, char *out, size_t length) {
    snprintf(out, length, "00000000:%02X:00.0", 0x1B + 0x10 * gpu);
}

EXPORT int nvmlSystemGetDriverVersion(char *version, unsigned length) {
    if (!is_initialized()) return UNINITIALIZED;
    return text(version, length, "580.159.03");
}

EXPORT int nvmlSystemGetNVMLVersion(char *version, unsigned length) {
    return text(version, length, "13.580.159.03");
}

EXPORT int nvmlDeviceGetCount_v2(unsigned *count) {
    if (!is_initialized()) return UNINITIALIZED;
    *count = gpu_count();
    return SUCCESS;
}

EXPORT int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    if (!is_initialized()) return UNINITIALIZED;
    if (index >= gpu_count()) return INVALID_ARGUMENT;
    *device = &handles[index];
    return SUCCESS;
}

EXPORT int nvmlDeviceGetHandleByUUID(const char *uuid, void **device) {
    if (!is_initialized()) return UNINITIALIZED;
    for (unsigned gpu = 0; gpu < gpu_count(); gpu++) {
        char own[64];
        uuid_of((int)gpu, own, sizeof own);
        if (!strcmp(own, uuid)) {
            *device = &handles[gpu];
            return SUCCESS;
        }
    }
    return NOT_FOUND;
}

EXPORT int nvmlDeviceGetIndex(void *device, unsigned *index) {
    ENTER(READ)
    *index = (unsigned)gpu;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) {
    ENTER(READ)
    char own[64];
    uuid_of(gpu, own, sizeof own);
    return text(uuid, length, own);
}

EXPORT int nvmlDeviceGetName(void *device, char *name, unsigned length) {
    ENTER(READ)
    return text(name, length, "NVML Double H100 80GB HBM3");
}

EXPORT int nvmlDeviceGetPciInfo_v3(void *device, struct pci_info *pci) {
    ENTER(READ)
    memset(pci, 0, sizeof *pci);
    bus_id_of(gpu, pci->bus_id, sizeof pci->bus_id);
    snprintf(pci->bus_id_legacy, sizeof pci->bus_id_legacy, "%s", pci->bus_id + 4);
    pci->bus = (unsigned)(0x1B + 0x10 * gpu);
    pci->pci_device_id = 0x233010DE;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetPowerUsage(void *device, unsigned *milliwatts) {
    ENTER(READ)
    unsigned long long reasons;
    *milliwatts = power_mw(applied_mhz(gpu, &switches, &reasons));
    return SUCCESS;
}

/* Power times the time since the last call; exact while the clock stands still in between. */
EXPORT int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *millijoules) {
    ENTER(ENERGY)
    struct gpu_state *state = &state_of_node()->gpu[gpu];
    unsigned long long reasons;
    int64_t now = unix_nanos();
    if (state->energy_at_ns) {
        state->energy_uj += (now - state->energy_at_ns) / 1000 * power_mw(applied_mhz(gpu, &switches, &reasons)) / 1000;
    } else {
        state->energy_uj = 5000000000;
    }
    state->energy_at_ns = now;
    *millijoules = (unsigned long long)(state->energy_uj / 1000);
    return SUCCESS;
}

EXPORT int nvmlDeviceGetPowerManagementLimit(void *device, unsigned *limit) {
    ENTER(READ)
    *limit = 700000;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetPowerManagementDefaultLimit(void *device, unsigned *limit) {
    ENTER(READ)
    *limit = 700000;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetPowerManagementLimitConstraints(void *device, unsigned *min, unsigned *max) {
    ENTER(READ)
    *min = 200000;
    *max = 700000;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned *limit) {
    ENTER(READ)
    *limit = 700000;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetClockInfo(void *device, int type, unsigned *clock) {
    ENTER(READ)
    unsigned long long reasons;
    if (type != 0 && type != 1 && type != 2) return INVALID_ARGUMENT;
    *clock = type == 2 ? MEMORY_MHZ : applied_mhz(gpu, &switches, &reasons);
    return SUCCESS;
}

EXPORT int nvmlDeviceGetSupportedMemoryClocks(void *device, unsigned *count, unsigned *clocks) {
    ENTER(READ)
    unsigned capacity = *count;
    *count = 2;
    if (capacity < 2) return INSUFFICIENT_SIZE;
    clocks[0] = MEMORY_MHZ;
    clocks[1] = LOW_MEMORY_MHZ;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetSupportedGraphicsClocks(void *device, unsigned memory, unsigned *count, unsigned *clocks) {
    ENTER(READ)
    if (memory != MEMORY_MHZ && memory != LOW_MEMORY_MHZ) return NOT_FOUND;
    unsigned capacity = *count;
    *count = (switches.highest - LOWEST_MHZ) / STEP_MHZ + 1;
    if (capacity < *count) return INSUFFICIENT_SIZE;
    for (unsigned i = 0; i < *count; i++) clocks[i] = switches.highest - i * STEP_MHZ;
    return SUCCESS;
}

#ifndef NEW_DRIVER
EXPORT int nvmlDeviceGetCurrentClocksThrottleReasons(void *device, unsigned long long *reasons) {
    ENTER(READ)
    applied_mhz(gpu, &switches, reasons);
    return SUCCESS;
}

EXPORT int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *celsius) {
    ENTER(READ)
    if (sensor != 0) return INVALID_ARGUMENT;
    *celsius = (unsigned)switches.temperature;
    return SUCCESS;
}
#endif

#ifndef OLD_DRIVER
EXPORT int nvmlDeviceGetCurrentClocksEventReasons(void *device, unsigned long long *reasons) {
    ENTER(READ)
    applied_mhz(gpu, &switches, reasons);
    return SUCCESS;
}

struct temperature_v1 {
    unsigned version;
    int sensor;
    int celsius;
};

EXPORT int nvmlDeviceGetTemperatureV(void *device, struct temperature_v1 *temperature) {
    ENTER(READ)
    if (temperature->version != 0x0100000cu) return ARGUMENT_VERSION_MISMATCH;
    if (temperature->sensor != 0) return INVALID_ARGUMENT;
    temperature->celsius = switches.temperature;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetGspFirmwareMode(void *device, unsigned *enabled, unsigned *by_default) {
    ENTER(READ)
    *enabled = 1;
    *by_default = 1;
    return SUCCESS;
}
#endif

EXPORT int nvmlDeviceGetPersistenceMode(void *device, int *mode) {
    ENTER(READ)
    *mode = switches.persistence;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetMigMode(void *device, unsigned *current, unsigned *pending) {
    ENTER(READ)
    *current = (unsigned)switches.mig;
    *pending = (unsigned)switches.mig;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetVirtualizationMode(void *device, int *mode) {
    ENTER(READ)
    *mode = switches.virtualization;
    return SUCCESS;
}

EXPORT int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, struct process_info *infos) {
    ENTER(READ)
    unsigned capacity = *count;
    *count = switches.process_count;
    if (capacity < *count) return INSUFFICIENT_SIZE;
    for (unsigned i = 0; i < *count; i++) {
        infos[i] = (struct process_info){switches.processes[i], 1ull << 30, 0xFFFFFFFFu, 0xFFFFFFFFu};
    }
    return SUCCESS;
}

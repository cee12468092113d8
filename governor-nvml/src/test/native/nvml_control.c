/*
 * The switches: a text file, read again whenever its time stamp, size or inode changes. It is looked at once a
 * millisecond, so that a call costs what it costs in the real library; nvmlDoubleReload makes the next call look.
 */
#define _GNU_SOURCE
#include "nvml_double.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct control current;
static struct stat seen;
static int loaded;
static int64_t looked_at;

static int hang_bits(const char *value) {
    if (!strcmp(value, "reads")) return READ;
    if (!strcmp(value, "writes")) return WRITE;
    if (!strcmp(value, "energy")) return ENERGY;
    if (!strcmp(value, "all")) return READ | WRITE | ENERGY;
    return 0;
}

static void set_processes(struct switches *s, const char *value) {
    s->process_count = 0;
    for (char *end; *value && s->process_count < MAX_PROCESSES; value = *end ? end + 1 : end) {
        unsigned long pid = strtoul(value, &end, 10);
        if (end == value) return;
        s->processes[s->process_count++] = (unsigned)pid;
    }
}

static void set_switch(struct switches *s, const char *key, const char *value) {
    long number = strtol(value, NULL, 0);
    if (!strcmp(key, "no-permission")) s->no_permission = (int)number;
    else if (!strcmp(key, "not-honoured")) s->not_honoured = (int)number;
    else if (!strcmp(key, "idle")) s->idle = (int)number;
    else if (!strcmp(key, "mig")) s->mig = (int)number;
    else if (!strcmp(key, "virtualization")) s->virtualization = (int)number;
    else if (!strcmp(key, "persistence")) s->persistence = (int)number;
    else if (!strcmp(key, "temperature")) s->temperature = (int)number;
    else if (!strcmp(key, "hang")) s->hang = hang_bits(value);
    else if (!strcmp(key, "lost-at")) s->lost_at = number;
    else if (!strcmp(key, "abort-at")) s->abort_at = number;
    else if (!strcmp(key, "segfault-at")) s->segfault_at = number;
    else if (!strcmp(key, "slow-us")) s->slow_us = number;
    else if (!strcmp(key, "firmware-us")) s->firmware_us = number;
    else if (!strcmp(key, "throttled-at")) s->throttled_at = (unsigned)number;
    else if (!strcmp(key, "foreign-max")) s->foreign_max = (unsigned)number;
    else if (!strcmp(key, "highest")) s->highest = (unsigned)number;
    else if (!strcmp(key, "reasons")) s->reasons = strtoull(value, NULL, 0);
    else if (!strcmp(key, "processes")) set_processes(s, value);
    else if (!strncmp(key, "fail.", 5) && s->fault_count < MAX_FAULTS) {
        struct fault *fault = &s->faults[s->fault_count++];
        snprintf(fault->function, sizeof fault->function, "%s", key + 5);
        fault->status = (int)number;
    } else {
        fprintf(stderr, "nvml double: unknown switch %s=%s\n", key, value);
    }
}

static void set_line(struct control *c, char *line) {
    line[strcspn(line, "\r\n")] = 0;
    char *equals = strchr(line, '=');
    if (!equals) return;
    *equals = 0;
    const char *value = equals + 1;
    int gpu, used = 0;
    if (!strcmp(line, "gpus")) c->gpus = (unsigned)atoi(value);
    else if (!strcmp(line, "driver-not-loaded")) c->driver_not_loaded = atoi(value);
    else if (!strcmp(line, "uninitialize")) c->uninitialize = atol(value);
    else if (sscanf(line, "gpu%d.%n", &gpu, &used) == 1 && used && gpu >= 0 && gpu < MAX_GPUS)
        set_switch(&c->gpu[gpu], line + used, value);
    else
        for (gpu = 0; gpu < MAX_GPUS; gpu++) set_switch(&c->gpu[gpu], line, value);
}

static void load(const char *path) {
    memset(&current, 0, sizeof current);
    current.gpus = 1;
    for (int gpu = 0; gpu < MAX_GPUS; gpu++) {
        current.gpu[gpu].persistence = 1;
        current.gpu[gpu].temperature = 40;
        current.gpu[gpu].highest = HIGHEST_MHZ;
    }
    FILE *file = fopen(path, "r");
    if (!file) return;
    char line[1024];
    while (fgets(line, sizeof line, file)) set_line(&current, line);
    fclose(file);
    if (current.gpus > MAX_GPUS) current.gpus = MAX_GPUS;
}

static void refresh(void) {
    static char path[4200];
    if (!path[0]) snprintf(path, sizeof path, "%s/control", folder());
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    int64_t millis = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    if (loaded && millis == looked_at) return;
    looked_at = millis;
    struct stat now;
    if (stat(path, &now)) memset(&now, 0, sizeof now);
    int same = loaded && now.st_ino == seen.st_ino && now.st_size == seen.st_size &&
               now.st_mtim.tv_sec == seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == seen.st_mtim.tv_nsec;
    if (!same) {
        load(path);
        seen = now;
        loaded = 1;
    }
}

EXPORT void nvmlDoubleReload(void);
EXPORT void nvmlDoubleReload(void) {
    pthread_mutex_lock(&lock);
    looked_at = 0;
    pthread_mutex_unlock(&lock);
}

struct control control_now(void) {
    pthread_mutex_lock(&lock);
    refresh();
    struct control copy = current;
    pthread_mutex_unlock(&lock);
    return copy;
}

struct switches switches_now(int gpu, int count_call) {
    pthread_mutex_lock(&lock);
    refresh();
    if (count_call) current.gpu[gpu].calls++;
    struct switches copy = current.gpu[gpu];
    pthread_mutex_unlock(&lock);
    return copy;
}

int hangs_now(int gpu, enum kind kind) {
    pthread_mutex_lock(&lock);
    refresh();
    int hangs = current.gpu[gpu].hang & kind;
    pthread_mutex_unlock(&lock);
    return hangs;
}

unsigned gpu_count(void) {
    pthread_mutex_lock(&lock);
    refresh();
    unsigned gpus = current.gpus;
    pthread_mutex_unlock(&lock);
    return gpus;
}

long uninitialize_now(void) {
    pthread_mutex_lock(&lock);
    refresh();
    long token = current.uninitialize;
    pthread_mutex_unlock(&lock);
    return token;
}

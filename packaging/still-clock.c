/*
 * A clock that stands still, to be loaded before the JVM that writes the class-data archive. Each soft reference in the
 * archive bears the time since the machine's start at which it was made, and nothing else in there changes from one
 * writing to the next. Long ago, not ahead: a wait with a deadline is then over at once, and never lasts for hours.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (clock != CLOCK_MONOTONIC) return (int)syscall(SYS_clock_gettime, clock, now);
    now->tv_sec = 1;
    now->tv_nsec = 0;
    return 0;
}

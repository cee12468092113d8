package io.gpugovernor.daemon.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final long DAEMON = 100;
    private static final Resources MODEST = new Resources(150, 50, 40, 3);
    private static final DoubledGpus.Write SET = new DoubledGpus.Write(DAEMON, 0, List.of(345, 1200), 0);
    private static final String PAGE = """
            # HELP gpu_governor_decisions_total Decisions by reason, one a tick.
            gpu_governor_decisions_total{domain="moving",reason="optimal"} 150.0
            gpu_governor_decisions_total{domain="moving",reason="saving"} 10.0
            gpu_governor_nvml_call_duration_seconds_bucket{call="set",le="0.01"} 98
            gpu_governor_nvml_call_duration_seconds_bucket{call="set",le="0.02"} 100
            gpu_governor_nvml_call_duration_seconds_bucket{call="set",le="+Inf"} 100
            gpu_governor_nvml_call_duration_seconds_count{call="set"} 100
            gpu_governor_nvml_deadline_misses_total{call="read"} 0.0
            gpu_governor_nvml_deadline_misses_total{call="set"} 0.0
            gpu_governor_nvml_deadline_misses_total{call="reset"} 0.0
            """;

    private String page = PAGE;
    private List<DoubledGpus.Write> writes = List.of(SET);
    private List<Integer> locked = List.of();
    private long lease;
    private int exit = 143;
    private List<String> complaints = List.of();
    private Resources after = MODEST;

    @Test
    void acceptsASoakInWhichNothingWentWrong() {
        assertThat(verdict().failures()).as(verdict().table()).isEmpty();
        assertThat(verdict().table()).contains("100, at most 20.0 ms, 13.0 ms").doesNotContain("WRONG");
    }

    @Test
    void refusesLocksThatAreLeft() {
        locked = List.of(0);
        lease = 1;
        assertThat(verdict().failures())
                .containsExactly("GPUs locked at the end: 1, not 0", "GPUs in the lease at the end: 1, not 0");
        assertThat(verdict().table()).contains("WRONG");
    }

    @Test
    void refusesCallsPastTheirDeadlineAndADaemonThatDoesNotCountThem() {
        page = PAGE.replace("{call=\"set\"} 0.0", "{call=\"set\"} 2.0");
        assertThat(verdict().failures()).containsExactly("set calls past their deadline: 2, not 0");
        page = PAGE.replace("misses", "gone");
        assertThat(verdict().failures()).hasSize(3).allMatch(failure -> failure.contains("not counted"));
    }

    @Test
    void refusesWritesThatAreNotTheDaemonsToMake() {
        writes = List.of(
                SET,
                new DoubledGpus.Write(DAEMON, 7, List.of(), 0),
                new DoubledGpus.Write(1, 0, List.of(345, 1200), 0),
                new DoubledGpus.Write(DAEMON, 0, List.of(345, 1201), 0),
                new DoubledGpus.Write(DAEMON, 0, List.of(345, 1995), 2));
        assertThat(verdict().failures())
                .containsExactly(
                        "calls that the library refused: 1, not 0",
                        "locks to clocks that are not in the table: 2, not 0",
                        "writes to GPUs that are not ours: 1, not 0",
                        "writes by other processes: 1, not 0");
    }

    @Test
    void refusesADaemonThatSetNoClockOrHardlyTicked() {
        writes = List.of();
        page = PAGE.replace("150.0", "15.0");
        assertThat(verdict().failures())
                .containsExactly(
                        "ticks: 25, 13 % of those due, not at least 50 %",
                        "set calls in the library: 0, not at least one a GPU");
    }

    @Test
    void refusesAnEndThatIsNotOrderlyAndGrowth() {
        exit = 1;
        complaints = List.of("ERROR");
        after = new Resources(600, 59, 49, 3);
        assertThat(verdict().failures())
                .containsExactly(
                        "exit code of the daemon: 1, not 143",
                        "errors in the log: 1, not 0",
                        "resident memory, MiB, start and end: 150, 600, not at most 448",
                        "threads, start and end: 50, 59, not at most 8 more",
                        "open files, start and end: 40, 49, not at most 8 more");
    }

    private Verdict verdict() {
        SoakPlan plan = new SoakPlan(
                Duration.ofSeconds(10),
                1,
                List.of(0),
                List.of(),
                SoakPlan.End.TERM,
                List.of(),
                Path.of("double"),
                List.of("governor"));
        Evidence evidence = new Evidence(
                Duration.ofSeconds(10),
                new Scrape(page),
                Map.of("set", 0.013),
                writes,
                Set.of(DAEMON),
                locked,
                lease,
                List.of(new Evidence.Exit("the daemon", exit, 143)),
                complaints,
                MODEST,
                after);
        return new Verdict(plan, evidence);
    }
}

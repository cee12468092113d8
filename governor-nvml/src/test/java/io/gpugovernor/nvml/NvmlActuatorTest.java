package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NvmlActuatorTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);
    private static final ClockTable H100 = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
    private static final Megahertz LOW = new Megahertz(900);
    private static final Megahertz HIGH = new Megahertz(1500);

    @TempDir
    Path folder;

    private NvmlDouble gpus;
    private NvmlNode node;

    @BeforeEach
    void open() {
        gpus = NvmlDouble.in(folder).with("gpus=4");
        node = gpus.open();
    }

    @AfterEach
    void close() {
        gpus.with();
        node.close();
    }

    @Test
    void locksFromTheLowestStepToTheSetpoint() {
        assertThat(domain(0).lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.lockOn(0)).contains("345..900");
    }

    @Test
    void locksToTheSetpointAloneWhenPinned() {
        NvmlActuator pinned = actuator(LockRange.Shape.PINNED, PLENTY, 0);
        assertThat(pinned.lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.lockOn(0)).contains("900..900");
    }

    @Test
    void locksAllOfItsDomainAndNothingElse() {
        domain(1, 2).lock(LOW);
        assertThat(gpus.log()).containsExactlyInAnyOrder("1 set 345 900", "2 set 345 900");
    }

    @Test
    void writesNothingTwice() {
        NvmlActuator domain = domain(0);
        domain.lock(LOW);
        assertThat(domain.lock(LOW)).isEqualTo(new Actuation.NotNeeded());
        assertThat(domain.lock(HIGH)).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.log()).containsExactly("0 set 345 900", "0 set 345 1500");
    }

    @Test
    void writesNoClockThatTheGpuDoesNotList() {
        assertThat(domain(0).lock(new Megahertz(901)))
                .isEqualTo(new Actuation.Failed("901MHz is no step of the domain's clock table"));
        assertThat(gpus.log()).isEmpty();
    }

    @Test
    void namesTheGpuAndTheStatusWhenItMayNotSetClocks() {
        gpus.and("no-permission=1");
        NvmlActuator domain = domain(2);
        assertThat(domain.lock(LOW))
                .isEqualTo(new Actuation.Failed("GPU 2 (GPU-0d0b1e00-0000-4000-8000-000000000002): "
                        + "setting 345MHz..900MHz: Insufficient permissions (NVML status 4)"));
        assertThat(domain.held()).isEmpty();
        assertThat(domain.release()).isEqualTo(new Actuation.NotNeeded());
        assertThat(gpus.log()).containsExactly("2 set 345 900 -> 4");
    }

    @Test
    void releasesAllWhenOneFails() {
        gpus.and("gpu1.no-permission=1");
        NvmlActuator domain = domain(0, 1);
        assertThat(domain.lock(LOW)).isInstanceOf(Actuation.Failed.class);
        assertThat(gpus.lockOn(0)).isEmpty();
        assertThat(domain.held()).isEmpty();
        assertThat(gpus.log())
                .containsExactlyInAnyOrder("0 set 345 900", "1 set 345 900 -> 4", "0 reset")
                .endsWith("0 reset");
    }

    @Test
    void releasesWhatItLockedAndOnce() {
        NvmlActuator mine = domain(0, 1);
        NvmlActuator other = domain(2);
        mine.lock(LOW);
        other.lock(LOW);
        assertThat(mine.release()).isEqualTo(new Actuation.Accepted());
        assertThat(mine.release()).isEqualTo(new Actuation.NotNeeded());
        assertThat(gpus.log()).hasSize(5).contains("0 reset", "1 reset").doesNotContain("2 reset", "3 reset");
        assertThat(gpus.lockOn(2)).contains("345..900");
    }

    @Test
    void locksAnewAfterARelease() {
        NvmlActuator domain = domain(0);
        domain.lock(LOW);
        domain.release();
        assertThat(domain.lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.log()).containsExactly("0 set 345 900", "0 reset", "0 set 345 900");
    }

    @Test
    void keepsAnsweringForALockThatItCouldNotReset() {
        NvmlActuator domain = domain(0);
        domain.lock(LOW);
        gpus.and("no-permission=1");
        assertThat(domain.release()).isInstanceOf(Actuation.Failed.class);
        gpus.without("no-permission=1");
        assertThat(domain.release()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.lockOn(0)).isEmpty();
    }

    @Test
    void resetsAGpuWhoseSetCallFailedWithoutSayingThatItDidNothing() {
        gpus.and("fail.nvmlDeviceSetGpuLockedClocks=999");
        NvmlActuator domain = domain(0);
        assertThat(domain.lock(LOW)).isInstanceOf(Actuation.Failed.class);
        assertThat(gpus.log()).containsExactly("0 set 345 900 -> 999", "0 reset");
        assertThat(domain.held()).isEmpty();
    }

    @Test
    void reportsALostGpuOnceAndThenLeavesItAlone() {
        NvmlActuator domain = domain(0, 1);
        domain.lock(LOW);
        gpus.and("gpu1.lost-at=1");
        assertThat(domain.lock(HIGH))
                .isInstanceOfSatisfying(
                        Actuation.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("GPU 1")
                                .contains("GPU is lost (NVML status 15)")
                                .doesNotContain("GPU 0"));
        assertThat(gpus.lockOn(0)).isEmpty();
        assertThat(domain.held()).isEmpty();
        assertThat(domain.release()).isEqualTo(new Actuation.NotNeeded());
    }

    @Test
    void countsALostGpuAsUnreleasedUntilAResetSucceeds() {
        String lost = node.gpus().get(1).id().uuid();
        NvmlActuator domain = domain(0, 1);
        assertThat(domain.unreleased()).isEmpty();
        domain.lock(LOW);
        assertThat(domain.unreleased()).hasSize(2);
        gpus.and("gpu1.lost-at=1");
        domain.release();
        domain.release();
        assertThat(domain.unreleased()).containsExactly(lost);

        gpus.without("gpu1.lost-at=1");
        assertThat(domain.lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(domain.release()).isEqualTo(new Actuation.Accepted());
        assertThat(domain.unreleased()).isEmpty();
    }

    @Test
    void tellsARefusalForWantOfPermissionFromOthers() {
        NvmlActuator domain = domain(0);
        assertThat(domain.isForbidden()).isFalse();
        gpus.and("no-permission=1");
        domain.lock(LOW);
        assertThat(domain.isForbidden()).isTrue();
        assertThat(domain.unreleased()).isEmpty();
        gpus.without("no-permission=1").and("fail.nvmlDeviceSetGpuLockedClocks=999");
        domain.lock(LOW);
        assertThat(domain.isForbidden()).isFalse();
    }

    @Test
    void writesNoOtherGpuWhileOneHangsAndReleasesItWhenItComesBack() {
        NvmlActuator domain = actuator(LockRange.Shape.RANGE, Duration.ofMillis(500), 0, 1);
        domain.lock(HIGH);
        gpus.and("gpu1.hang=writes");
        assertThat(domain.lock(LOW))
                .isInstanceOfSatisfying(
                        Actuation.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("GPU 1")
                                .contains("no answer in time")
                                .contains("and not released"));
        assertThat(gpus.lockOn(0)).isEmpty();
        int written = gpus.log().size();
        assertThat(domain.lock(LOW)).isInstanceOf(Actuation.Failed.class);
        assertThat(gpus.log()).hasSize(written);
        assertThat(domain.held()).containsExactly(node.gpus().get(1).id().uuid());

        gpus.without("gpu1.hang=writes");
        Eventually.await(() -> !node.gpus().get(1).isStuck());
        assertThat(domain.release()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.lockOn(1)).isEmpty();
        assertThat(gpus.log()).endsWith("1 set 345 900", "1 reset");
    }

    @Test
    void waitsForASlowDriverButNotOneGpuAfterTheOther() {
        gpus.and("firmware-us=20000");
        NvmlActuator domain = domain(0, 1, 2, 3);
        assertThat(domain.lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(domain.release()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.log()).hasSize(8);
    }

    @Test
    void refusesAGpuWithMig() {
        gpus.and("gpu1.mig=1");
        NvmlActuator domain = domain(0, 1);
        assertThat(domain.lock(LOW))
                .isInstanceOfSatisfying(
                        Actuation.Failed.class,
                        failed -> assertThat(failed.reason()).contains("GPU 1").contains("MIG is on"));
        assertThat(gpus.log()).containsExactly("0 set 345 900", "0 reset");
    }

    @Test
    void keepsItsHandsOffAGpuThatDoesNotTellWhetherMigIsOn() {
        gpus.and("fail.nvmlDeviceGetMigMode=999");
        assertThat(domain(0).lock(LOW))
                .isInstanceOfSatisfying(
                        Actuation.Failed.class,
                        failed -> assertThat(failed.reason()).contains("MIG mode: Unknown error (NVML status 999)"));
        assertThat(gpus.log()).isEmpty();
    }

    @Test
    void goesOnAfterNvmlHasForgottenItsInitialisation() {
        gpus.and("uninitialize=1");
        assertThat(domain(0).lock(LOW)).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.log()).endsWith("0 set 345 900");
    }

    @Test
    void writesItsSetpointAgainOnlyWhenToldTo() {
        NvmlActuator domain = domain(0, 1);
        assertThat(domain.reassert()).isEqualTo(new Actuation.NotNeeded());
        domain.lock(LOW);
        assertThat(domain.reassert()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.log().subList(2, 4)).containsExactlyInAnyOrder("0 set 345 900", "1 set 345 900");
    }

    @Test
    void resetsNoGpuWhoseLockItGaveUp() {
        NvmlActuator domain = domain(0, 1);
        domain.lock(LOW);
        domain.disown(Set.of(node.gpus().get(0).id().uuid()));

        assertThat(domain.release()).isEqualTo(new Actuation.Accepted());

        assertThat(gpus.lockOn(0)).contains("345..900");
        assertThat(gpus.lockOn(1)).isEmpty();
        assertThat(domain.unreleased()).isEmpty();
        domain.lock(LOW);
        domain.release();
        assertThat(gpus.lockOn(0)).isEmpty();
    }

    @Test
    void releasesLocksThatAPredecessorLeft() {
        NvmlActuator predecessor = domain(0, 1);
        predecessor.lock(LOW);
        NvmlActuator successor = domain(0, 1, 2);
        successor.adopt(Set.copyOf(predecessor.held()));
        assertThat(successor.release()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.lockOn(0)).isEmpty();
        assertThat(gpus.lockOn(1)).isEmpty();
        assertThat(gpus.log()).hasSize(4).doesNotContain("2 reset");
    }

    private NvmlActuator domain(Integer... indices) {
        return actuator(LockRange.Shape.RANGE, PLENTY, indices);
    }

    private NvmlActuator actuator(LockRange.Shape shape, Duration time, Integer... indices) {
        return new NvmlActuator(
                Stream.of(indices).map(node.gpus()::get).toList(),
                new ClockWriter(node.session().library()),
                H100,
                shape,
                time);
    }
}

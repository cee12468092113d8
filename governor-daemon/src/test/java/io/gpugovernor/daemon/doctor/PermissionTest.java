package io.gpugovernor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.config.Mode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionTest {
    private static final String EVERYONE = "         0          0 4294967295\n";

    @TempDir
    private Path empty;

    @Test
    void readsTheEffectiveUserAndCapabilityAndNoOther() {
        assertThat(PrivilegeReader.parse(status("0\t1000\t0\t0", "0000000000200000"), EVERYONE))
                .isEqualTo(new Privilege.Known(1000, true, true));
        assertThat(PrivilegeReader.parse(status("1000\t0\t0\t0", "000001ffffdfffff"), EVERYONE))
                .isEqualTo(new Privilege.Known(0, false, true));
    }

    @Test
    void tellsAUserNamespaceFromTheMachinesOwn() {
        assertThat(PrivilegeReader.parse(status("0\t0\t0\t0", "ffffffffffffffff"), "0 100000 65536"))
                .isEqualTo(new Privilege.Known(0, true, false));
        assertThat(PrivilegeReader.parse(status("0\t0\t0\t0", "ffffffffffffffff"), ""))
                .isEqualTo(new Privilege.Known(0, true, true));
    }

    @Test
    void admitsWhatItCannotRead() {
        assertThat(PrivilegeReader.parse("Name:\tjava\n", EVERYONE)).isInstanceOf(Privilege.Unknown.class);
        assertThat(PrivilegeReader.in(empty)).isInstanceOf(Privilege.Unknown.class);
        assertThat(PermissionFindings.of(new Privilege.Unknown("no such file"), Optional.of(Mode.ENFORCE))
                        .status())
                .isEqualTo(Status.WARNING);
    }

    @Test
    void missingPermissionIsAProblemOnlyToAPolicyThatEnforces() {
        NodeFacts node = Nodes.with(Nodes.UNPRIVILEGED, Nodes.gpu(0));

        assertThat(Doctor.diagnose(node, Nodes.policy("enforce", "[0]")).verdict())
                .isEqualTo(Verdict.NO_PERMISSION);
        assertThat(Doctor.diagnose(node, Nodes.policy("observe", "[0]")).status())
                .isEqualTo(Status.OK);
        assertThat(Doctor.diagnose(node, Optional.empty()).verdict()).isEqualTo(Verdict.FINE);
        assertThat(Doctor.diagnose(node, Optional.empty()).status()).isEqualTo(Status.WARNING);
    }

    @Test
    void aMissingGpuOutweighsMissingPermission() {
        assertThat(Doctor.diagnose(Nodes.with(Nodes.UNPRIVILEGED, Nodes.gpu(0)), Nodes.policy("enforce", "[7]"))
                        .verdict())
                .isEqualTo(Verdict.NO_GPU);
    }

    @Test
    void expectsTheDriverToRefuseRootThatLacksTheCapability() {
        Finding container = PermissionFindings.of(new Privilege.Known(0, false, true), Optional.of(Mode.ENFORCE));
        Finding namespace = PermissionFindings.of(new Privilege.Known(0, true, false), Optional.of(Mode.ENFORCE));

        assertThat(container.status()).isEqualTo(Status.PROBLEM);
        assertThat(container.sentence()).startsWith("root lacks CAP_SYS_ADMIN, as root in a container does");
        assertThat(container.remedy().orElseThrow()).contains("--cap-add SYS_ADMIN");
        assertThat(namespace.status()).isEqualTo(Status.PROBLEM);
    }

    @Test
    void leavesTheLastWordToTheDriver() {
        assertThat(PermissionFindings.of(Nodes.ALLOWED, Optional.empty()).sentence())
                .endsWith("the driver has the last word, and only setting a clock would prove it");
    }

    private static String status(String users, String effective) {
        return "Name:\tjava\nUid:\t" + users + "\nCapPrm:\t0000000000000000\nCapEff:\t" + effective
                + "\nCapBnd:\t0000000000000000\n";
    }
}

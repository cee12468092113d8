package io.gpugovernor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
    private static final Privilege NOBODY = new Privilege.Known(65534, false, true);
    private static final Reading<String> DRIVER = Reading.of("580.159.04");
    private static final String MODULE =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build  (buildd)\n";

    @Test
    void refusesWhereTheLoadedModuleIsTheOneNvmlSpeaksTo() {
        assertThat(Preflight.refusal(NOBODY, MODULE, DRIVER))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("user 65534 lacks CAP_SYS_ADMIN: ")
                        .contains("run as root on the node", "mode observe needs none of it")
                        .doesNotContain("\n"));
    }

    @Test
    void refusesRootInAUserNamespaceOrWithoutTheCapability() {
        assertThat(Preflight.refusal(new Privilege.Known(0, true, false), MODULE, DRIVER))
                .isPresent();
        assertThat(Preflight.refusal(new Privilege.Known(0, false, true), MODULE, DRIVER))
                .isPresent();
    }

    @Test
    void letsThoseGoOnWhoMayOrOfWhomNobodyKnows() {
        assertThat(Preflight.refusal(new Privilege.Known(0, true, true), MODULE, DRIVER))
                .isEmpty();
        assertThat(Preflight.refusal(new Privilege.Unknown("no /proc"), MODULE, DRIVER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12", "x580.159.04"})
    void leavesTheLastWordToADriverThatIsNotThatModule(String module) {
        assertThat(Preflight.refusal(NOBODY, module, DRIVER)).isEmpty();
    }

    @Test
    void leavesTheLastWordToADriverOfUnknownVersion() {
        assertThat(Preflight.refusal(NOBODY, MODULE, Reading.absent("hung"))).isEmpty();
        assertThat(Preflight.refusal(NOBODY, MODULE, Reading.of(" "))).isEmpty();
    }
}

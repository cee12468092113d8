package io.gpugovernor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.nvml.Virtualization;
import io.gpugovernor.nvml.binding.LibraryResult;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Optional<PolicyFile> NO_POLICY = Optional.empty();

    @Test
    void findsNothingWrongWithAHealthyNode() {
        Diagnosis diagnosis = Doctor.diagnose(Nodes.with(Nodes.gpu(0), Nodes.gpu(1)), NO_POLICY);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
        assertThat(diagnosis.conclusion()).isEqualTo("Fine: nothing stands in the way.");
        assertThat(diagnosis.findings()).extracting(Finding::status).containsOnly(Status.OK);
        assertThat(diagnosis.findings()).extracting(Finding::topic).isSorted().contains(Topic.LIBRARY, Topic.GOVERNED);
        assertThat(diagnosis.findings())
                .extracting(Finding::text)
                .contains(
                        "NVML found at /usr/lib/libnvidia-ml.so.1",
                        "driver 580.159.03, NVML 13.580.159.03",
                        "GPU 1: NVIDIA H100 80GB HBM3, " + Nodes.uuid(1) + ", PCI 00000000:2B:00.0",
                        "GPU 0, 1: clocks from 345 to 1980 MHz in 110 steps",
                        "GPU 0, 1: persistence mode is on",
                        "GPU 0, 1: MIG is off",
                        "GPU 0, 1: power limit 700 W, can be set from 200 W to 700 W",
                        "GPU 0, 1: held by process 4242",
                        "without a policy file, every GPU that can be governed: GPU 0, 1");
    }

    @Test
    void namesEveryPlaceWhereTheLibraryWasLookedFor() {
        LibraryFacts library = new LibraryFacts(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(
                        new LibraryResult.Attempt("libnvidia-ml.so.1", "cannot open shared object file"),
                        new LibraryResult.Attempt("/opt/x.so", "invalid ELF header")));
        Diagnosis diagnosis =
                Doctor.diagnose(new NodeFacts(library, new DriverFacts.NotTried(), Nodes.ALLOWED), NO_POLICY);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(diagnosis.conclusion()).isEqualTo("Not yet: 1 problem, with its remedy above.");
        Finding finding = only(diagnosis, Topic.LIBRARY);
        assertThat(finding.sentence())
                .isEqualTo("NVML was not found; tried: libnvidia-ml.so.1 (cannot open shared object file); "
                        + "/opt/x.so (invalid ELF header)");
        assertThat(finding.remedy().orElseThrow()).contains("install the NVIDIA driver");
        assertThat(about(diagnosis, Topic.DRIVER)).isEmpty();
    }

    @Test
    void blamesTheSettingWhereTheOperatorsLibraryIsMissingOrAnotherOne() {
        Optional<String> configured = Optional.of("/opt/x.so");
        LibraryFacts missing = new LibraryFacts(
                configured, Optional.empty(), false, List.of(new LibraryResult.Attempt("/opt/x.so", "no such file")));
        LibraryFacts another = new LibraryFacts(configured, configured, false, List.of());

        assertThat(LibraryFindings.of(missing).remedy().orElseThrow())
                .contains("nvml.library", "GPU_GOVERNOR_NVML_LIBRARY");
        assertThat(LibraryFindings.of(another).sentence()).isEqualTo("/opt/x.so is a library, but not NVML");
        assertThat(LibraryFindings.of(another).status()).isEqualTo(Status.PROBLEM);
    }

    @Test
    void tellsADriverThatIsNotLoadedFromOneThatDoesNotFit() {
        Finding notLoaded = driver(NvmlStatus.DRIVER_NOT_LOADED);
        Finding mismatch = driver(NvmlStatus.LIB_RM_VERSION_MISMATCH);

        assertThat(notLoaded.remedy().orElseThrow()).contains("modprobe nvidia");
        assertThat(mismatch.remedy().orElseThrow()).contains("reboot");
        assertThat(List.of(notLoaded, mismatch)).extracting(Finding::status).containsOnly(Status.PROBLEM);
    }

    @Test
    void saysThatANodeWithoutGpusHasNone() {
        NodeFacts facts = new NodeFacts(
                Nodes.found(), Nodes.started(List.of(), List.of("GPU 0 cannot be identified: lost")), Nodes.ALLOWED);
        Diagnosis diagnosis = Doctor.diagnose(facts, NO_POLICY);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(about(diagnosis, Topic.GPUS))
                .extracting(Finding::status)
                .containsExactly(Status.WARNING, Status.PROBLEM);
        assertThat(about(diagnosis, Topic.GOVERNED)).isEmpty();
    }

    @Test
    void refusesMigOnAGpuThatThePolicyNames() {
        NodeFacts facts = Nodes.with(Nodes.gpu(0), Nodes.migGpu(1));

        Diagnosis named = Doctor.diagnose(facts, Nodes.policy("observe", "[0, 1]"));
        Diagnosis outside = Doctor.diagnose(facts, Nodes.policy("observe", "[0]"));
        Diagnosis open = Doctor.diagnose(facts, NO_POLICY);

        assertThat(named.verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(about(named, Topic.MIG))
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("GPU 1: MIG is on") && text.contains("refused, because"));
        assertThat(outside.verdict()).isEqualTo(Verdict.FINE);
        assertThat(outside.status()).isEqualTo(Status.OK);
        assertThat(open.verdict()).isEqualTo(Verdict.FINE);
        assertThat(open.status()).isEqualTo(Status.WARNING);
        assertThat(only(open, Topic.GOVERNED).text()).endsWith("GPU 0");
    }

    @Test
    void findsNoGpuToGovernWhereMigIsOnEverywhere() {
        Diagnosis diagnosis = Doctor.diagnose(Nodes.with(Nodes.migGpu(0), Nodes.migGpu(1)), NO_POLICY);

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(only(diagnosis, Topic.GOVERNED).sentence()).isEqualTo("none of the GPUs can be governed");
    }

    @Test
    void leavesTheClockOfAVirtualGpuToItsHost() {
        GpuFacts virtual = Nodes.gpu(0, false, Virtualization.VGPU, true, List.of(1L));
        GpuFacts shared = Nodes.gpu(0, false, Virtualization.HOST_VGPU, true, List.of(1L));

        assertThat(Doctor.diagnose(Nodes.with(virtual), NO_POLICY).verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(Doctor.diagnose(Nodes.with(shared), NO_POLICY).verdict()).isEqualTo(Verdict.FINE);
        assertThat(only(Doctor.diagnose(Nodes.with(shared), NO_POLICY), Topic.VIRTUALIZATION)
                        .status())
                .isEqualTo(Status.WARNING);
    }

    @Test
    void warnsOfWhatMakesGoverningWorkLessWell() {
        GpuFacts forgetful = Nodes.gpu(0, false, Virtualization.NONE, false, List.of());
        Diagnosis diagnosis =
                Doctor.diagnose(Nodes.with(forgetful, Nodes.limitedTo(500, 1)), Nodes.policy("observe", "[0, 1]"));

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.status() == Status.WARNING)
                .extracting(finding -> finding.topic() + " " + finding.gpus())
                .containsExactly("PERSISTENCE [0]", "POWER_LIMIT [1]", "PROCESSES [0]");
    }

    @Test
    void neverTakesAReadingThatFailedForAGoodOne() {
        Diagnosis diagnosis = Doctor.diagnose(Nodes.with(Nodes.lost(0), Nodes.lost(1)), Nodes.policy("observe", "[0]"));

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.NO_GPU);
        assertThat(about(diagnosis, Topic.PERSISTENCE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .isEqualTo("GPU 0, 1: persistence mode cannot be read: it: GPU is lost (NVML status 15)"));
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.gpus().contains(0) && finding.topic() != Topic.GPUS)
                .extracting(Finding::status)
                .doesNotContain(Status.OK);
    }

    @Test
    void everyFindingThatIsNotOkHasARemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Finding(Topic.MIG, Status.WARNING, List.of(), "on", Optional.empty()))
                .withMessageContaining("remedy");
    }

    private static Finding driver(NvmlStatus status) {
        return only(
                Doctor.diagnose(
                        new NodeFacts(
                                Nodes.found(), new DriverFacts.Failed(status, "NVML does not start"), Nodes.ALLOWED),
                        NO_POLICY),
                Topic.DRIVER);
    }

    private static List<Finding> about(Diagnosis diagnosis, Topic topic) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.topic() == topic)
                .toList();
    }

    private static Finding only(Diagnosis diagnosis, Topic topic) {
        assertThat(about(diagnosis, topic)).hasSize(1);
        return about(diagnosis, topic).get(0);
    }
}

package io.gpugovernor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GovernedTest {
    private final NodeFacts node = Nodes.with(Nodes.gpu(0), Nodes.gpu(1));

    @Test
    void saysWhichGpusEachDomainHas() {
        assertThat(governed("[0]", "[" + Nodes.uuid(1) + "]"))
                .extracting(Finding::text)
                .containsExactly("domain a: GPU 0, all that it names", "domain b: GPU 1, all that it names");
    }

    @Test
    void namesTheGpusThereAreWhereOneIsMissing() {
        List<Finding> findings = governed("[0, 7]");

        assertThat(findings).extracting(Finding::status).containsExactly(Status.PROBLEM);
        assertThat(findings)
                .extracting(Finding::text)
                .containsExactly("domain a names GPU 7, which this node does not show");
        assertThat(findings.get(0).remedy()).contains("correct the domain's gpus; here are 0, 1");
    }

    @Test
    void offersUuidsToWhoNamesGpusByUuid() {
        assertThat(governed("[GPU-ffffffff-0000-4000-8000-000000000000]")
                        .get(0)
                        .remedy()
                        .orElseThrow())
                .endsWith(Nodes.uuid(0) + ", " + Nodes.uuid(1));
    }

    @Test
    void leavesItToTheEngineWhereGpusAreAuto() {
        assertThat(governed("auto"))
                .extracting(Finding::text)
                .containsExactly("domain a: the GPUs on which its engine is found running, out of GPU 0, 1");
    }

    @Test
    void findsTwoDomainsThatNameOneGpuInTwoWays() {
        assertThat(governed("[0]", "[" + Nodes.uuid(0) + "]"))
                .filteredOn(finding -> finding.status() == Status.PROBLEM)
                .extracting(Finding::text)
                .containsExactly("GPU 0: domains a and b both name it");
    }

    private List<Finding> governed(String... gpus) {
        return Doctor.diagnose(node, Nodes.policy("observe", gpus)).findings().stream()
                .filter(finding -> finding.topic() == Topic.GOVERNED)
                .toList();
    }
}

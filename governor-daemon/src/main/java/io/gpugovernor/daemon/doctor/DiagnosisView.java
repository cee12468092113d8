package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.discover.EngineReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis for scripts.
 *
 * @param schema grows when a field changes its meaning
 * @param status the worst of all findings
 * @param exit the exit code of the command
 * @param engines one for each domain of the policy; none without a policy
 */
public record DiagnosisView(int schema, String status, int exit, List<FindingView> findings, List<EngineView> engines) {
    private static final int SCHEMA = 1;

    /** One finding; {@code remedy} is null if the status is {@code ok}. */
    public record FindingView(
            String topic,
            String status,
            List<Integer> gpus,
            String sentence,
            @Nullable String remedy) {}

    public static DiagnosisView of(Diagnosis diagnosis, int exit, List<EngineReport> engines) {
        return new DiagnosisView(
                SCHEMA,
                diagnosis.status().label(),
                exit,
                diagnosis.findings().stream().map(DiagnosisView::view).toList(),
                engines.stream().map(EngineView::of).toList());
    }

    private static FindingView view(Finding finding) {
        return new FindingView(
                finding.topic().label(),
                finding.status().label(),
                finding.gpus(),
                finding.sentence(),
                finding.remedy().orElse(null));
    }
}

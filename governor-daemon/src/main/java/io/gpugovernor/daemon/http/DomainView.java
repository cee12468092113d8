package io.gpugovernor.daemon.http;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.units.Moment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One domain as it stands.
 *
 * @param ttftTargetSeconds null without a TTFT target
 * @param tbtTargetSeconds null without a TBT target
 * @param quantile share of requests that must keep every target
 * @param clockMinMHz lowest clock its GPUs support
 * @param clockMaxMHz highest clock its GPUs support
 * @param staleAfterSeconds older telemetry is no basis for a decision
 * @param learning where what it has learned comes from; null where nothing is kept
 * @param override what an operator ordered; null where nothing is ordered
 * @param remarks what an operator should look into, each with the remedy
 * @param latest newest decision; null before the first
 * @param account null before the first decision
 */
public record DomainView(
        String name,
        @Nullable Double ttftTargetSeconds,
        @Nullable Double tbtTargetSeconds,
        double quantile,
        int clockMinMHz,
        int clockMaxMHz,
        double staleAfterSeconds,
        @Nullable String learning,
        @Nullable OverrideView override,
        List<String> remarks,
        @Nullable DecisionView latest,
        @Nullable AccountView account) {

    static DomainView of(
            PolicyDomain domain,
            Optional<Decision> latest,
            Optional<String> learning,
            Optional<OperatorOverride> override,
            List<String> remarks,
            Moment now) {
        return new DomainView(
                domain.name(),
                domain.slo().ttft().map(Json::seconds).orElse(null),
                domain.slo().tbt().map(Json::seconds).orElse(null),
                domain.slo().quantile().value(),
                domain.clocks().min().value(),
                domain.clocks().max().value(),
                Json.seconds(domain.staleAfter()),
                learning.orElse(null),
                override.map(order -> OverrideView.of(order, now)).orElse(null),
                remarks,
                latest.map(decision -> DecisionView.of(decision, now)).orElse(null),
                latest.map(decision -> AccountView.of(decision, domain.slo())).orElse(null));
    }
}

package io.gpugovernor.sim.advise;

import com.google.gson.GsonBuilder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.trace.ArrivalRate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An advice as one JSON object, schema 1. */
public final class AdviceDocument {
    private static final int SCHEMA = 1;

    private AdviceDocument() {}

    private record Document(
            int schema,
            String demand,
            String objective,
            NodeView node,
            SloView slo,
            TrialsView trials,
            AnswerView answer,
            AnswerView ifDoubled) {}

    private record NodeView(int gpus, String rental, double idleGpuWatts, double pricePerKwh, double pricePerGpuHour) {}

    private record SloView(
            @Nullable Double ttftSeconds, @Nullable Double tbtSeconds, double quantile) {}

    private record TrialsView(int requests, long seed) {}

    private record AnswerView(
            double requestsPerSecond,
            List<ChoiceView> ranking,
            List<String> unfit,
            @Nullable Double mostRequestsPerSecond) {}

    private record ChoiceView(
            String profile,
            int gpusPerInstance,
            int instances,
            int maxSequences,
            int clockMHz,
            double score,
            double worseBy,
            double joulesPerRequest,
            double meanPowerWatts,
            double peakPowerWatts,
            double costPerHour,
            double kept,
            double ttftSeconds,
            double tbtSeconds) {}

    /** The JSON text. */
    public static String of(Advice advice, Advice doubled) {
        Question question = advice.question();
        Slo slo = question.slo();
        Document document = new Document(
                SCHEMA,
                question.demand().label(),
                lower(question.objective()),
                new NodeView(
                        question.node().gpus(),
                        lower(question.node().rental()),
                        question.node().idleGpu().value(),
                        question.tariff().energy(),
                        question.tariff().gpu()),
                new SloView(
                        slo.ttft().map(Durations::seconds).orElse(null),
                        slo.tbt().map(Durations::seconds).orElse(null),
                        slo.quantile().value()),
                new TrialsView(question.effort().requests(), question.effort().seed()),
                view(advice),
                view(doubled));
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(document);
    }

    private static AnswerView view(Advice advice) {
        return new AnswerView(
                advice.question().rate().perSecond(),
                advice.ranking().stream().map(choice -> view(advice, choice)).toList(),
                advice.unfit(),
                advice.most().map(ArrivalRate::perSecond).orElse(null));
    }

    private static ChoiceView view(Advice advice, Choice choice) {
        Configuration configuration = choice.configuration();
        Question question = advice.question();
        return new ChoiceView(
                configuration.fleet().hardware().name(),
                configuration.fleet().hardware().gpus(),
                configuration.fleet().instances(),
                configuration.maxSequences(),
                configuration.clock().value(),
                choice.score(),
                choice.score() / advice.ranking().get(0).score() - 1,
                question.joulesPerRequest(choice),
                question.meanPower(choice).value(),
                question.peakPower(choice).value(),
                question.hourlyCost(choice),
                choice.trial().kept().value(),
                Durations.seconds(choice.trial().ttft()),
                Durations.seconds(choice.trial().tbt()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

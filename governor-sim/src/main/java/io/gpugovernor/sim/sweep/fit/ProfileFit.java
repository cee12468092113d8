package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fits a hardware profile to what was measured of a node: the numbers of its step times and of its power that make the
 * squared relative errors of latencies and power least, over all rows together. Idle power is taken as measured.
 *
 * <p>What the rows hardly depend on is not left to chance: a number that could be off by half without the errors showing
 * it takes its usual value, is held there while the others are fitted again, and is listed.
 */
public final class ProfileFit {
    /** Shares of the shortest time between tokens that a search begins with as the engine's own time. */
    private static final double[] HOST_SHARES = {0.1, 0.35, 0.6};

    /** The scatter of rows at least; even measurements without noise hold a number no better than this tells. */
    private static final double LEAST_SCATTER = 0.002;

    /** A number whose spread is this share of it is not known. */
    private static final double LOOSE = 0.5;

    private static final int FIGURES = 3;

    private record Key(int requests, int inputTokens, int outputTokens) {}

    private final Known known;
    private final Evidence evidence;
    private final Parameters parameters;
    private final List<BurstPlan> plans;

    private ProfileFit(Known known, Evidence evidence) {
        this.known = known;
        this.evidence = evidence;
        this.parameters = new Parameters(known, evidence.idle());
        HardwareProfile any = parameters.profile(usual(), "any", Ratio.ZERO);
        Map<Key, BurstPlan> shared = new ConcurrentHashMap<>();
        this.plans = evidence.bursts().stream()
                .map(burst -> shared.computeIfAbsent(
                        new Key(burst.requests(), burst.inputTokens(), burst.outputTokens()),
                        key -> BurstPlan.of(any, key.requests(), key.inputTokens(), key.outputTokens())))
                .toList();
    }

    /**
     * The profile of one configuration that a dataset has measured.
     *
     * @param name how the profile is called
     * @throws FitException if too little was measured; it says what is missing
     */
    public static Fitted fit(Dataset dataset, Subject subject, String name) {
        Evidence evidence = Evidence.of(dataset, subject.setup());
        List<String> lacks = evidence.lacks();
        if (!lacks.isEmpty()) {
            throw new FitException(lacks);
        }
        Fitted blind = fit(Known.of(subject, name, evidence), evidence);
        Fitted fitted = blind.assuming(
                "engine.scheduling " + blind.profile().limits().scheduling().title() + ", which no measurement tells");
        return subject.kvTokens().isPresent()
                ? fitted
                : fitted.assuming(
                        "engine.kvTokens " + fitted.profile().limits().kvTokens() + ", as the engine did not tell");
    }

    /** @throws FitException if the evidence does not suffice; it says what is missing */
    static Fitted fit(Known known, Evidence evidence) {
        List<String> lacks = evidence.lacks();
        if (!lacks.isEmpty()) {
            throw new FitException(lacks);
        }
        return new ProfileFit(known, evidence).fitted();
    }

    private Fitted fitted() {
        boolean[] free = new boolean[Parameters.SIZE];
        Arrays.fill(free, true);
        free[Parameter.POWER_LIMIT.place()] = known.powerLimit().isEmpty();
        LeastSquares.Solution best = Arrays.stream(HOST_SHARES)
                .parallel()
                .mapToObj(share -> solve(free, guess(share)))
                .reduce((a, b) -> b.sum() < a.sum() ? b : a)
                .orElseThrow();
        List<String> assumed = new ArrayList<>();
        for (@Nullable Parameter loose = loosest(best, free); loose != null; loose = loosest(best, free)) {
            free[loose.place()] = false;
            double[] start = best.point();
            start[loose.place()] = usual(loose);
            assumed.add(loose.stated(usual(loose)) + ", a usual value, as these measurements do not tell");
            best = solve(free, start);
        }
        assumed.add("step.communicationMs 0, as it is counted in step.hostMs");
        assumed.add("step.jitter 0.03, as in the profiles that ship");
        HardwareProfile profile = parameters.profile(
                best.point(),
                known.modelName() + " on " + known.gpus() + " " + known.gpuModel() + ", as measured",
                Parameters.USUAL_JITTER);
        return new Fitted(profile, errors(best.point()), assumed, List.copyOf(evidence.clocks()));
    }

    private LeastSquares.Solution solve(boolean[] free, double[] start) {
        return new LeastSquares(this::residuals, ProfileFit::bounded, scales(), free).from(start);
    }

    /** The number that is known least, if one is not known at all. */
    private @Nullable Parameter loosest(LeastSquares.Solution best, boolean[] free) {
        int rows = FIGURES * plans.size();
        double scatter = Math.max(LEAST_SCATTER, Math.sqrt(best.sum() / rows));
        @Nullable Parameter loosest = null;
        double most = LOOSE;
        for (Parameter parameter : Parameter.values()) {
            int i = parameter.place();
            double size = Math.max(Math.abs(best.point()[i]), 0.3 * scales()[i]);
            double looseness = scatter * best.spread(i) / size;
            if (free[i] && looseness > most) {
                most = looseness;
                loosest = parameter;
            }
        }
        return loosest;
    }

    /** Logarithms of forecast over measured: TTFT, decode time and power of every burst. */
    private double[] residuals(double[] vector) {
        HardwareProfile profile = parameters.profile(vector, "a trial", Ratio.ZERO);
        StepPhysics physics = new StepPhysics(profile);
        double[] residuals = new double[FIGURES * plans.size()];
        for (int i = 0; i < plans.size(); i++) {
            Burst burst = evidence.bursts().get(i);
            Forecast forecast = Forecast.of(physics, profile.frontend(), plans.get(i), burst.clock());
            residuals[FIGURES * i] = Math.log(forecast.ttft() / Durations.seconds(burst.ttft()));
            residuals[FIGURES * i + 1] = burst.tbt()
                    .map(tbt -> Math.log(forecast.decoding() / measuredDecoding(burst, tbt)))
                    .orElse(0.0);
            residuals[FIGURES * i + 2] =
                    Math.log(forecast.watts() / burst.power().value());
        }
        return residuals;
    }

    private static double measuredDecoding(Burst burst, Duration tbt) {
        return Durations.seconds(tbt) * (burst.outputTokens() - 1);
    }

    private List<FitError> errors(double[] vector) {
        double[] residuals = residuals(vector);
        String[] quantities = {"time to first token", "time between tokens", "power"};
        List<FitError> errors = new ArrayList<>();
        for (int figure = 0; figure < FIGURES; figure++) {
            List<FitError.Miss> misses = new ArrayList<>();
            for (int i = 0; i < plans.size(); i++) {
                Burst burst = evidence.bursts().get(i);
                if (figure != 1 || burst.tbt().isPresent()) {
                    misses.add(new FitError.Miss(burst.clock(), Math.expm1(residuals[FIGURES * i + figure])));
                }
            }
            errors.add(FitError.of(quantities[figure], misses));
        }
        return errors;
    }

    private static double[] bounded(double[] vector) {
        for (Parameter parameter : Parameter.values()) {
            vector[parameter.place()] = parameter.limited(vector[parameter.place()]);
        }
        return vector;
    }

    private double usual(Parameter parameter) {
        if (parameter == Parameter.POWER_LIMIT) {
            double seen = 1.1 * mostWatts();
            return known.powerLimit().map(limit -> limit.value()).orElse(Math.max(parameter.usual(), seen));
        }
        return parameter.usual();
    }

    private double[] usual() {
        double[] vector = new double[Parameters.SIZE];
        for (Parameter parameter : Parameter.values()) {
            vector[parameter.place()] = usual(parameter);
        }
        return vector;
    }

    /** Where a search begins: the right order of magnitude, from the rows themselves. */
    private double[] guess(double hostShare) {
        double[] guess = usual();
        double shortest = shortestTbt();
        double perToken = evidence.bursts().stream()
                .mapToDouble(burst -> Durations.seconds(burst.ttft()) / (burst.requests() * burst.inputTokens()))
                .min()
                .orElseThrow();
        guess[Parameter.HOST.place()] = hostShare * shortest;
        guess[Parameter.WEIGHTS.place()] = (1 - hostShare) * shortest;
        guess[Parameter.PER_TOKEN.place()] = 0.7 * perToken;
        guess[Parameter.PER_TOKEN_COMMUNICATION.place()] = 0.1 * perToken;
        guess[Parameter.PER_CONTEXT_TOKEN.place()] = shortest / 1e6;
        guess[Parameter.FRONTEND.place()] = 0.3 * shortest;
        double busy = mostWatts();
        guess[Parameter.COMPUTE_FLOOR.place()] = 0.1 * busy;
        guess[Parameter.COMPUTE_SWING.place()] = 0.8 * busy;
        guess[Parameter.MEMORY_FLOOR.place()] = 0.05 * busy;
        guess[Parameter.MEMORY_SWING.place()] = 0.4 * busy;
        if (known.powerLimit().isEmpty()) {
            guess[Parameter.POWER_LIMIT.place()] = busy;
        }
        return guess;
    }

    private double[] scales() {
        double[] scales = guess(0.3);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.max(scales[i], 1e-11);
        }
        return scales;
    }

    private double shortestTbt() {
        return evidence.bursts().stream()
                .map(Burst::tbt)
                .flatMap(Optional::stream)
                .mapToDouble(Durations::seconds)
                .min()
                .orElseThrow();
    }

    private double mostWatts() {
        return evidence.bursts().stream()
                        .mapToDouble(burst -> burst.power().value())
                        .max()
                        .orElseThrow()
                / known.gpus();
    }
}

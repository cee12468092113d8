package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Fits an {@link EngineModel} to measurements of a node.
 *
 * <p>The step time's parameters minimise the mean squared relative error over all points, by descending one parameter at
 * a time on a multiplicative scale whose stride shrinks; deterministic, and good to a fraction of a percent. The power
 * curves need no fit: they are the measured idle power, the power of the smallest decode and that of the longest
 * prefill, at each clock measured.
 */
public final class ModelFit {
    private static final int PARAMETERS = 9;
    private static final int ROUNDS = 600;
    /** Descents start with these shares of the shortest step taken as fixed; one start can end in a poor valley. */
    private static final double[] FIXED_SHARES = {0.1, 0.3, 0.6};

    private static final double FIRST_STRIDE = 0.3;
    private static final double LAST_STRIDE = 1e-4;

    private ModelFit() {}

    /**
     * The model that explains {@code points} best.
     *
     * @param points measured points; a point with prompt tokens is a time to first token, one without is a decode step
     * @param idle power of the domain with nothing to do, at each clock measured
     * @param reference the clock the model's times are stated for, the highest
     * @param stepTokens most tokens in one step
     * @param maxSequences most requests in the batch
     * @throws IllegalArgumentException without a decode and a prefill measured at every clock that has idle power
     */
    public static EngineModel fit(
            List<Measurement> points,
            Map<Megahertz, Watts> idle,
            Megahertz reference,
            int stepTokens,
            int maxSequences) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a model cannot be fitted to no measurements");
        }
        double[] best = timing(points, reference);
        return new EngineModel(
                model(best, reference), power(points, idle), Durations.ofSeconds(best[7]), stepTokens, maxSequences);
    }

    /**
     * Nine numbers: fixed, perToken, weights and perContextToken in seconds, knee, blend, the throttle clock in MHz, the
     * overhead of a first token and the exchange for a token in seconds.
     */
    private static double[] timing(List<Measurement> points, Megahertz reference) {
        double shortest = points.stream()
                .mapToDouble(point -> Durations.seconds(point.time()))
                .min()
                .orElseThrow();
        double[] best = {};
        double least = Double.POSITIVE_INFINITY;
        for (double share : FIXED_SHARES) {
            double[] values = {
                share * shortest, shortest / 300, shortest, shortest / 3e5, 0.7, 1, reference.value(), 1e-3, 1e-6
            };
            double error = settle(values, points, reference);
            if (error < least) {
                least = error;
                best = values;
            }
        }
        return best;
    }

    private static double settle(double[] values, List<Measurement> points, Megahertz reference) {
        double error = error(values, points, reference);
        double stride = FIRST_STRIDE;
        for (int round = 0; round < ROUNDS && stride > LAST_STRIDE; round++) {
            double before = error;
            for (int i = 0; i < PARAMETERS; i++) {
                error = descend(values, error, i, stride, points, reference);
            }
            if (error > before * 0.999) {
                stride /= 2;
            }
        }
        return error;
    }

    /** The power curves of a domain, from its idle power by clock and the busy points measured at the same clocks. */
    private static PowerModel power(List<Measurement> points, Map<Megahertz, Watts> idle) {
        NavigableMap<Megahertz, Watts> sorted = new TreeMap<>(idle);
        int size = sorted.size();
        int[] clocks = sorted.keySet().stream().mapToInt(Megahertz::value).toArray();
        double[] idleWatts = sorted.values().stream().mapToDouble(Watts::value).toArray();
        double[] memoryBound = new double[size];
        double[] computeBound = new double[size];
        int i = 0;
        for (Megahertz clock : sorted.keySet()) {
            memoryBound[i] = extreme(points, clock, false);
            computeBound[i] = extreme(points, clock, true);
            i++;
        }
        return new PowerModel(clocks, idleWatts, memoryBound, computeBound);
    }

    /** Moves one of {@code values} by a stride if that lessens the error, and returns the error after that. */
    private static double descend(
            double[] values, double error, int i, double stride, List<Measurement> points, Megahertz reference) {
        double least = error;
        double origin = values[i];
        double best = origin;
        for (double factor : new double[] {1 + stride, 1 / (1 + stride)}) {
            values[i] = limited(i, origin * factor, reference);
            double moved = error(values, points, reference);
            if (moved < least) {
                least = moved;
                best = values[i];
            }
        }
        values[i] = best;
        return least;
    }

    private static double limited(int parameter, double value, Megahertz reference) {
        return switch (parameter) {
            case 4 -> Math.max(0.05, Math.min(1.5, value));
            case 5 -> Math.max(1e-3, Math.min(4, value));
            case 6 -> Math.max(1, Math.min(reference.value(), value));
            default -> Math.max(1e-12, value);
        };
    }

    private static double error(double[] values, List<Measurement> points, Megahertz reference) {
        StepTime model = model(values, reference);
        double sum = 0;
        for (Measurement point : points) {
            double measured = Durations.seconds(point.time());
            double modelled =
                    model.seconds(point.clock(), point.prefillTokens(), point.sequences(), point.meanContext());
            modelled += point.prefillTokens() > 0 ? values[7] : 0;
            double relative = modelled / measured - 1;
            sum += relative * relative;
        }
        return sum / points.size();
    }

    private static StepTime model(double[] v, Megahertz reference) {
        return new StepTime(reference, v[0], v[8], v[1], v[2], v[3], v[4], v[5], new Megahertz((int) Math.round(v[6])));
    }

    private static double extreme(List<Measurement> points, Megahertz clock, boolean prefill) {
        return points.stream()
                .filter(point -> point.clock().equals(clock) && (point.prefillTokens() > 0) == prefill)
                .min((a, b) -> prefill
                        ? Integer.compare(b.prefillTokens(), a.prefillTokens())
                        : Integer.compare(a.sequences(), b.sequences()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + (prefill ? "prefill" : "decode") + " was measured at " + clock))
                .power()
                .value();
    }
}

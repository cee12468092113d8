package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;

/**
 * What to expect of an instance in the steady state, without simulating it. With {@code r} requests a second of {@code I}
 * tokens in and {@code O} out, the mean batch {@code b} follows from Little's law, and prefills stretch the time between
 * tokens by the share of time they take:
 *
 * <pre>
 * b   = r (O - 1) tbt,    tbt = decode(b) / (1 - r (mixed(b) - decode(b)))
 * busy = 1 - exp(-b - r mixed(b))      the requests inside scatter as a Poisson variable does
 * </pre>
 *
 * @param stable whether the work comes to an end, and the batch fits the batch limit and the KV cache
 * @param tbt mean time between tokens, seconds
 * @param ttft time to first token of a mean prompt that waits for nobody, seconds
 * @param watts mean draw of the instance
 */
record Prognosis(boolean stable, double tbt, double ttft, double watts) {
    private static final Prognosis HOPELESS = new Prognosis(false, 0, 0, 0);
    private static final int ROUNDS = 40;

    /** Means may exceed a target by this share where a quantile is promised only for them to be told by a trial. */
    private static final double DOUBT = 1.03;

    static Prognosis of(Configuration configuration, double ratePerInstance, MeanLengths lengths) {
        HardwareProfile hardware = configuration.instance();
        StepPhysics physics = new StepPhysics(hardware);
        double batch = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Steps steps = Steps.of(physics, configuration, batch, lengths);
            double spare = 1 - ratePerInstance * (steps.mixed() - steps.decode());
            double tbt = spare > 0 ? steps.decode() / spare : Double.POSITIVE_INFINITY;
            double next = ratePerInstance * (lengths.output() - 1) * tbt;
            if (!(next <= hardware.limits().maxSequences())
                    || next * lengths.context() > hardware.limits().kvTokens()) {
                return HOPELESS;
            }
            if (Math.abs(next - batch) < 1e-3 * (1 + batch)) {
                return settled(physics, configuration, steps, next, tbt, ratePerInstance);
            }
            batch = next;
        }
        return HOPELESS;
    }

    private static Prognosis settled(
            StepPhysics physics, Configuration configuration, Steps steps, double batch, double tbt, double rate) {
        double prefilling = Math.min(1, rate * steps.mixed());
        double busy = 1 - Math.exp(-batch - rate * steps.mixed());
        double decoding = Math.max(0, Math.min(1, busy) - prefilling);
        double idle = physics.idle(configuration.clock()).value();
        double watts =
                prefilling * steps.mixedWatts() + decoding * steps.decodeWatts() + (1 - prefilling - decoding) * idle;
        double frontend = Durations.seconds(configuration.fleet().hardware().frontend());
        return new Prognosis(true, tbt, steps.alone() + frontend, watts);
    }

    /** Whether a trial is worth while. */
    boolean hopeful(Slo slo) {
        return stable
                && slo.tbt()
                        .map(target -> tbt <= DOUBT * Durations.seconds(target))
                        .orElse(true)
                && slo.ttft()
                        .map(target -> ttft <= DOUBT * Durations.seconds(target))
                        .orElse(true);
    }

    /** Seconds and watts of the steps of a mean batch. */
    private record Steps(double decode, double mixed, double alone, double decodeWatts, double mixedWatts) {
        static Steps of(StepPhysics physics, Configuration configuration, double batch, MeanLengths lengths) {
            // The batch that a step finds while it is busy: at least one.
            double found = batch < 1e-6 ? 1 : batch / (1 - Math.exp(-batch));
            int sequences = (int) Math.max(1, Math.round(found));
            StepShape decoding = StepShape.decode(sequences, Math.round(lengths.context()));
            StepShape prompt = StepShape.prefill(0, Math.round(lengths.input()));
            StepPhysics.Run decode = physics.run(decoding, configuration.clock());
            StepPhysics.Run mixed = physics.run(decoding.plus(prompt), configuration.clock());
            StepPhysics.Run alone = physics.run(prompt, configuration.clock());
            return new Steps(
                    Durations.seconds(decode.time()),
                    Durations.seconds(mixed.time()),
                    Durations.seconds(alone.time()),
                    decode.power().value(),
                    mixed.power().value());
        }
    }
}

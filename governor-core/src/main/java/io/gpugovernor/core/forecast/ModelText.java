package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@link EngineModel} as text: a line for each parameter, its name and its numbers. Numbers come back as they were, to
 * the last bit. Lines that begin with {@code #} are for people.
 */
public final class ModelText {
    private static final String CLOCKS = "clocksMhz";
    private static final String IDLE = "idleWatts";
    private static final String MEMORY = "memoryBoundWatts";
    private static final String COMPUTE = "computeBoundWatts";
    private static final String REFERENCE = "referenceMhz";
    private static final String THROTTLE = "throttleMhz";
    private static final String FIXED = "fixedSeconds";
    private static final String EXCHANGE = "exchangeSeconds";
    private static final String TOKEN = "tokenSeconds";
    private static final String WEIGHTS = "weightsSeconds";
    private static final String CONTEXT = "contextTokenSeconds";
    private static final String KNEE = "knee";
    private static final String BLEND = "blend";
    private static final String OVERHEAD = "firstTokenOverheadSeconds";
    private static final String STEP = "stepTokens";
    private static final String SEQUENCES = "maxSequences";

    private ModelText() {}

    /** A model as it was measured; what a node taught is not written. */
    public static String of(EngineModel model) {
        StepTime step = model.stepTime();
        PowerModel power = model.power();
        StringBuilder text = new StringBuilder();
        line(text, REFERENCE, step.reference().value());
        line(text, THROTTLE, step.throttle().value());
        line(text, FIXED, step.fixed());
        line(text, EXCHANGE, step.exchange());
        line(text, TOKEN, step.perToken());
        line(text, WEIGHTS, step.weights());
        line(text, CONTEXT, step.perContextToken());
        line(text, KNEE, step.knee());
        line(text, BLEND, step.blend());
        line(text, OVERHEAD, Durations.seconds(model.firstTokenOverhead()));
        line(text, STEP, model.stepTokens());
        line(text, SEQUENCES, model.maxSequences());
        line(text, CLOCKS, Arrays.stream(power.clocks()).asDoubleStream().toArray());
        line(text, IDLE, power.idleCurve());
        line(text, MEMORY, power.memoryBoundCurve());
        line(text, COMPUTE, power.computeBoundCurve());
        return text.toString();
    }

    /** @throws IllegalArgumentException naming a line that is missing, not a number, or no model's */
    public static EngineModel parse(String text) {
        Map<String, double[]> lines = new HashMap<>();
        for (String line : List.of(text.split("\n", -1))) {
            if (!line.isBlank() && line.charAt(0) != '#') {
                String[] words = line.split(" ", -1);
                double[] numbers = new double[words.length - 1];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = Double.parseDouble(words[i + 1]);
                }
                lines.put(words[0], numbers);
            }
        }
        StepTime step = new StepTime(
                new Megahertz((int) one(lines, REFERENCE)),
                one(lines, FIXED),
                one(lines, EXCHANGE),
                one(lines, TOKEN),
                one(lines, WEIGHTS),
                one(lines, CONTEXT),
                one(lines, KNEE),
                one(lines, BLEND),
                new Megahertz((int) one(lines, THROTTLE)));
        double[] clocks = all(lines, CLOCKS);
        int[] megahertz = new int[clocks.length];
        for (int i = 0; i < clocks.length; i++) {
            megahertz[i] = (int) clocks[i];
        }
        PowerModel power = new PowerModel(megahertz, all(lines, IDLE), all(lines, MEMORY), all(lines, COMPUTE));
        Duration overhead = Durations.ofSeconds(one(lines, OVERHEAD));
        return new EngineModel(step, power, overhead, (int) one(lines, STEP), (int) one(lines, SEQUENCES));
    }

    private static void line(StringBuilder text, String name, double... numbers) {
        text.append(name);
        for (double number : numbers) {
            text.append(' ').append(number);
        }
        text.append('\n');
    }

    private static double[] all(Map<String, double[]> lines, String name) {
        double[] numbers = lines.get(name);
        if (numbers == null) {
            throw new IllegalArgumentException("a model needs a line " + name);
        }
        return numbers;
    }

    private static double one(Map<String, double[]> lines, String name) {
        double[] numbers = all(lines, name);
        if (numbers.length != 1) {
            throw new IllegalArgumentException(name + " is one number, not " + numbers.length);
        }
        return numbers[0];
    }
}

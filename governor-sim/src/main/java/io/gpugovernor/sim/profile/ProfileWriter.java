package io.gpugovernor.sim.profile;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.PowerDraw;
import io.gpugovernor.sim.gpu.StepTiming;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a hardware profile as the YAML that {@link HardwareProfiles} reads. Numbers have six significant digits; what was
 * read from a text so written gives the same text again.
 */
public final class ProfileWriter {
    private static final MathContext DIGITS = new MathContext(6);
    private static final int WIDTH = 118;

    private final List<String> lines = new ArrayList<>();

    private ProfileWriter() {}

    /**
     * @param comment paragraphs for the head of the file: where the numbers come from
     * @return the text of a profile file, ending in a line break
     */
    public static String write(HardwareProfile profile, List<String> comment) {
        ProfileWriter writer = new ProfileWriter();
        comment.forEach(writer::comment);
        writer.profile(profile);
        return String.join("\n", writer.lines) + "\n";
    }

    private void profile(HardwareProfile profile) {
        text("name", profile.name());
        text("description", profile.description());
        gpu(profile);
        engine(profile);
        step(profile.timing(), profile.jitter().value());
        power(profile.draw());
    }

    private void gpu(HardwareProfile profile) {
        ClockTable clocks = profile.clocks();
        lines.add("gpu:");
        text("  model", profile.gpuModel());
        number("  count", profile.gpus());
        number("  lowestClock", clocks.min().value());
        number("  highestClock", clocks.max().value());
        number("  clockStep", spacing(clocks));
        number("  powerLimit", profile.powerLimit().value());
    }

    private void engine(HardwareProfile profile) {
        EngineLimits limits = profile.limits();
        lines.add("engine:");
        text("  model", profile.modelName());
        number("  stepTokens", limits.stepTokens());
        number("  maxSequences", limits.maxSequences());
        lines.add("  kvTokens: " + limits.kvTokens());
        text("  scheduling", limits.scheduling().title());
        number("  frontendMs", Durations.seconds(profile.frontend()) * 1e3);
    }

    private void step(StepTiming timing, double jitter) {
        lines.add("step:");
        number("  hostMs", timing.host() * 1e3);
        number("  communicationMs", timing.communication() * 1e3);
        number("  communicationPerTokenUs", timing.perTokenCommunication() * 1e6);
        number("  perTokenUs", timing.perToken() * 1e6);
        number("  perTokenPairNs", timing.perTokenPair() * 1e9);
        number("  weightsMs", timing.weights() * 1e3);
        number("  perContextTokenNs", timing.perContextToken() * 1e9);
        number("  memoryKnee", timing.knee());
        number("  memoryBend", timing.bend());
        number("  overlap", timing.overlap());
        number("  jitter", jitter);
    }

    private void power(PowerDraw draw) {
        lines.add("power:");
        lines.add("  idle: {"
                + draw.idle().points().entrySet().stream()
                        .map(point -> point.getKey().value() + ": " + digits(point.getValue()))
                        .collect(Collectors.joining(", "))
                + "}");
        number("  computeFloor", draw.computeFloor());
        number("  computeSwing", draw.computeSwing());
        number("  memoryFloor", draw.memoryFloor());
        number("  memorySwing", draw.memorySwing());
        number("  voltageKnee", draw.voltageKnee());
        number("  voltageRise", draw.voltageRise());
    }

    /** The file states one distance of two steps; of a table that has several, the shortest. */
    private static int spacing(ClockTable clocks) {
        List<Megahertz> steps = clocks.steps();
        int spacing = steps.size() == 1 ? 1 : Integer.MAX_VALUE;
        for (int i = 1; i < steps.size(); i++) {
            spacing = Math.min(spacing, steps.get(i).value() - steps.get(i - 1).value());
        }
        return spacing;
    }

    private void number(String key, double value) {
        lines.add(key + ": " + digits(value));
    }

    private static String digits(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** In double quotes, whatever it holds: names come from engines and command lines. */
    private void text(String key, String value) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else {
                quoted.append(each < ' ' || each == 0x7f ? ' ' : each);
            }
        }
        lines.add(key + ": \"" + quoted + "\"");
    }

    private void comment(String paragraph) {
        StringBuilder line = new StringBuilder("#");
        for (String word : paragraph.replaceAll("\\p{Cntrl}", " ").strip().split(" +", -1)) {
            if (line.length() + word.length() + 1 > WIDTH && line.length() > 1) {
                lines.add(line.toString());
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}

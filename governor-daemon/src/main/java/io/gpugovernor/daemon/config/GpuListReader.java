package io.gpugovernor.daemon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the {@code gpus} of each domain: {@code auto}, or a list. One reader serves the whole file, since no GPU may be
 * named twice: two loops would fight over its clock.
 */
final class GpuListReader {
    private static final String REMEDY = "write auto, or a list such as [0, 1]";

    /** More than any node holds. */
    private static final int MOST_GPUS = 64;

    private final Findings findings;
    private final Map<GpuSelector, String> named = new HashMap<>();

    GpuListReader(Findings findings) {
        this.findings = findings;
    }

    /** The selection; empty, and reported, if it is neither. */
    Optional<GpuSelection> read(String path, Node node) {
        if (node instanceof ScalarNode) {
            return Values.read(path, node, GpuListReader::automatic, findings);
        }
        if (!Values.plainTag(path, node, findings)) {
            return Optional.empty();
        }
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            findings.problem(path, node, path + " must be a list of at least one GPU", REMEDY);
            return Optional.empty();
        }
        if (sequence.getValue().size() > MOST_GPUS) {
            findings.problem(path, node, path + " names more than " + MOST_GPUS + " GPUs", "split it into domains");
            return Optional.empty();
        }
        return listed(path, sequence);
    }

    private Optional<GpuSelection> listed(String path, SequenceNode sequence) {
        List<GpuSelector> gpus = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            String place = path + "[" + i + "]";
            Node node = sequence.getValue().get(i);
            Optional<GpuSelector> gpu = Values.read(place, node, GpuText::parse, findings);
            gpu.ifPresent(found -> claim(place, node, found));
            gpu.ifPresent(gpus::add);
        }
        return gpus.isEmpty() ? Optional.empty() : Optional.of(new GpuSelection.Listed(gpus));
    }

    private void claim(String place, Node node, GpuSelector gpu) {
        String earlier = named.putIfAbsent(gpu, place);
        if (earlier != null) {
            findings.problem(
                    place, node, "GPU " + gpu + " is named already at " + earlier, "name each GPU once, in one domain");
        }
    }

    private static GpuSelection automatic(String text) throws BadValueException {
        if (!text.strip().equals(SettingText.AUTO)) {
            throw new BadValueException(Quoted.of(text) + " is not a list of GPUs", REMEDY);
        }
        return new GpuSelection.Auto();
    }
}

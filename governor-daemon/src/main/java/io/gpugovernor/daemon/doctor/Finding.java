package io.gpugovernor.daemon.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that was found out about the node.
 *
 * @param gpus the indices of the GPUs it is about; empty if it is about the node
 * @param sentence what was found
 * @param remedy what to do about it; present unless the status is {@link Status#OK}
 */
public record Finding(Topic topic, Status status, List<Integer> gpus, String sentence, Optional<String> remedy) {
    /** @throws IllegalArgumentException if something is wrong and there is no remedy, or the other way round */
    public Finding {
        gpus = List.copyOf(gpus);
        if (remedy.isPresent() == (status == Status.OK)) {
            throw new IllegalArgumentException("a finding has a remedy exactly if it is not ok: " + sentence);
        }
    }

    static Finding ok(Topic topic, String sentence) {
        return new Finding(topic, Status.OK, List.of(), sentence, Optional.empty());
    }

    static Finding warning(Topic topic, String sentence, String remedy) {
        return new Finding(topic, Status.WARNING, List.of(), sentence, Optional.of(remedy));
    }

    static Finding problem(Topic topic, String sentence, String remedy) {
        return new Finding(topic, Status.PROBLEM, List.of(), sentence, Optional.of(remedy));
    }

    Finding on(List<Integer> indices) {
        return new Finding(topic, status, indices, sentence, remedy);
    }

    /** The sentence, after the GPUs it is about: {@code GPU 0, 1: persistence mode is on}. */
    public String text() {
        return gpus.isEmpty()
                ? sentence
                : "GPU " + gpus.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ": " + sentence;
    }
}

package io.gpugovernor.sim.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

    @Test
    void doesEveryItemOnce() {
        ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();

        Crew.work(2, ITEMS, done::add);

        assertThat(done).containsExactlyInAnyOrderElementsOf(ITEMS);
    }

    @Test
    void beginsNothingAfterAFailure() {
        ConcurrentLinkedQueue<Integer> begun = new ConcurrentLinkedQueue<>();

        assertThatThrownBy(() -> Crew.work(1, ITEMS, item -> {
                    begun.add(item);
                    if (item == 2) {
                        throw new IllegalArgumentException("broken");
                    }
                }))
                .hasMessage("broken");

        assertThat(begun).containsExactly(0, 1, 2);
    }
}

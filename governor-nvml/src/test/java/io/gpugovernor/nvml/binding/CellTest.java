package io.gpugovernor.nvml.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void isTheSameMemoryForEveryCallOfAThread() {
        Pointer first = Cell.own().memory();
        assertThat(Cell.own().memory()).isEqualTo(first);
    }

    @Test
    void isNotTheMemoryOfAnotherThreadWhoseCallMayAnswerLate() {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Cell hung = CompletableFuture.supplyAsync(Cell::own, other).join();
            Cell mine = Cell.own();
            hung.memory().setInt(0, 99_000);
            assertThat(mine.asInt()).isZero();
        } finally {
            other.shutdown();
        }
    }

    @Test
    void forgetsTheLastAnswer() {
        Cell.own().memory().setLong(0, -1);
        assertThat(Cell.own().asLong()).isZero();
    }

    @Test
    void readsWhatTheNativeSideWrote() {
        Cell cell = Cell.own();
        cell.memory().setInt(0, 1980);
        assertThat(cell.asInt()).isEqualTo(1980);
        cell.memory().setLong(0, 5_000_000_000L);
        assertThat(cell.asLong()).isEqualTo(5_000_000_000L);
    }
}

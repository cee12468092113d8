package io.gpugovernor.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.units.Joules;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {
    @Test
    void isWholeBeforeAnythingWasServed() {
        assertThat(remaining(0, 0, 0, 0)).isEqualTo(1);
    }

    @Test
    void sharesOneBudgetBetweenBothTargets() {
        assertThat(remaining(1000, 4, 900, 2))
                .as("6 of 10 allowed misses are spent")
                .isCloseTo(0.4, within(1e-9));
    }

    @Test
    void neverGoesBelowNothing() {
        assertThat(remaining(100, 50, 100, 0)).isZero();
    }

    private static double remaining(long served, long late, long ended, long slow) {
        Account account =
                new Account(Joules.ZERO, Joules.ZERO, 9999, 0, 9999, 0, 0, new Served(served, late, ended, slow));
        return ErrorBudget.remaining(account, Decisions.SLO).value();
    }
}

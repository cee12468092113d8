package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.LoadView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DebtTextTest {
    @Test
    void tellsAnExactCountAsItIs() {
        assertThat(explained(5, 5, true)).contains("1 waiting, 5 owed a first token;");
    }

    @Test
    void tellsTheRangeOfACountThatIsNotCertain() {
        assertThat(explained(5, 2, false)).contains("2 to 5 owed a first token;");
        assertThat(explained(5, 0, false)).contains("at most 5 owed a first token;");
        assertThat(explained(5, 5, false)).contains("about 5 owed a first token;");
    }

    private static String explained(long owed, long least, boolean certain) {
        LoadView load = new LoadView(4, 1, owed, least, certain, null, null, 0.1);
        DecisionView decision = new DecisionView(
                1,
                1,
                "chat",
                "governing",
                "optimal",
                "it is",
                null,
                900,
                900,
                false,
                "not_needed",
                null,
                null,
                load,
                null,
                List.of());
        return new Explanation(decision, Optional.empty())
                .lines("now").stream().map(line -> line.render(200, false)).collect(Collectors.joining("\n"));
    }
}

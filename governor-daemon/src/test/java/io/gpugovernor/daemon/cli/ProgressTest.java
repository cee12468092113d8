package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final int NARROWEST_TERMINAL = 80;

    private final StringWriter out = new StringWriter();
    private Moment now = new Moment(0);

    @Test
    void saysNothingOfWhatIsSoonOver() {
        try (Progress progress = progress(true)) {
            progress.accept("1 of 9");
            pass(Duration.ofMillis(1999));
            progress.accept("8 of 9");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void rewritesOneLineOfATerminalAndClearsIt() {
        Progress progress = progress(true);
        pass(Duration.ofSeconds(2));
        progress.accept("long text");
        pass(Duration.ofMillis(50));
        progress.accept("too soon after");
        pass(Duration.ofMillis(50));
        progress.accept("end");
        progress.finish();
        progress.close();

        String said = out.toString();
        assertThat(said).doesNotContain("\n", "too soon");
        String[] writes = said.split("\r", -1);
        assertThat(writes).hasSize(5);
        assertThat(writes[1].strip()).isEqualTo("long text");
        assertThat(writes[2].strip()).isEqualTo("end");
        assertThat(writes[3]).isBlank();
        assertThat(said).endsWith("\r");
    }

    @Test
    void neverWrapsSinceALineThatWrapsCannotBeRewritten() {
        try (Progress progress = progress(true)) {
            pass(Duration.ofSeconds(2));
            progress.accept("x".repeat(300));
        }
        assertThat(out.toString().split("\r", -1)).allMatch(line -> line.length() < NARROWEST_TERMINAL);
    }

    @Test
    void printsALineNowAndThenWhereThereIsNoTerminal() {
        try (Progress progress = progress(false)) {
            pass(Duration.ofSeconds(2));
            progress.accept("first");
            pass(Duration.ofSeconds(9));
            progress.accept("too soon after");
            pass(Duration.ofSeconds(1));
            progress.accept("second");
        }
        assertThat(out.toString().lines()).containsExactly("first", "second");
        assertThat(out.toString()).doesNotContain("\r ");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(out, true), () -> now, terminal);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

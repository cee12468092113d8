package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ConvertersTest {
    private final Hold hold = new Hold();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(hold).setErr(new PrintWriter(err, true));

    @Test
    void readsDurationsAndClocks() {
        assertThat(command.execute("--for", "10m", "--clock", "1380MHz")).isEqualTo(ExitCodes.OK);

        assertThat(hold.time).isEqualTo(Duration.ofMinutes(10));
        assertThat(hold.clock).isEqualTo(new Megahertz(1380));
    }

    @Test
    void namesTheOptionAndTheRemedyForABadDuration() {
        assertThat(command.execute("--for", "10")).isEqualTo(ExitCodes.USAGE);

        assertThat(err.toString())
                .contains("--for")
                .contains("the duration '10' has no unit (write a number and a unit: 500ms, 3s, 10m, 1h)");
    }

    @Test
    void namesTheOptionAndTheRemedyForABadClock() {
        assertThat(command.execute("--clock", "1.4GHz")).isEqualTo(ExitCodes.USAGE);

        assertThat(err.toString())
                .contains("--clock")
                .contains("'1.4GHz' is not a clock (write whole megahertz: 1380MHz, or 1380)");
    }

    @Command(name = "hold")
    private static final class Hold implements Runnable {
        @Option(names = "--for", converter = DurationConverter.class)
        private @Nullable Duration time;

        @Option(names = "--clock", converter = MegahertzConverter.class)
        private @Nullable Megahertz clock;

        @Override
        public void run() {}
    }
}

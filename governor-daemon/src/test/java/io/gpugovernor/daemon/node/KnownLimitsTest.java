package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Particulars;
import io.gpugovernor.core.telemetry.PromptBooking;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KnownLimitsTest {
    private static final Source FED =
            new Source(Optional.of(Duration.ofMillis(20)), new StepLimits(OptionalInt.of(2048), OptionalInt.of(256)));
    private static final Telemetry SILENT = new Telemetry.Unavailable("is away");

    private final Queue<Runnable> aside = new ArrayDeque<>();
    private Telemetry engine = started(1);
    private Supplier<StepLimits> commandLine = () -> tokens(8192);
    private final KnownLimits known = new KnownLimits(() -> engine, () -> commandLine.get(), aside::add);

    @Test
    void looksOnceTheEngineHasAnsweredTwiceAndNotAgain() {
        known.read();
        assertThat(aside).isEmpty();
        known.read();
        known.read();
        assertThat(aside).hasSize(1);
    }

    @Test
    void takesWhatTheCommandLineSaysRatherThanTheFeed() {
        known.read();
        assertThat(limits(known.read())).as("nobody has looked").isEqualTo(StepLimits.UNTOLD);
        aside.remove().run();
        assertThat(known.read())
                .isEqualTo(new Telemetry.Available(
                        ((Telemetry.Available) engine).snapshot(),
                        3,
                        FED.under(new StepLimits(OptionalInt.of(8192), OptionalInt.of(256)))));
        assertThat(known.told()).isEqualTo(tokens(8192));
    }

    @Test
    void takesTheFeedsWordWhereTheCommandLineSaysNothing() {
        commandLine = () -> StepLimits.UNTOLD;
        known.read();
        known.read();
        aside.remove().run();
        assertThat(limits(known.read())).isEqualTo(FED.limits());
        assertThat(known.told()).isEqualTo(StepLimits.UNTOLD);
    }

    @Test
    void takesTheFeedsWordWhereLookingFails() {
        commandLine = () -> {
            throw new IllegalStateException("no /proc");
        };
        known.read();
        known.read();
        aside.remove().run();
        assertThat(limits(known.read())).isEqualTo(FED.limits());
    }

    @Test
    void looksAnewForAnEngineThatStartedAnew() {
        known.read();
        known.read();
        aside.remove().run();
        engine = started(2);
        commandLine = () -> tokens(4096);
        assertThat(limits(known.read()).tokens()).as("the one before's").hasValue(8192);
        known.read();
        aside.remove().run();
        assertThat(limits(known.read()).tokens()).hasValue(4096);
    }

    @Test
    void looksForNoEngineThatDoesNotAnswer() {
        engine = SILENT;
        known.read();
        known.read();
        assertThat(known.read()).isEqualTo(SILENT);
        assertThat(aside).isEmpty();
    }

    private static StepLimits tokens(int most) {
        return new StepLimits(OptionalInt.of(most), OptionalInt.empty());
    }

    private static StepLimits limits(Telemetry reading) {
        return ((Telemetry.Available) reading).source().limits();
    }

    private static Telemetry started(long times) {
        Histogram none = Histogram.EMPTY;
        Particulars particulars = new Particulars(
                times,
                0,
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.empty(),
                PromptBooking.AT_FIRST_TOKEN,
                true,
                OptionalLong.empty(),
                0,
                0,
                false);
        return new Telemetry.Available(
                new EngineSnapshot(
                        new Moment(1), 1, 0, 0, 0, 0, 0, new Ratio(0), none, none, none, none, none, particulars),
                3,
                FED);
    }
}

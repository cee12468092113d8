package io.gpugovernor.daemon.node;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.Telemetry;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine with its limit of tokens in a step, where its command line tells it. That is looked for beside the loop once
 * the engine has answered twice: it has started by then, and going through all processes of a node takes longer than the
 * daemon's own start. An engine that started anew is looked for anew.
 *
 * <p>The command line counts more than the feed: anybody on the node can send a datagram, but not change the command line
 * of a process. So the feed's word waits until the command line was found to say nothing. For one thread; only {@link
 * #limit} may be asked by others.
 */
final class KnownStep implements EngineTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(KnownStep.class);

    private final EngineTelemetry engine;
    private final Supplier<OptionalInt> commandLine;
    private final Executor aside;
    private OptionalLong answered = OptionalLong.empty();
    private OptionalLong asked = OptionalLong.empty();
    /** Null until somebody has looked; while an engine that started anew is looked for, what was known stands. */
    private volatile @Nullable OptionalInt found;

    /**
     * @param commandLine most tokens in a step by the engine's command line, empty if it does not say; may take its time
     * @param aside runs that beside the loop
     */
    KnownStep(EngineTelemetry engine, Supplier<OptionalInt> commandLine, Executor aside) {
        this.engine = engine;
        this.commandLine = commandLine;
        this.aside = aside;
    }

    /** What the command line says; empty if nothing, or before somebody has looked. */
    OptionalInt limit() {
        OptionalInt said = found;
        return said == null ? OptionalInt.empty() : said;
    }

    @Override
    public Telemetry read() {
        Telemetry reading = engine.read();
        if (reading instanceof Telemetry.Available heard) {
            lookFor(heard.snapshot().particulars().incarnation());
            return new Telemetry.Available(heard.snapshot(), heard.line(), known(heard.source()));
        }
        return reading;
    }

    private Source known(Source heard) {
        OptionalInt said = found;
        if (said == null) {
            return heard.withoutStepTokens();
        }
        return said.isPresent() ? heard.withStepTokens(said.getAsInt()) : heard;
    }

    private void lookFor(long incarnation) {
        OptionalLong now = OptionalLong.of(incarnation);
        if (now.equals(answered) && !now.equals(asked)) {
            asked = now;
            aside.execute(this::look);
        }
        answered = now;
    }

    private void look() {
        OptionalInt said = OptionalInt.empty();
        try {
            said = commandLine.get();
        } catch (RuntimeException failed) {
            LOG.warn("how the engine was started could not be found out", failed);
        }
        found = said;
    }
}

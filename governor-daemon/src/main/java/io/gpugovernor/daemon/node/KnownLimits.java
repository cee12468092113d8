package io.gpugovernor.daemon.node;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine with the limits of its steps, where its command line tells them. That is looked for beside the loop once
 * the engine has answered twice: it has started by then, and going through all processes of a node takes longer than the
 * daemon's own start. An engine that started anew is looked for anew.
 *
 * <p>The command line counts more than the feed: anybody on the node can send a datagram, but not change the command line
 * of a process. So the feed's word waits until the command line was found to say nothing. For one thread; only {@link
 * #told} may be asked by others.
 */
final class KnownLimits implements EngineTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(KnownLimits.class);

    private final EngineTelemetry engine;
    private final Supplier<StepLimits> commandLine;
    private final Executor aside;
    private OptionalLong answered = OptionalLong.empty();
    private OptionalLong asked = OptionalLong.empty();
    /** Null until somebody has looked; while an engine that started anew is looked for, what was known stands. */
    private volatile @Nullable StepLimits found;

    /**
     * @param commandLine limits by the engine's command line; may take its time
     * @param aside runs that beside the loop
     */
    KnownLimits(EngineTelemetry engine, Supplier<StepLimits> commandLine, Executor aside) {
        this.engine = engine;
        this.commandLine = commandLine;
        this.aside = aside;
    }

    /** What the command line says; nothing before somebody has looked. */
    StepLimits told() {
        StepLimits said = found;
        return said == null ? StepLimits.UNTOLD : said;
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
        StepLimits said = found;
        return heard.under(said == null ? StepLimits.UNTOLD : said.or(heard.limits()));
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
        StepLimits said = StepLimits.UNTOLD;
        try {
            said = commandLine.get();
        } catch (RuntimeException failed) {
            LOG.warn("how the engine was started could not be found out", failed);
        }
        found = said;
    }
}

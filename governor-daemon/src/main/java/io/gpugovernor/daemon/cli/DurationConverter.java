package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.BadValueException;
import io.gpugovernor.daemon.config.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, written as in the policy file: {@code 500ms}, {@code 3s}, {@code 1h}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    /** @throws TypeConversionException if {@code text} is not a duration; the message holds the remedy */
    @Override
    public Duration convert(String text) {
        try {
            return DurationText.parse(text);
        } catch (BadValueException bad) {
            throw new TypeConversionException(bad.getMessage() + " (" + bad.remedy() + ")");
        }
    }
}

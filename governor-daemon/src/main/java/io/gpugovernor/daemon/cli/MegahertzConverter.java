package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.BadValueException;
import io.gpugovernor.daemon.config.ClockText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Clocks on the command line, written as in the policy file: {@code 1380MHz}, or {@code 1380}. */
public final class MegahertzConverter implements ITypeConverter<Megahertz> {
    /** @throws TypeConversionException if {@code text} is not a clock; the message holds the remedy */
    @Override
    public Megahertz convert(String text) {
        try {
            return ClockText.parse(text);
        } catch (BadValueException bad) {
            throw new TypeConversionException(bad.getMessage() + " (" + bad.remedy() + ")");
        }
    }
}

package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * A clock, or {@code max}.
 *
 * @param clock empty for the highest that the domain may have
 */
record OverrideClock(Optional<Megahertz> clock) {
    /** Reads {@code max}, {@code 1380MHz} or {@code 1380}. */
    static final class Converter implements ITypeConverter<OverrideClock> {
        @Override
        public OverrideClock convert(String text) {
            return new OverrideClock(
                    text.strip().equals("max")
                            ? Optional.empty()
                            : Optional.of(new MegahertzConverter().convert(text)));
        }
    }
}

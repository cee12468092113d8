package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.sweep.RequestRate;
import java.math.BigDecimal;
import java.math.MathContext;

/** How much is asked of an engine. */
public sealed interface Load {
    /** The paper leaves "medium" open; here it is half of the maximum throughput. */
    Load MEDIUM = new Share(new Ratio(0.5));

    /**
     * A share of what the configuration can do for the class at its highest clock. All clocks get the same rate.
     *
     * @param ofMaximum above 0
     */
    record Share(Ratio ofMaximum) implements Load {
        /** @throws IllegalArgumentException if the share is zero */
        public Share {
            if (ofMaximum.value() == 0) {
                throw new IllegalArgumentException("a load is more than nothing of the maximum throughput");
            }
        }

        @Override
        public String toString() {
            return plain(100 * ofMaximum.value()) + " %";
        }
    }

    /** So many requests a second, whatever the configuration can do. */
    record Fixed(RequestRate rate) implements Load {
        @Override
        public String toString() {
            return plain(rate.perSecond()) + " a second";
        }
    }

    /** Nine digits tell any two loads apart that somebody would ask for, and hide what binary fractions add. */
    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(9))
                .stripTrailingZeros()
                .toPlainString();
    }
}

package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.List;

/**
 * What a domain would draw, and what that would cost it, at the clock it wants and at every lower rung.
 *
 * @param steps at least one, ascending; the last is the clock that it wants
 * @param drawn forecast power at the clock it has
 */
public record PowerOffer(List<Step> steps, Watts drawn) {
    /**
     * One rung.
     *
     * @param clock the rung
     * @param watts forecast power of the domain there
     * @param cost what a tick there costs
     */
    public record Step(Megahertz clock, Watts watts, Joules cost) {}

    /** @throws IllegalArgumentException if there is no step, or clocks do not ascend */
    public PowerOffer {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a domain offers at least the clock it wants");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (!steps.get(i).clock().isAbove(steps.get(i - 1).clock())) {
                throw new IllegalArgumentException("the clocks of an offer must ascend");
            }
        }
    }

    /** A domain that nobody governs: it may draw {@code most} at its {@code highest} clock, and gives nothing up. */
    public static PowerOffer ungoverned(Megahertz highest, Watts most) {
        return new PowerOffer(List.of(new Step(highest, most, Joules.ZERO)), most);
    }
}

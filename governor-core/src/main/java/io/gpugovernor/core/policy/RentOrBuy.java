package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Joules;

/**
 * Whether a switch pays: the ski-rental rule.
 *
 * <p>Each tick at a setpoint that is not the best one wastes {@code cost(now) - cost(best)}. The waste is summed from the
 * tick at which the setpoint stopped being the best; when the sum reaches what a switch costs, switch. That is never more
 * than twice as costly as knowing the future, and it bounds the rate of switches by construction: every one of them has
 * been paid for.
 *
 * @param waste joules wasted since the setpoint was last the best
 */
record RentOrBuy(Joules waste) {
    static final RentOrBuy NOTHING_WASTED = new RentOrBuy(Joules.ZERO);

    /** After another tick that wasted {@code joules}; a tick at the best clock settles the account. */
    RentOrBuy after(Joules joules) {
        return joules.value() > 0 ? new RentOrBuy(waste.plus(joules)) : NOTHING_WASTED;
    }

    boolean pays(Joules switchCost) {
        return waste.compareTo(switchCost) >= 0;
    }
}

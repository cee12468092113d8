package io.gpugovernor.core.model;

/** Why a decision came out as it did. Every decision carries one; dashboards and {@code explain} show it. */
public enum Reason {
    /** Another clock costs less energy, and the waste so far has paid for the switch. */
    SAVING("another clock costs less, and the switch has paid for itself"),
    /** A deadline is in danger at the present clock. */
    DEADLINE("a deadline is in danger at the present clock"),
    /** The present clock is the cheapest. */
    OPTIMAL("the present clock is the cheapest"),
    /** Another clock would be cheaper, but has not yet paid for the switch. */
    NOT_YET_PAID("another clock is cheaper, but has not yet paid for the switch"),
    /** The policy always answers so. */
    FIXED("the policy holds a fixed clock"),
    /** Nothing is running or waiting. */
    IDLE("nothing is running or waiting"),
    /** Something is running or waiting, and the policy knows only maximum for that. */
    BUSY("work is running or waiting"),
    /** Too little has been observed to decide. */
    WARMING_UP("too little has been observed to decide"),
    /** Telemetry is missing, old or inconsistent. */
    STALE_TELEMETRY("engine telemetry is missing or too old"),
    /** The engine sleeps, so its GPUs may work for someone else. */
    ENGINE_ASLEEP("the engine sleeps, and its GPUs may work for someone else"),
    /** The engine says it has work, and nothing of what it counts moves. */
    ENGINE_STUCK("the engine says it has work, but nothing that it counts moves"),
    /** The operator's range forbids the policy's choice. */
    CLAMPED("the configured clock range limits the choice"),
    /** The model was assumed, not measured, and is tried a rung at a time. */
    SAFE_DESCENT("the model is not proven below this clock yet"),
    /** The switch cap leaves no switch in this minute. */
    SWITCH_CAP("the configured limit of switches a minute is used up"),
    /** What was seen contradicts the forecast, twice in a row. */
    OVERRUN("what is seen contradicts the forecast, twice in a row"),
    /** The KV cache or the batch is filling, or requests are thrown out. */
    KV_PRESSURE("the KV cache or the batch is filling up, and the slower requests are the longer they stay in it"),
    /** A power or thermal limit holds the GPUs below their setpoint. */
    THROTTLED("a power or thermal limit holds the GPUs below their setpoint, so a raise would do nothing"),
    /** An operator ordered this clock, for a time. */
    OVERRIDE("an operator ordered this clock"),
    /** The node's power budget allows no more. */
    POWER_BUDGET("the node's power budget allows no higher clock"),
    /** The GPU refused or failed the last call. */
    ACTUATION_FAILED("the GPU did not take the setpoint"),
    /** A GPU was read at another clock than its setpoint, twice, and nothing holds it there. */
    NOT_HONOURED("a GPU does not run at its setpoint"),
    /** A GPU was at its setpoint and left it, though nothing holds it: another program set its clock. */
    FOREIGN_CHANGE("another program has set a GPU's clock"),
    /** The governor is shutting down. */
    SHUTDOWN("the governor is stopping");

    private final String explanation;

    Reason(String explanation) {
        this.explanation = explanation;
    }

    /** Whether a raise for this reason keeps a promise, so that it must not wait. */
    public boolean isUrgent() {
        return this == DEADLINE || this == OVERRUN || this == KV_PRESSURE;
    }

    /** One clause an operator understands. */
    public String explanation() {
        return explanation;
    }
}

package io.gpugovernor.core.loop;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;

/** What becomes of setpoints: they are applied, or only published. */
public sealed interface Steering {
    Actuation apply(Megahertz clock);

    Actuation release();

    /** Whether the GPUs do what they were told, as {@link ClockActuator#verify()}. */
    Actuation verify();

    /** Whether setpoints reach the GPUs, so that they can save anything. */
    boolean writes();

    /** Decides, logs and publishes, and touches nothing. It holds no actuator, so it cannot write. */
    static Steering observing() {
        return new Observing();
    }

    /** Writes every setpoint through {@code actuator}. */
    static Steering enforcing(ClockActuator actuator) {
        return new Enforcing(actuator);
    }

    /** Observe mode. */
    record Observing() implements Steering {
        @Override
        public Actuation verify() {
            return new Actuation.ObservedOnly();
        }

        @Override
        public boolean writes() {
            return false;
        }

        @Override
        public Actuation apply(Megahertz clock) {
            return new Actuation.ObservedOnly();
        }

        @Override
        public Actuation release() {
            return new Actuation.ObservedOnly();
        }
    }

    /** Enforce mode. */
    record Enforcing(ClockActuator actuator) implements Steering {
        @Override
        public Actuation verify() {
            return actuator.verify();
        }

        @Override
        public boolean writes() {
            return true;
        }

        @Override
        public Actuation apply(Megahertz clock) {
            return actuator.lock(clock);
        }

        @Override
        public Actuation release() {
            return actuator.release();
        }
    }
}

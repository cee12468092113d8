package io.gpugovernor.sim.gpu;

/**
 * What one GPU of the twin draws, in watts.
 *
 * <p>With {@code x} the clock as a share of the highest, and {@code c} and {@code m} the shares of a step in which
 * arithmetic and memory are busy, a step draws
 *
 * <pre>
 * idle(x) + c * (computeFloor + computeSwing * D(x)) + m * (memoryFloor + memorySwing * D(x))
 * D(x) = x * V(x)^2 / V(1)^2,   V(x) = 1 below voltageKnee, then rising linearly to voltageRise at x = 1
 * </pre>
 *
 * @param idle watts of a GPU with a live context and nothing to do, by clock
 * @param computeFloor watts of busy arithmetic that do not depend on the clock
 * @param computeSwing watts of busy arithmetic at the highest clock beyond that
 * @param memoryFloor watts of busy memory that do not depend on the clock
 * @param memorySwing watts of busy memory paths at the highest clock beyond that
 * @param voltageKnee clock share below which the voltage no longer falls
 * @param voltageRise voltage at the highest clock over the voltage at the knee, at least 1
 */
public record PowerDraw(
        ClockCurve idle,
        double computeFloor,
        double computeSwing,
        double memoryFloor,
        double memorySwing,
        double voltageKnee,
        double voltageRise) {

    private double dynamic(double x) {
        double volts = x <= voltageKnee ? 1 : 1 + (voltageRise - 1) * (x - voltageKnee) / (1 - voltageKnee);
        return x * volts * volts / (voltageRise * voltageRise);
    }

    double busy(double megahertz, double x, double computeShare, double memoryShare) {
        double d = dynamic(x);
        return idle.at(megahertz)
                + computeShare * (computeFloor + computeSwing * d)
                + memoryShare * (memoryFloor + memorySwing * d);
    }
}

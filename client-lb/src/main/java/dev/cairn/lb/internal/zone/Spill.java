// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.internal.zone;

/**
 * How much of the near endpoints' calls goes further, since these cost too much. <b>Confined to</b> its owner.
 *
 * <p>Looked at once a second. Near endpoints may take twice as long as far ones; beyond that more and more goes to the far ones, and
 * below it less and less, by small steps, with a range between in which nothing changes: so it settles instead of swinging. How long
 * far ones take isn't known while they get no calls. Then near ones are compared with what they used to take, and a little is sent to
 * find out. Latencies are natural logarithms.
 */
public final class Spill {
    private static final double LOG_FACTOR = Math.log(2);
    private static final double CALM = Math.log(1.25); // below the factor, nothing changes within it
    private static final double GAIN = 0.04; // of a factor e, per look
    private static final double MAX_STEP = 0.04;
    private static final double EXPLORED = 0.05; // while nothing is known of the far ones
    private static final double MAX_PART = 0.9; // near ones stay known, too
    private static final double USUAL_WEIGHT = 1.0 / 60;

    private double usual = Double.NaN;
    private double part;

    /**
     * A second has passed.
     *
     * @param near what near endpoints take; NaN when it isn't known
     * @param far what far ones take; NaN when it isn't known
     */
    public void look(double near, double far) {
        if (Double.isNaN(near)) {
            return;
        }
        if (Double.isNaN(usual)) {
            usual = near;
        }
        boolean isFarKnown = !Double.isNaN(far);
        double excess = near - LOG_FACTOR - (isFarKnown ? far : usual);
        if (excess > 0) {
            double limit = isFarKnown ? MAX_PART : Math.max(part, EXPLORED);
            part = Math.min(limit, part + Math.min(MAX_STEP, GAIN * excess));
        } else if (excess < -CALM) {
            part = Math.max(0, part - Math.min(MAX_STEP, GAIN * -(excess + CALM)));
        }
        if (part == 0) {
            usual = near < usual ? near : usual + (near - usual) * USUAL_WEIGHT;
        }
    }

    /** The part of the near endpoints' calls that goes further, 0 to 0.9. */
    public double part() {
        return part;
    }
}

package io.gpugovernor.sim.sweep.paper;

/** How a number compares with the paper's. */
public enum Verdict {
    /** The paper gives a number, and this one lies within 10 points of it, or within 10 % of it where it is a factor. */
    WITHIN("within 10 points"),
    /** The paper gives no number, and what it says is true of these. */
    HOLDS("holds"),
    /** Neither. */
    DIFFERS("differs"),
    /** The dataset lacks what the rule needs. */
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

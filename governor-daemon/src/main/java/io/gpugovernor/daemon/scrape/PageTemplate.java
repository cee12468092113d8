package io.gpugovernor.daemon.scrape;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same from scrape to scrape: a page as a fixed text with gaps. A gap is the value of a wanted sample,
 * or all that follows the name of an unwanted one. Where the text between the gaps is the same as last time, the gaps
 * hold the same series, and only numbers are to be read.
 */
final class PageTemplate {
    /** Behind the labels, where no message of this class ever comes from. */
    private static final int NO_LINE = 0;

    private static final int NO_LABELS = 0;

    private final byte[] text;
    private final Gap[] gaps;
    private final TextFormat format;
    private final Exposition learned;
    private final @Nullable LongNumber[] longNumbers;

    /** A number of more digits than are read fast, such as the moment when a series began, which stays the same. */
    private static final class LongNumber {
        final byte[] text;
        final double value;

        LongNumber(byte[] text, double value) {
            this.text = text;
            this.value = value;
        }
    }

    /**
     * The end of a line that may change.
     *
     * @param textEnd where the fixed text before it ends
     * @param column bytes of its line before it
     * @param wanted whether it is the value of a wanted sample
     */
    private record Gap(int textEnd, int column, boolean wanted) {}

    private PageTemplate(byte[] text, Gap[] gaps, TextFormat format, Exposition learned) {
        this.text = text;
        this.gaps = gaps;
        this.format = format;
        this.learned = learned;
        this.longNumbers = new LongNumber[learned.size()];
    }

    /** What the page holds if it is this text with other values; null if it is not, so it must be read in full. */
    @Nullable
    Exposition read(byte[] page, int length, ExpositionLimits limits) {
        double[] values = new double[learned.size()];
        int value = 0;
        int known = 0;
        int at = 0;
        for (Gap gap : gaps) {
            int to = at + gap.textEnd - known;
            if (to > length || !Arrays.equals(text, known, gap.textEnd, page, at, to)) {
                return null;
            }
            int end = Lines.end(page, to, length);
            if (end == length || gap.column + end - to > limits.lineBytes()) {
                return null;
            }
            if (gap.wanted && !readValue(page, to, end, values, value++)) {
                return null;
            }
            known = gap.textEnd;
            at = end;
        }
        return Arrays.equals(text, known, text.length, page, at, length) ? learned.with(values) : null;
    }

    /** Reads a value into its place; false if the full reading is needed, if only to say what is wrong. */
    private boolean readValue(byte[] page, int from, int to, double[] values, int place) {
        try {
            int number = Lines.skipBlanks(page, from, to);
            if (Lines.endOfWord(page, number, to) == to) {
                double plain = Decimal.parse(page, number, to);
                values[place] = Double.isNaN(plain) ? longNumber(page, number, to, place) : plain;
                return true;
            }
            SampleLine sample = new SampleLine(page, from, to, NO_LINE, NO_LABELS);
            values[place] = sample.value();
            return format == TextFormat.OPEN_METRICS || !sample.hasExemplar();
        } catch (NumberFormatException | ExpositionException e) {
            return false;
        }
    }

    private double longNumber(byte[] page, int from, int to, int place) {
        LongNumber known = longNumbers[place];
        if (known != null && Arrays.equals(known.text, 0, known.text.length, page, from, to)) {
            return known.value;
        }
        double value = Numbers.parse(page, from, to);
        longNumbers[place] = new LongNumber(Arrays.copyOfRange(page, from, to), value);
        return value;
    }

    /** Learns a template while a page is read in full. */
    static final class Builder {
        private final ByteArrayOutputStream text;
        private final List<Gap> gaps = new ArrayList<>();
        private final byte[] page;
        private int taken;

        Builder(byte[] page, int length) {
            this.text = new ByteArrayOutputStream(length);
            this.page = page;
        }

        /** Notes that a line, which begins at {@code start}, may change from {@code from} up to its end {@code to}. */
        void gap(int start, int from, int to, boolean wanted) {
            text.write(page, taken, from - taken);
            gaps.add(new Gap(text.size(), from - start, wanted));
            taken = to;
        }

        PageTemplate build(int length, TextFormat format, Exposition learned) {
            text.write(page, taken, length - taken);
            return new PageTemplate(text.toByteArray(), gaps.toArray(new Gap[0]), format, learned);
        }
    }
}

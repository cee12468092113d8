package io.gpugovernor.sim.survey;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Plays many draws, lists those that keep less than is due, and sums up. */
final class SurveyMain {
    private static final String USAGE = """
            usage: run SEEDS [MINUTES [steady|steep|steps [TRACE-SEED]]]
              SEEDS       the draws, such as 7 or 1-300
              MINUTES     how long each is played, 1 to 999 (default: 20)
              steady      the drawn load throughout (default)
              steep       10 % of capacity, and 90 % for a tenth of the time, twice
              steps       20 % and 80 % of capacity by turns, a quarter of the time each
              TRACE-SEED  draws arrivals and lengths (default: 11)
            """;
    private static final String SYNTAX =
            "[0-9]{1,9}(-[0-9]{1,9})?( [1-9][0-9]{0,2}( (steady|steep|steps)( [0-9]{1,9})?)?)?";
    /** Draws between two lines of progress: some 15 s. */
    private static final int TOLD_AFTER = 25;
    /** Less than this may be chance, or is of no consequence. */
    private static final double TOLERANCE = 0.003;

    private SurveyMain() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        if (!String.join(" ", arguments).matches(SYNTAX)) {
            System.err.print(USAGE);
            System.exit(2);
        }
        String[] seeds = arguments[0].split("-", -1);
        Duration time = Duration.ofMinutes(Long.parseLong(argument(arguments, 1, "20")));
        DrawnLoad load = DrawnLoad.valueOf(argument(arguments, 2, "steady").toUpperCase(Locale.ROOT));
        long traceSeed = Long.parseLong(argument(arguments, 3, "11"));
        long first = Long.parseLong(seeds[0]);
        long last = Long.parseLong(seeds[seeds.length - 1]);
        AtomicLong done = new AtomicLong();
        print(LongStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(seed -> Draw.of(seed).played(time, load, traceSeed))
                .peek(outcome -> tell(done.incrementAndGet(), last - first + 1))
                .toList());
    }

    private static String argument(String[] arguments, int index, String otherwise) {
        return arguments.length > index ? arguments[index] : otherwise;
    }

    private static void tell(long done, long all) {
        if (done % TOLD_AFTER == 0) {
            System.err.printf("%d of %d%n", done, all);
        }
    }

    private static void print(List<Outcome> outcomes) {
        List<Outcome> lacking =
                outcomes.stream().filter(each -> each.missing() > TOLERANCE).toList();
        lacking.forEach(System.out::println);
        System.out.printf(
                "%d draws: mean saving %.1f %%; %d keep more than %.1f points less than is due, the worst %.1f%n",
                outcomes.size(),
                100 * outcomes.stream().mapToDouble(Outcome::saving).average().orElse(0),
                lacking.size(),
                100 * TOLERANCE,
                100 * outcomes.stream().mapToDouble(Outcome::missing).max().orElse(0));
    }
}

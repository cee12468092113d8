package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy as the command line names it. */
public sealed interface Contender {
    /** Its name, as the command line and the results spell it. */
    String name();

    /** {@code max}: the driver's default, the highest clock. */
    record Maximum() implements Contender {
        @Override
        public String name() {
            return "max";
        }
    }

    /** {@code static:<MHz>}: one clock throughout. */
    record Static(Megahertz clock) implements Contender {
        @Override
        public String name() {
            return "static:" + clock.value();
        }
    }

    /** {@code static-best}: the one clock that, in hindsight, keeps the SLO with the least energy. */
    record StaticBest() implements Contender {
        @Override
        public String name() {
            return "static-best";
        }
    }

    /** {@code idle-drop}: lowest clock while idle, else highest. */
    record IdleDrop() implements Contender {
        @Override
        public String name() {
            return "idle-drop";
        }
    }

    /** {@code slack}: this project's governor. */
    record Slack() implements Contender {
        @Override
        public String name() {
            return "slack";
        }
    }

    /** A published governor, rebuilt. */
    record Peer(PublishedGovernor governor) implements Contender {
        @Override
        public String name() {
            return governor.spelling();
        }
    }

    /** {@code clairvoyant}: knows the twin and the future. */
    record Clairvoyance() implements Contender {
        @Override
        public String name() {
            return "clairvoyant";
        }
    }

    /** What {@code all} stands for: this project's governor, what it must beat, its peers, and what it cannot beat. */
    List<Contender> ALL = Stream.of(
                    Stream.of(new Maximum(), new StaticBest(), new IdleDrop(), new Slack()),
                    Arrays.stream(PublishedGovernor.values()).map(Peer::new),
                    Stream.of(new Clairvoyance()))
            .<Contender>flatMap(each -> each)
            .toList();

    /**
     * The contenders that a comma-separated list names, in its order and without repeats.
     *
     * @throws IllegalArgumentException naming the part that is no policy, and those there are
     */
    static List<Contender> parseAll(String text) {
        List<Contender> contenders = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Stream<Contender> named = part.strip().equals("all") ? ALL.stream() : Stream.of(parse(part.strip()));
            named.filter(contender -> !contenders.contains(contender)).forEach(contenders::add);
        }
        return List.copyOf(contenders);
    }

    private static Contender parse(String name) {
        for (Contender known : ALL) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        if (name.matches("static:[0-9]{1,5}(MHz)?")) {
            return new Static(new Megahertz(Integer.parseInt(name.replaceAll("[^0-9]", ""))));
        }
        throw new IllegalArgumentException("'" + name
                + "' is no policy of this version; use max, static:<MHz>, static-best, idle-drop, slack, "
                + ALL.stream().skip(4).map(Contender::name).collect(Collectors.joining(", ")) + " or all");
    }
}

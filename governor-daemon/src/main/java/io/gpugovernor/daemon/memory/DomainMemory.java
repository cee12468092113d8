package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.units.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what one domain learns. What was kept is used again once the engine has said what it serves, and only if all is
 * as it was; until then, and where anything is in doubt, the domain starts as it would without.
 *
 * <p>{@link #successor} and {@link #saw} belong to the domain's loop; {@link #round} and {@link #finish} to the thread
 * that keeps, which may wait for engine and disk.
 */
public final class DomainMemory implements LoopMemory {
    private static final Logger LOG = LoggerFactory.getLogger(DomainMemory.class);
    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(5);

    private final Ground ground;
    private final MemoryFile file;
    private final Supplier<Optional<ServedEngine>> engine;
    private final Function<Optional<Learned>, Policy> rule;
    private final InstantSource calendar;

    private Optional<Fingerprint> here = Optional.empty();
    private Moment written = new Moment(0);
    private int changes;
    private boolean failing;
    private volatile String standing = "waiting for the engine to say what it serves";

    private Optional<Policy> successor = Optional.empty();
    private Optional<Learned> latest = Optional.empty();

    /**
     * @param directory that is there and can be written
     * @param engine asks the engine what it serves; empty while it does not answer
     * @param rule the domain's policy, from what was learned or from the beginning; throws IllegalArgumentException for
     *     what cannot have been learned
     */
    DomainMemory(
            Ground ground,
            Path directory,
            Supplier<Optional<ServedEngine>> engine,
            Function<Optional<Learned>, Policy> rule,
            InstantSource calendar) {
        this.ground = ground;
        this.file = MemoryFile.of(directory, ground.domain());
        this.engine = engine;
        this.rule = rule;
        this.calendar = calendar;
    }

    /** A memory whose engine is asked by {@code interview}. */
    public static DomainMemory of(
            Ground ground,
            Path directory,
            EngineInterview interview,
            Function<Optional<Learned>, Policy> rule,
            InstantSource calendar) {
        return new DomainMemory(ground, directory, interview, rule, calendar);
    }

    /** One clause for people: where what is learned comes from. Any thread may ask. */
    public String standing() {
        return standing;
    }

    @Override
    public synchronized Optional<Policy> successor() {
        Optional<Policy> next = successor;
        if (next.isPresent()) {
            successor = Optional.empty();
            latest = Optional.empty();
        }
        return next;
    }

    @Override
    public synchronized void saw(Optional<Learned> learned) {
        latest = learned;
    }

    /** Recalls if that has not been tried, and writes if it is time to. */
    void round(Moment now) {
        if (here.isEmpty()) {
            identify().ifPresent(found -> recall(found, now));
        } else if (isDue(now) && isStillHere(now)) {
            write(now);
        }
    }

    /** The last write: what was learned since the one before, if the engine is still known to be the same. */
    void finish(Moment now) {
        if (here.isPresent() && isStillHere(now)) {
            write(now);
        }
    }

    private boolean isDue(Moment now) {
        boolean changed =
                learned().map(known -> known.calibration().changes() > changes).orElse(false);
        return changed || now.since(written).compareTo(BETWEEN_WRITES) >= 0;
    }

    /** An engine that does not answer is taken for the one that it was. */
    private boolean isStillHere(Moment now) {
        Optional<Fingerprint> found = identify();
        if (found.isEmpty() || found.equals(here)) {
            return true;
        }
        LOG.warn(
                "domain={} learning=anew why=\"the engine changed: {}\"",
                ground.domain(),
                String.join("; ", found.get().differencesFrom(here.orElseThrow())));
        follow(rule.apply(Optional.empty()));
        recall(found.get(), now);
        return false;
    }

    private Optional<Fingerprint> identify() {
        Optional<ServedEngine> served = engine.get();
        if (served.isPresent() && served.get().model().isEmpty()) {
            standing = "not kept: the engine does not say which model it serves";
            return Optional.empty();
        }
        return served.map(
                told -> Fingerprint.of(ground.hardware(), told, told.model().orElseThrow(), ground.profile()));
    }

    private void recall(Fingerprint found, Moment now) {
        here = Optional.of(found);
        written = now;
        changes = 0;
        Instant today = calendar.instant();
        try {
            Optional<Keepsake> kept = file.read(ground.domain(), today);
            if (kept.isEmpty()) {
                begun("anew: nothing was kept in " + file.path());
                return;
            }
            List<String> differences = found.differencesFrom(kept.get().fingerprint());
            if (!differences.isEmpty()) {
                throw new MemoryException("was learned elsewhere: " + String.join("; ", differences));
            }
            use(kept.get());
        } catch (MemoryException doubtful) {
            begun("anew: " + file.path() + " " + doubtful.getMessage());
            putAside();
        }
    }

    private void use(Keepsake kept) throws MemoryException {
        boolean samePromise = kept.promise().equals(ground.promise());
        try {
            Learned learned = samePromise ? kept.learned() : kept.learned().withoutPromise();
            follow(rule.apply(Optional.of(learned)));
        } catch (IllegalArgumentException odd) {
            throw new MemoryException("holds what cannot be: " + odd.getMessage());
        }
        // No "so long ago": the sentence stands for as long as the daemon runs.
        begun("restored from " + file.path() + ", saved " + kept.savedAt().truncatedTo(ChronoUnit.SECONDS)
                + (samePromise ? "" : "; the promise is another, so the price of a miss starts anew"));
    }

    private void begun(String how) {
        standing = how;
        LOG.info("domain={} learning=\"{}\"", ground.domain(), how);
    }

    private void putAside() {
        try {
            file.setAside();
        } catch (IOException kept) {
            LOG.warn("{} cannot be set aside ({}) and will be written over", file.path(), Reasons.of(kept));
        }
    }

    private synchronized void follow(Policy next) {
        successor = Optional.of(next);
    }

    /** Nothing while the loop has yet to follow another policy: what it still learns belongs to the one before. */
    private synchronized Optional<Learned> learned() {
        return successor.isPresent() ? Optional.empty() : latest;
    }

    private void write(Moment now) {
        Optional<Learned> known = learned().map(learned -> ground.enforcing() ? learned : learned.withoutPromise());
        if (known.isEmpty() || known.get().objection().isPresent()) {
            return;
        }
        written = now;
        changes = known.get().calibration().changes();
        try {
            file.write(new Keepsake(
                    ground.domain(), calendar.instant(), here.orElseThrow(), ground.promise(), known.get()));
            failing = false;
        } catch (IOException failed) {
            if (!failing) {
                LOG.warn(
                        "domain={} what is learned cannot be kept in {} ({}); it is tried again every {} min",
                        ground.domain(),
                        file.path(),
                        Reasons.of(failed),
                        BETWEEN_WRITES.toMinutes());
            }
            failing = true;
        }
    }
}

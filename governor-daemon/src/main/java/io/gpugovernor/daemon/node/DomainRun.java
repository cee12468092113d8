package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.memory.LoopMemory;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.time.SystemTime;
import java.util.List;

/** One domain from the start of its loop to its end: the loop, what it listens to, and what is published of it. */
final class DomainRun {
    private final GovernedDomain domain;
    private final GovernorMetrics metrics;
    private final SystemTime time;
    private final Moment since;
    private final DecisionSink journal;
    private final DecisionLog log;
    private final DomainLoop loop;
    private volatile boolean silenced;

    DomainRun(
            GovernedDomain domain,
            DecisionSink journal,
            GovernorMetrics metrics,
            SystemTime time,
            boolean releaseOnExit) {
        this.domain = domain;
        this.metrics = metrics;
        this.time = time;
        this.since = time.now();
        this.journal = journal;
        this.log = new DecisionLog(name());
        Governor governor = new Governor(
                domain.domain(),
                domain.engine(),
                domain.sensor(),
                domain.steering(),
                domain.policy(),
                this::record,
                domain.orders());
        this.loop = new DomainLoop(
                name(),
                governor,
                time,
                domain::period,
                time.speed(),
                releaseOnExit,
                metrics,
                domain.memory().<LoopMemory>map(memory -> memory).orElse(LoopMemory.NONE));
    }

    GovernedDomain domain() {
        return domain;
    }

    PolicyDomain configured() {
        return domain.domain();
    }

    String name() {
        return domain.domain().name();
    }

    DomainLoop loop() {
        return loop;
    }

    /** When it was made. */
    Moment since() {
        return since;
    }

    /** Publishes how its engine is heard and whether it is overridden; of no effect before the domain is published. */
    void publish() {
        metrics.listening(name(), domain.scraping()::statistics);
        metrics.command(name(), () -> domain.orders().overrideAt(time.now()).isPresent());
        domain.feed().ifPresent(feed -> metrics.hear(name(), feed::statistics));
    }

    /** Listens, and ticks once {@code before} have ended. */
    void startAfter(List<DomainLoop> before) {
        domain.feed().ifPresent(feed -> {
            feed.ring(loop::wake);
            feed.listen();
        });
        loop.startAfter(before);
    }

    /** Nothing that its loop still decides is recorded: the name may be another's by then. */
    void silence() {
        silenced = true;
    }

    /** Ends listening. To be called when the loop has ended, or will not. */
    void close() {
        domain.feed().ifPresent(DomainFeed::close);
        domain.scraping().close();
    }

    private void record(Decision decision) {
        log.record(decision);
        if (!silenced) {
            journal.record(decision);
            metrics.record(decision);
        }
        domain.facts().ifPresent(facts -> facts.against(decision.gpus().size()));
    }
}

package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.twin.Insight;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.List;

/**
 * Tries a plan on a fork of the twin, with the arrivals that will really come.
 *
 * <p>At the plan's end: who is still owed a first token gets it at maximum clock, at no charge but the energy of a
 * prefill a token at the plan's last clock; who is decoding is taken to go on at the pace of the plan's last clock.
 */
final class Rollout {
    /** Most time that requests still owed a first token are followed beyond the plan. */
    private static final Duration LONGEST_RECOURSE = Duration.ofSeconds(2);

    private static final Duration RECOURSE_STEP = Duration.ofMillis(100);
    /** Of a prefill step by which the energy of prompt tokens left over is reckoned. */
    private static final int TYPICAL_PROMPT = 1024;

    private final Insight engine;
    private final Foreknowledge future;
    private final Promise promise;
    private final Ladder ladder;
    private final StepPhysics physics;
    private int misses;
    private int judged;

    Rollout(Insight engine, Foreknowledge future, Promise promise, Ladder ladder) {
        this.engine = engine;
        this.future = future;
        this.promise = promise;
        this.ladder = ladder;
        this.physics = new StepPhysics(engine.profile());
    }

    /** Where {@code plan} leads; given up, with its cost so far, as soon as it is no better than {@code rival}. */
    Outcome of(Plan plan, Outcome rival) {
        misses = 0;
        judged = 0;
        Twin fork = engine.fork(this::judge);
        double before = fork.energy().value();
        Moment slotEnd = fork.now();
        int next = future.firstFrom(fork.now());
        for (int slot = 0; slot < Plan.SLOTS.size(); slot++) {
            fork.lock(ladder.rungs().get(plan.rungs().get(slot)));
            slotEnd = slotEnd.plus(Plan.SLOTS.get(slot));
            next = play(fork, next, slotEnd);
            Outcome soFar = new Outcome(misses, judged, fork.energy().value() - before);
            if (!soFar.isBetterThan(rival)) {
                return soFar;
            }
        }
        double joules = fork.energy().value() - before;
        int last = plan.rungs().get(Plan.SLOTS.size() - 1);
        return settle(fork, joules, last);
    }

    private int play(Twin fork, int from, Moment until) {
        Trace arrivals = future.arrivals();
        int next = from;
        while (next < arrivals.size() && arrivals.arrival(next).toNanos() < until.nanos()) {
            fork.advanceTo(new Moment(arrivals.arrival(next).toNanos()));
            fork.submit(arrivals.promptTokens(next), arrivals.outputTokens(next));
            next++;
        }
        fork.advanceTo(until);
        return next;
    }

    private Outcome settle(Twin fork, double joules, int lastRung) {
        double left = joules;
        long owed = tokensOwed(fork);
        if (owed > 0) {
            StepPhysics.Run prefill = physics.run(
                    StepShape.prefill(0, TYPICAL_PROMPT), ladder.rungs().get(lastRung));
            left += owed * prefill.power().over(prefill.time()).value() / TYPICAL_PROMPT;
            fork.lock(ladder.highest());
            Moment deadline = fork.now().plus(LONGEST_RECOURSE);
            while (tokensOwed(fork) > 0 && fork.now().isBefore(deadline)) {
                fork.advanceTo(fork.now().plus(RECOURSE_STEP));
            }
        }
        List<RequestState> running = fork.engine().runningRequests();
        int decoding = (int) running.stream().filter(r -> r.toPrefill() == 0).count();
        long context = running.stream().mapToLong(RequestState::context).sum();
        double pace = decoding == 0
                ? 0
                : Durations.seconds(physics.run(
                                new StepShape(0, 0, decoding, context),
                                ladder.rungs().get(lastRung))
                        .time());
        for (RequestState request : running) {
            judgeUnfinished(fork, request, pace);
        }
        for (RequestState request : fork.engine().waitingRequests()) {
            judgeUnfinished(fork, request, pace);
        }
        return new Outcome(misses, judged, left);
    }

    private static long tokensOwed(Twin fork) {
        long owed = 0;
        for (RequestState request : fork.engine().runningRequests()) {
            owed += request.firstToken().isEmpty() ? request.toPrefill() : 0;
        }
        for (RequestState request : fork.engine().waitingRequests()) {
            owed += request.toPrefill();
        }
        return owed;
    }

    private void judge(Completion completion) {
        boolean late = Durations.seconds(completion.ttft()) > promise.ttft();
        boolean slow = completion.tbt().map(Durations::seconds).orElse(0.0) > promise.tbt();
        misses += late || slow ? 1 : 0;
        judged++;
    }

    private void judgeUnfinished(Twin fork, RequestState request, double pace) {
        Moment first = request.firstToken().orElse(fork.now());
        Moment last = request.lastToken().orElse(fork.now());
        double frontend = Durations.seconds(engine.profile().frontend());
        boolean late = Durations.seconds(first.since(request.arrival())) + frontend > promise.ttft();
        double decode = Durations.seconds(last.since(first)) + pace * request.outputLeft();
        boolean slow = request.generated() > 0
                && request.outputTokens() > 1
                && decode / (request.outputTokens() - 1) > promise.tbt();
        misses += late || slow ? 1 : 0;
        judged++;
    }
}

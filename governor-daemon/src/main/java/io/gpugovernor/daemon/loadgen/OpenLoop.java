package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Timing;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests when they are due, whether or not those before were answered: a server that falls behind is seen
 * falling behind. A request's latency counts from when it was due, so what the client is late for is not hidden.
 */
final class OpenLoop {
    /** Requests made before they are due, so that a volley leaves at once: some megabytes at most. */
    private static final int AHEAD = 256;

    private final OpenAiClient client;
    private final String model;
    private final PromptTokens prompts;
    private final Waiting waiting;
    private final Patience patience;

    OpenLoop(OpenAiClient client, String model, PromptTokens prompts, Waiting waiting, Patience patience) {
        this.client = client;
        this.model = model;
        this.prompts = prompts;
        this.waiting = waiting;
        this.patience = patience;
    }

    /** One request under way, or not sent. */
    private record Sent(
            Moment due,
            @Nullable CompletableFuture<?> exchange,
            @Nullable CompletableFuture<HttpResponse<Answer>> answer) {}

    /**
     * Sends all, and waits until each is answered or given up.
     *
     * @param due told on this thread when the n-th request is due, just before it is sent
     * @throws EngineFault as soon as one fails of what all others would fail of too
     */
    Volume send(Schedule schedule, Prompt prompt, IntConsumer due) throws InterruptedException {
        AtomicReference<@Nullable EngineFault> fatal = new AtomicReference<>();
        Semaphore room = new Semaphore(patience.inFlight());
        List<Sent> sent = new ArrayList<>();
        Queue<HttpRequest> ready = new ArrayDeque<>();
        for (int i = 0; i < Math.min(AHEAD, schedule.size()); i++) {
            ready.add(request(prompt));
        }
        Moment began = waiting.time().now();
        int late = 0;
        try {
            for (int i = 0; i < schedule.size() && fatal.get() == null; i++) {
                Moment moment = began.plus(schedule.offsets().get(i));
                waiting.until(moment);
                due.accept(i);
                if (room.tryAcquire()) {
                    sent.add(started(moment, ready.remove(), prompt, room, fatal));
                    late += waiting.time().now().since(moment).compareTo(patience.late()) > 0 ? 1 : 0;
                } else {
                    sent.add(new Sent(moment, null, null));
                }
                if (ready.size() + i + 1 < schedule.size()) {
                    ready.add(request(prompt));
                }
            }
            return settled(sent, began, late, fatal);
        } finally {
            sent.forEach(OpenLoop::giveUp);
        }
    }

    private HttpRequest request(Prompt prompt) {
        return client.request(model, prompts.next(prompt.inputTokens()), prompt.outputTokens());
    }

    private Sent started(
            Moment due,
            HttpRequest request,
            Prompt prompt,
            Semaphore room,
            AtomicReference<@Nullable EngineFault> fatal) {
        CompletableFuture<HttpResponse<Answer>> exchange = client.send(request, prompt);
        // A timeout must end the exchange itself, which only cancelling does.
        CompletableFuture<HttpResponse<Answer>> bounded =
                exchange.copy().orTimeout(patience.request().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<HttpResponse<Answer>> heard = bounded.whenComplete((answer, failed) -> {
            room.release();
            if (failed != null) {
                exchange.cancel(true);
                EngineFault fault = Faults.of(failed);
                if (fault.reach() == Reach.EVERYTHING) {
                    fatal.compareAndSet(null, fault);
                }
            }
        });
        return new Sent(due, exchange, heard);
    }

    private static Volume settled(
            List<Sent> sent, Moment began, int late, AtomicReference<@Nullable EngineFault> fatal) {
        List<Optional<Timing>> answers = new ArrayList<>();
        Optional<EngineFault> failure = Optional.empty();
        int unsent = 0;
        for (Sent one : sent) {
            Optional<Timing> answer = Optional.empty();
            if (one.answer() == null) {
                unsent++;
            } else {
                try {
                    answer = Optional.of(one.answer().join().body().timing(one.due(), began));
                } catch (CompletionException | CancellationException failed) {
                    failure = failure.or(() -> Optional.of(Faults.of(failed)));
                }
            }
            EngineFault everything = fatal.get();
            if (everything != null) {
                throw everything;
            }
            answers.add(answer);
        }
        return new Volume(began, answers, failure, unsent, late);
    }

    private static void giveUp(Sent one) {
        if (one.exchange() != null) {
            one.exchange().cancel(true); // without effect on one that is done
        }
    }
}

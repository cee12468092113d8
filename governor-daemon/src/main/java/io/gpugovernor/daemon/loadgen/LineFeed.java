package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Cuts an answer into lines the moment they arrive, and gives up on one that has no end. */
final class LineFeed implements BodySubscriber<Answer> {
    /** A token's event has a few hundred bytes. */
    private static final int LONGEST_LINE = 1 << 16;

    private final AnswerStream stream;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    LineFeed(AnswerStream stream) {
        this.stream = stream;
    }

    @Override
    public CompletionStage<Answer> getBody() {
        return answer;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (answer.isDone()) {
            return;
        }
        try {
            buffers.forEach(this::take);
        } catch (EngineFault fault) {
            answer.completeExceptionally(fault);
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    @Override
    public void onError(Throwable broken) {
        answer.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        try {
            answer.complete(stream.end());
        } catch (EngineFault fault) {
            answer.completeExceptionally(fault);
        }
    }

    private void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                stream.line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (next != '\r') {
                line.write(next);
                if (line.size() > LONGEST_LINE) {
                    throw new EngineFault(
                            Reach.EVERYTHING,
                            "sends a line of more than " + LONGEST_LINE + " bytes: it is no OpenAI-compatible server");
                }
            }
        }
    }
}

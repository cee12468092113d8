package io.gpugovernor.daemon.scrape;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a response's body and hangs up as soon as it becomes larger than allowed. */
final class PageSubscriber implements BodySubscriber<Page> {
    private final CompletableFuture<Page> result = new CompletableFuture<>();
    private final Page page;
    private @Nullable Subscription subscription;

    /** The body outgrew its limit. */
    static final class OversizedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    PageSubscriber(int limit) {
        this.page = new Page(limit);
    }

    @Override
    public CompletionStage<Page> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription subscribed) {
        subscription = subscribed;
        subscribed.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (!result.isDone() && !page.append(part)) {
                result.completeExceptionally(new OversizedException());
                if (subscription != null) {
                    subscription.cancel();
                }
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        result.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        result.complete(page);
    }
}

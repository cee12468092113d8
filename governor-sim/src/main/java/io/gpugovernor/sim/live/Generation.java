package io.gpugovernor.sim.live;

/** One request's tokens on their way to its client: the simulation hands them over, a thread of the server waits. */
final class Generation {
    private final int asked;
    private int delivered;

    /** @param asked how many tokens the request will have */
    Generation(int asked) {
        this.asked = asked;
    }

    int asked() {
        return asked;
    }

    /** @param generated tokens that have come out so far */
    synchronized void deliver(int generated) {
        delivered = generated;
        notifyAll();
    }

    /** Waits until there are more than {@code known} tokens; how many there are then. */
    synchronized int beyond(int known) throws InterruptedException {
        while (delivered <= known) {
            wait();
        }
        return delivered;
    }
}

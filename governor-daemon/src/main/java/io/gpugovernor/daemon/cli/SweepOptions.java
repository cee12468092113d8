package io.gpugovernor.daemon.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is swept. Lists are read by {@link SweepChoice}, which reports all that is wrong at once. */
final class SweepOptions {
    @Option(
            names = "--figures",
            paramLabel = "1-5|6-10|11-15|all",
            description =
                    "What the paper's figures compare: 1-5 the nine classes of requests (the default), 6-10 tensor"
                            + " parallelism 2, 4 and 8, 11-15 a maximum batch of 4 to 64, both with class MM.")
    @Nullable
    String figures;

    @Option(
            names = "--clocks",
            paramLabel = "MHZ[,MHZ...]",
            description = "Clocks, each a step of the GPU (default: about 800 MHz, 200 MHz apart, and the highest).")
    @Nullable
    String clocks;

    @Option(
            names = "--classes",
            paramLabel = "CLASS[,CLASS...]",
            description =
                    "Classes of requests, input before output: SS to LL, of 100, 500 or 1024 tokens in and 50, 128"
                            + " or 256 out (default: what --figures compares).")
    @Nullable
    String classes;

    @Option(
            names = "--tensor-parallel",
            paramLabel = "N[,N...]",
            description = "GPUs that the model is spread over (default: what --figures compares).")
    @Nullable
    String tensorParallel;

    @Option(
            names = "--max-batch",
            paramLabel = "N[,N...]",
            description = "Most requests in a batch (default: what --figures compares, or the profile's own).")
    @Nullable
    String maxBatch;

    @Option(
            names = "--load",
            paramLabel = "medium|PERCENT[,...]",
            description = "Loads, in percent of the maximum throughput under the SLO at the highest clock; medium is"
                    + " 50 (default: medium, unless --rate is given).")
    @Nullable
    String load;

    @Option(
            names = "--rate",
            paramLabel = "N[,N...]",
            description = "Loads in requests a second, the same for every configuration.")
    @Nullable
    String rate;

    @Option(
            names = "--slo-ttft",
            paramLabel = "TIME",
            description = "Limit of the p99 time to first token (default: five times that of a request alone at the"
                    + " highest clock, for each class).")
    @Nullable
    String sloTtft;

    @Option(
            names = "--slo-tbt",
            paramLabel = "TIME",
            description = "Limit of the p99 time between tokens (default: five times that of a request alone at the"
                    + " highest clock, for each class).")
    @Nullable
    String sloTbt;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Repeats of every point, with other arrivals (default: 5).")
    @Nullable
    String repeats;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Requests measured in each repeat, and at each rate tried for the maximum throughput"
                    + " (default: 3000).")
    @Nullable
    String requests;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all arrivals (default: 1).")
    @Nullable
    String seed;
}

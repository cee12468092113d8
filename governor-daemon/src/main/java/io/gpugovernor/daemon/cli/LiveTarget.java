package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.ClockRange;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.EngineAccess;
import io.gpugovernor.daemon.config.EngineConfig;
import io.gpugovernor.daemon.config.GpuListText;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.HysteresisConfig;
import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.loadgen.Endpoint;
import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine and the GPUs that a call means, from its options and the policy file.
 *
 * @param domain which GPUs, and what is known of the engine
 * @param domains all that share the node
 * @param nvml how NVML is found
 */
record LiveTarget(Endpoint endpoint, DomainConfig domain, List<DomainConfig> domains, NvmlConfig nvml) {
    private static final String ALONE = "characterize";

    /**
     * @param err gets the policy file's problems
     * @throws CommandFailure if the options or the file do not say which engine
     */
    static LiveTarget of(LiveOptions options, PrintWriter err) {
        try {
            if (options.config == null) {
                URI url = options.url == null ? URI.create("") : options.url;
                DomainConfig domain = domain(url, gpus(options.gpus).orElse(DomainConfig.DEFAULT_GPUS));
                return new LiveTarget(
                        endpoint(options, url, EngineAccess.DEFAULT), domain, List.of(domain), NvmlConfig.DEFAULT);
            }
            PolicyFile policy = PolicyOfFile.load(options.config, err);
            DomainConfig named = chosen(policy, options);
            URI url = options.url == null ? named.engine().url() : options.url;
            Endpoint endpoint = endpoint(options, url, named.engine().access());
            DomainConfig domain =
                    gpus(options.gpus).map(gpus -> with(named, gpus)).orElse(named);
            return new LiveTarget(endpoint, domain, policy.domains(), policy.nvml());
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCodes.USAGE, OneLine.of(wrong));
        }
    }

    private static DomainConfig chosen(PolicyFile policy, LiveOptions options) {
        List<String> names = policy.domains().stream().map(DomainConfig::name).toList();
        if (options.domain == null && names.size() > 1) {
            throw new IllegalArgumentException("--domain: say which of " + names);
        }
        return policy.domains().stream()
                .filter(domain -> options.domain == null || domain.name().equals(options.domain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--domain: no domain "
                        + Printable.text(String.valueOf(options.domain)) + "; there are " + names));
    }

    private static Endpoint endpoint(LiveOptions options, URI url, EngineAccess access) {
        Optional<BearerToken> token = Optional.ofNullable(options.tokenFile)
                .or(access::bearerTokenFile)
                .map(BearerToken::new);
        Optional<TlsFiles> tls = options.ca == null
                ? access.tls()
                : Optional.of(new TlsFiles(Optional.of(options.ca), Optional.empty(), Optional.empty()));
        return new Endpoint(url, token, tls.map(ClientTls::new));
    }

    private static Optional<GpuSelection> gpus(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(text.equals("auto") ? new GpuSelection.Auto() : GpuListText.parse(text));
    }

    private static DomainConfig domain(URI url, GpuSelection gpus) {
        return new DomainConfig(
                ALONE,
                new EngineConfig(
                        EngineConfig.DEFAULT_TYPE, url, EngineConfig.DEFAULT_METRICS_PATH, EngineConfig.DEFAULT_FEED),
                gpus,
                DomainConfig.DEFAULT_SLO,
                DomainConfig.DEFAULT_OBJECTIVE,
                ClockRange.DEFAULT,
                HysteresisConfig.DEFAULT,
                DomainConfig.DEFAULT_PROFILE);
    }

    private static DomainConfig with(DomainConfig domain, GpuSelection gpus) {
        return new DomainConfig(
                domain.name(),
                domain.engine(),
                gpus,
                domain.slo(),
                domain.objective(),
                domain.clocks(),
                domain.hysteresis(),
                domain.profile());
    }
}

package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * From the process that serves an engine to its GPUs: those on which it, or a process that it started, holds a compute
 * context; where none of them does, those on which a process of the same container or service does. A GPU that anybody
 * else uses is refused. A pure function of what the node shows.
 */
final class Mapper {
    /** The server of CUDA's multi-process service holds contexts for the engines that use it. */
    private static final String MPS = "nvidia-cuda-mps";

    private final NodeProcesses node;
    private final List<Occupants> gpus;

    Mapper(NodeProcesses node, List<Occupants> gpus) {
        this.node = node;
        this.gpus = List.copyOf(gpus);
    }

    /** @param others the processes of other domains' engines, by the domain's name */
    Mapping map(Location location, Map<String, Set<Long>> others) {
        if (location instanceof Location.Unknown unknown) {
            return new Mapping.Refused(unknown.why(), Optional.empty(), EngineSettings.NONE);
        }
        Location.Served served = (Location.Served) location;
        EngineSettings settings = CommandLine.settings(served.server().command());
        Optional<Refusal> blind = unreadable();
        if (blind.isPresent()) {
            return new Mapping.Refused(blind.get(), Optional.of(served.server().toString()), settings);
        }
        Claim claim = claim(served, others);
        Optional<Refusal> doubt = claim.doubt();
        if (doubt.isPresent()) {
            return new Mapping.Refused(doubt.get(), Optional.of(served.server().toString()), settings);
        }
        return new Mapping.Found(
                claim.gpus(), served.server().toString(), served.evidence() + "; " + claim.evidence(), settings);
    }

    private record Claim(List<GpuId> gpus, String evidence, Optional<Refusal> doubt) {}

    private Optional<Refusal> unreadable() {
        return gpus.stream()
                .filter(gpu -> gpu.processes() instanceof Reading.Absent)
                .findFirst()
                .map(gpu -> new Refusal(
                        "GPU " + gpu.gpu().index() + " does not say who computes on it, so it may be the engine's",
                        "see whether nvidia-smi can tell it, or " + Refusal.LIST));
    }

    private Claim claim(Location.Served served, Map<String, Set<Long>> others) {
        Set<Long> family = node.family(List.of(served.server()));
        Optional<ControlGroup> group = ControlGroup.of(served.server().group());
        Set<Long> kin = node.processes().values().stream()
                .filter(process ->
                        group.isPresent() && ControlGroup.of(process.group()).equals(group))
                .map(ProcessFacts::pid)
                .filter(pid -> others.values().stream().noneMatch(other -> other.contains(pid)))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Occupants> direct = where(family::contains);
        List<Occupants> related = where(kin::contains);
        List<Occupants> chosen = direct.isEmpty() ? related : direct;
        String evidence = direct.isEmpty()
                ? group.map(shared -> pids(chosen, kin) + " of the same " + shared + " compute")
                        .orElse("")
                : pids(chosen, family) + ", started by it, compute";
        List<GpuId> found = chosen.stream().map(Occupants::gpu).toList();
        return new Claim(
                found,
                evidence + " on GPU " + indices(chosen),
                none(served, chosen)
                        .or(() -> more(direct, related, group))
                        .or(() -> shared(chosen, family, kin, others)));
    }

    private Optional<Refusal> none(Location.Served served, List<Occupants> chosen) {
        if (!chosen.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> unseen = new TreeSet<>();
        gpus.forEach(gpu ->
                gpu.pids().stream().filter(pid -> node.process(pid).isEmpty()).forEach(unseen::add));
        return Optional.of(new Refusal(
                served.evidence() + ", but neither it nor a process that it started computes on a GPU"
                        + (unseen.isEmpty() ? "" : "; NVML names processes that /proc does not show: " + unseen),
                "wait until the engine has loaded its model, or " + Refusal.LIST));
    }

    /** A worker that was not started by the server may be its own, or another engine's beside it. */
    private static Optional<Refusal> more(
            List<Occupants> direct, List<Occupants> related, Optional<ControlGroup> group) {
        List<Occupants> further =
                related.stream().filter(gpu -> !direct.contains(gpu)).toList();
        return direct.isEmpty() || further.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "two answers are possible: what it started computes on GPU " + indices(direct)
                                + ", and the same "
                                + group.map(ControlGroup::toString).orElse("group") + " also on GPU "
                                + indices(further),
                        Refusal.LIST));
    }

    private Optional<Refusal> shared(
            List<Occupants> chosen, Set<Long> family, Set<Long> kin, Map<String, Set<Long>> others) {
        for (Occupants gpu : chosen) {
            List<String> strangers = gpu.pids().stream()
                    .filter(pid -> !family.contains(pid) && !kin.contains(pid) && !isMps(pid))
                    .map(pid -> name(pid, others))
                    .toList();
            if (!strangers.isEmpty()) {
                return Optional.of(new Refusal(
                        "GPU " + gpu.gpu().index() + " is shared with " + String.join(", ", strangers)
                                + ", which a lower clock would slow as well",
                        "give the engine GPUs of its own, or, if that is meant, " + Refusal.LIST));
            }
        }
        return Optional.empty();
    }

    private boolean isMps(long pid) {
        return node.process(pid)
                .filter(process -> process.name().startsWith(MPS))
                .isPresent();
    }

    private String name(long pid, Map<String, Set<Long>> others) {
        String process =
                node.process(pid).map(ProcessFacts::toString).orElse("process " + pid + ", which /proc does not show");
        return others.entrySet().stream()
                .filter(other -> other.getValue().contains(pid))
                .findFirst()
                .map(other -> process + " of domain " + other.getKey())
                .orElse(process);
    }

    private List<Occupants> where(LongPredicate computes) {
        return gpus.stream()
                .filter(gpu -> gpu.pids().stream().anyMatch(computes::test))
                .toList();
    }

    private static String pids(List<Occupants> chosen, Set<Long> of) {
        Set<Long> pids = new TreeSet<>();
        chosen.forEach(gpu -> gpu.pids().stream().filter(of::contains).forEach(pids::add));
        return "processes " + pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String indices(List<Occupants> gpus) {
        return gpus.stream().map(gpu -> Integer.toString(gpu.gpu().index())).collect(Collectors.joining(", "));
    }
}

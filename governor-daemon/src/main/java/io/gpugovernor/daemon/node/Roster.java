package io.gpugovernor.daemon.node;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.OnExit;
import io.gpugovernor.daemon.config.PolicyFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The domains of the policy in force, and the step from one policy to the next: all that is new is made ready first, and
 * only if nothing of it is refused does anything of the old end. For one thread at a time.
 */
public final class Roster {
    private record Entry(DomainSettings settings, GovernedDomain governed) {}

    private DomainFactory factory;
    private Mode mode;
    private Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * The domains of a policy at the start.
     *
     * @param mode the one in force, which the command line may order
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    public Roster(DomainFactory factory, Mode mode) {
        this.factory = factory;
        this.mode = mode;
        List<GovernedDomain> domains = factory.domains();
        for (int i = 0; i < domains.size(); i++) {
            DomainConfig config = factory.policy().domains().get(i);
            entries.put(config.name(), new Entry(DomainSettings.of(factory.policy(), config, mode), domains.get(i)));
        }
    }

    /** Ready to be governed, in the order of the policy. */
    public List<GovernedDomain> domains() {
        return entries.values().stream().map(Entry::governed).toList();
    }

    /** The policy in force. */
    public PolicyFile policy() {
        return factory.policy();
    }

    /** The mode in force. */
    public Mode mode() {
        return mode;
    }

    /**
     * Has {@code daemon} govern by {@code policy}; domains whose settings are the same in both policies go on untouched.
     *
     * @throws RefusedException if any domain of it cannot be governed; then everything goes on as it was
     */
    public Turnover follow(PolicyFile policy, Mode next, Daemon daemon) throws RefusedException {
        DomainFactory following = factory.following(policy);
        Map<String, DomainSettings> settings = new LinkedHashMap<>();
        policy.domains().forEach(domain -> settings.put(domain.name(), DomainSettings.of(policy, domain, next)));
        Set<String> staying = settings.entrySet().stream()
                .filter(each -> stays(each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, Entry> after = ready(following, next, settings, staying);
        List<Entry> leaving = entries.values().stream()
                .filter(entry -> !after.containsValue(entry))
                .toList();
        Turnover turnover = Turnover.between(entries.keySet(), after.keySet(), staying);
        List<String> locked = daemon.govern(
                next,
                after.values().stream().map(Entry::governed).toList(),
                policy.safety().onExit() == OnExit.RELEASE);
        factory.fleet().settle();
        leaving.forEach(entry -> factory.fleet().retire(entry.governed().sensor()));
        following.inForce();
        factory = following;
        mode = next;
        entries = after;
        return turnover.leavingLocked(locked);
    }

    private boolean stays(String name, DomainSettings settings) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> entry.settings().equals(settings))
                .isPresent();
    }

    /** Every domain of the next policy: those that stay as they are, the others new and not yet begun. */
    private Map<String, Entry> ready(
            DomainFactory following, Mode next, Map<String, DomainSettings> settings, Set<String> staying)
            throws RefusedException {
        Fleet fleet = factory.fleet();
        List<String> problems = new ArrayList<>();
        List<GovernedDomain> begun = new ArrayList<>();
        Map<String, Entry> after = new LinkedHashMap<>();
        fleet.reassign(next, following.policy().domains(), staying);
        try {
            settings.forEach((name, wanted) -> {
                if (staying.contains(name)) {
                    after.put(name, entries.get(name));
                    return;
                }
                try {
                    GovernedDomain governed = following.domain(wanted.domain());
                    begun.add(governed);
                    after.put(name, new Entry(wanted, succeeding(governed)));
                } catch (IllegalArgumentException | UngovernableException unfit) {
                    problems.add(String.valueOf(unfit.getMessage()));
                }
            });
        } catch (RuntimeException unforeseen) {
            takeBack(begun);
            throw unforeseen;
        }
        if (!problems.isEmpty()) {
            takeBack(begun);
            throw new RefusedException(problems);
        }
        return after;
    }

    /** An operator's override outlasts a change of the file, as long as the domain may still have that clock. */
    private GovernedDomain succeeding(GovernedDomain domain) {
        Moment now = factory.time().now();
        Optional.ofNullable(entries.get(domain.domain().name()))
                .ifPresent(before -> domain.orders().succeed(before.governed().orders(), now));
        return domain;
    }

    /** Everything is as it was before the next policy was looked at. */
    private void takeBack(List<GovernedDomain> begun) {
        begun.forEach(domain -> {
            domain.scraping().close();
            factory.fleet().retire(domain.sensor());
        });
        factory.fleet().undo();
        factory.inForce();
    }
}

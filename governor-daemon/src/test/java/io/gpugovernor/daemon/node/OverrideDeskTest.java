package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.control.ControlException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverrideDeskTest {
    private static final ClockTable CLOCKS = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SharedPower power = new SharedPower(new Watts(2000));
    private final DomainOrders chat = orders("chat");
    private final DomainOrders code = orders("code");
    private Moment now = new Moment(0);
    private final OverrideDesk desk = new OverrideDesk(() -> List.of(chat, code), () -> now);

    @Test
    void holdsOneDomainAtAStepForATime() throws ControlException {
        assertThat(desk.override("chat", Optional.of(new Megahertz(1384)), MINUTE, "a test", "root"))
                .isEqualTo("chat is held at 1380MHz for 1m");
        OperatorOverride order = chat.at(now).override().orElseThrow();
        assertThat(order.clock()).contains(new Megahertz(1380));
        assertThat(order.reason()).isEqualTo("a test (by root)");
        assertThat(code.at(now).override()).isEmpty();
    }

    @Test
    void takesMaxForTheTopOfTheRange() throws ControlException {
        assertThat(desk.override("chat", Optional.empty(), MINUTE, "a test", "root"))
                .contains("1800MHz");
    }

    @Test
    void forgetsAnOverrideWhenItsTimeIsOver() throws ControlException {
        desk.override("chat", Optional.empty(), MINUTE, "a test", "root");
        now = now.plus(MINUTE.minusNanos(1));
        assertThat(chat.at(now).override()).isPresent();
        now = now.plus(Duration.ofNanos(1));
        assertThat(chat.at(now).override()).isEmpty();
        assertThat(chat.overrideAt(now)).isEmpty();
        assertThat(desk.clear(Optional.empty(), "root")).isEqualTo("there was no override");
    }

    @Test
    void replacesAnOverrideByTheNext() throws ControlException {
        desk.override("chat", Optional.empty(), MINUTE, "a test", "root");
        desk.override("chat", Optional.of(new Megahertz(600)), MINUTE, "another", "root");
        assertThat(chat.at(now).override().orElseThrow().reason()).isEqualTo("another (by root)");
    }

    @Test
    void listsWhatIsInForceWithTheTimeThatIsLeft() throws ControlException {
        assertThat(desk.overrides()).isEqualTo("there is no override");
        desk.override("chat", Optional.of(new Megahertz(600)), MINUTE, "a test", "root");
        desk.override("code", Optional.empty(), MINUTE.multipliedBy(10), "an incident", "root");
        now = now.plus(Duration.ofMillis(20_500));
        assertThat(desk.overrides())
                .isEqualTo("chat is held at 600MHz for another 39s: a test (by root); "
                        + "code is held at 1800MHz for another 9m 39s: an incident (by root)");
        now = now.plus(MINUTE);
        assertThat(desk.overrides()).doesNotContain("chat");
    }

    @Test
    void clearsOneOrAll() throws ControlException {
        desk.override("chat", Optional.empty(), MINUTE, "a test", "root");
        desk.override("code", Optional.empty(), MINUTE, "a test", "root");
        assertThat(desk.clear(Optional.of("code"), "root")).isEqualTo("the policy decides again for code");
        assertThat(chat.overrideAt(now)).isPresent();
        assertThat(desk.clear(Optional.empty(), "root")).isEqualTo("the policy decides again for chat");
    }

    @Test
    void refusesADomainThatIsNotThere() {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> desk.override("cat", Optional.empty(), MINUTE, "a test", "root"))
                .withMessage("no domain 'cat'; there are chat, code");
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> desk.clear(Optional.of("cat"), "root"))
                .withMessageContaining("chat, code");
    }

    @Test
    void refusesAClockOutsideThePolicyFilesRange() {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> desk.override("chat", Optional.of(new Megahertz(1980)), MINUTE, "a test", "root"))
                .withMessage("1980MHz is outside the clocks that the policy file gives chat, 600MHz to 1800MHz");
    }

    @Test
    void showsEachDomainWhatTheOthersDraw() {
        assertThat(chat.at(now).node().orElseThrow().drawn()).isEqualTo(new Watts(700));
        code.offered(PowerOffer.ungoverned(new Megahertz(900), new Watts(300)));
        assertThat(chat.at(now).node().orElseThrow().drawn()).isEqualTo(new Watts(300));
        assertThat(code.at(now).node().orElseThrow().drawn()).isEqualTo(new Watts(700));
        code.withdrawn();
        assertThat(chat.at(now).node().orElseThrow().drawn()).isEqualTo(new Watts(700));
    }

    private DomainOrders orders(String name) {
        return new DomainOrders(
                name, CLOCKS, new Megahertz(600), new Megahertz(1800), new Watts(700), Optional.of(power));
    }
}

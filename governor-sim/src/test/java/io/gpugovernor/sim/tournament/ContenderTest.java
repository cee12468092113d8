package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {
    @Test
    void keepsTheOrderOfTheList() {
        assertThat(Contender.parseAll("slack,max,idle-drop"))
                .containsExactly(new Contender.Slack(), new Contender.Maximum(), new Contender.IdleDrop());
    }

    @Test
    void takesEachOnce() {
        assertThat(Contender.parseAll("max, max ,static:1380,static:1380MHz"))
                .containsExactly(new Contender.Maximum(), new Contender.Static(new Megahertz(1380)));
    }

    @Test
    void standsForAllWhereItSaysAll() {
        assertThat(Contender.parseAll("all")).isEqualTo(Contender.ALL);
        assertThat(Contender.parseAll("slack,all,static:900"))
                .startsWith(new Contender.Slack(), new Contender.Maximum(), new Contender.StaticBest())
                .endsWith(new Contender.Clairvoyance(), new Contender.Static(new Megahertz(900)))
                .containsAll(Contender.ALL)
                .doesNotHaveDuplicates();
    }

    @Test
    void knowsThePeersByTheNamesOfTheirPapers() {
        assertThat(Contender.parseAll("throttllem,clairvoyant,voltana"))
                .containsExactly(
                        new Contender.Peer(PublishedGovernor.THROTTLLEM),
                        new Contender.Clairvoyance(),
                        new Contender.Peer(PublishedGovernor.VOLTANA));
    }

    @Test
    void spellsEveryContenderAsItReadsIt() {
        for (Contender contender : Contender.parseAll("all,static:1380")) {
            assertThat(Contender.parseAll(contender.name())).containsExactly(contender);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fast",
                "",
                "max,",
                "max,,slack",
                "MAX",
                "static",
                "static:",
                "static:-5",
                "static:fast",
                "static:1.5",
                "static:123456",
                "static:1380GHz",
                "Voltana"
            })
    void refusesWhatIsNoPolicyAndListsThoseThereAre(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contender.parseAll(text))
                .withMessageContaining("is no policy of this version")
                .withMessageContaining(
                        "max, static:<MHz>, static-best, idle-drop, slack, voltana, biscale, greenllm, throttllem,"
                                + " agft, dynamollm, clairvoyant or all");
    }

    @Test
    void refusesAClockOfZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contender.parseAll("static:0"))
                .withMessageContaining("MHz, not 0");
    }
}

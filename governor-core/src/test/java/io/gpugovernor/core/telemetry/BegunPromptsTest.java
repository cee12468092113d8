package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BegunPromptsTest {
    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine().countsAdmitted();

    @Test
    void knowsNothingOfAnEngineThatDoesNotCountWhatItAdmits() {
        Situations other = new Situations();
        other.engine().serve(1000, 10);
        other.tick();
        other.engine().arrive(1).admit();
        assertThat(other.tick().workload().begun()).isEqualTo(BegunPrompts.UNKNOWN);
    }

    @Test
    void knowsHowLongThePromptIsThatIsBegun() {
        trusted();
        engine.arrive(1).admit(2500);
        assertKnown(1, 2500);
        engine.finishPrompt(2500, 0.3);
        assertKnown(0, 0);
    }

    @Test
    void knowsHowLongSeveralAreTogether() {
        trusted();
        engine.arrive(3).admit(700).admit(1800);
        assertKnown(2, 2500);
        engine.finishPrompt(700, 0.2).admit(40);
        assertKnown(2, 1840);
    }

    @Test
    void knowsNothingOfThoseThatWait() {
        trusted();
        engine.arrive(4);
        assertKnown(0, 0);
    }

    @Test
    void isNotBelievedBeforeOnePromptWasCountedOnceInBoth() {
        scene.tick();
        engine.arrive(1).admit(2500);
        assertKnown(0, 0);
        engine.finishPrompt(2500, 0.3);
        scene.tick();
        engine.arrive(1).admit(300);
        assertKnown(1, 300);
    }

    @Test
    void isNotBelievedAfterAPromptThatWasLookedUpTwice() {
        trusted();
        engine.lookUp(900).arrive(1).firstToken(900, 0.1);
        scene.tick();
        engine.arrive(1).admit(300);
        assertKnown(0, 0);
        engine.finishPrompt(300, 0.1);
        scene.tick();
        engine.arrive(1).admit(1200);
        assertKnown(1, 1200);
    }

    @Test
    void isNotBelievedAfterAPromptThatWasNeverLookedUp() {
        trusted();
        engine.arrive(1).admit().finishPrompt(4000, 0.4);
        scene.tick();
        engine.arrive(1).admit(300);
        assertKnown(0, 0);
    }

    @Test
    void isNotBelievedWhereMoreWasComputedThanAdmitted() {
        trusted();
        engine.arrive(2).admit(300).admit(200).finishPrompt(700, 0.1);
        assertKnown(0, 0);
    }

    @Test
    void isForgottenWhenTheEngineRestarts() {
        trusted();
        engine.arrive(1).admit(2500);
        scene.tick();
        Workload after = scene.tick().workload().afterReset();
        assertThat(after.begun()).isEqualTo(BegunPrompts.UNKNOWN);
    }

    @Test
    void stillHoldsAfterTimeInWhichNothingHappens() {
        trusted();
        scene.tick();
        scene.tick();
        engine.arrive(1).admit(800);
        assertKnown(1, 800);
    }

    @Test
    void neverKnowsMoreThanIsOwedInAnySituation() {
        Random random = new Random(83);
        for (int i = 0; i < 2000; i++) {
            if (random.nextInt(20) == 0) {
                engine.lookUp(random.nextInt(4000));
            }
            Workload workload = scene.anything(random).workload();
            assertThat(workload.begun().count()).isBetween(0, workload.debt().count());
            assertThat(workload.begun().tokens())
                    .isGreaterThanOrEqualTo(workload.begun().count());
        }
    }

    /** One prompt has been counted once in both. */
    private void trusted() {
        scene.tick();
        engine.serve(1000, 10);
        scene.tick();
    }

    private void assertKnown(int count, long tokens) {
        BegunPrompts begun = scene.tick().workload().begun();
        assertThat(begun.count()).isEqualTo(count);
        assertThat(begun.tokens()).isEqualTo(tokens);
    }
}

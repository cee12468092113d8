package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPlacesTest {
    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();

    @Test
    void isFullWhileRequestsWaitAndNobodysPromptIsComputed() {
        assertThat(fourPlacesTaken(2)).isEqualTo(1);
    }

    @Test
    void knowsNoPlacesBeforeItWasFull() {
        batchOf(4);
        assertThat(taken()).isZero();
    }

    @Test
    void knowsHowManyPlacesThereAreOnceItWasFullForSomeTime() {
        fourPlacesTaken(3);
        nobodyWaits();
        engine.end(100, 9, 0.02).end(100, 9, 0.02).end(100, 9, 0.02);
        assertThat(taken()).isEqualTo(0.75);
        engine.end(100, 9, 0.02);
        assertThat(taken()).isEqualTo(0.5);
    }

    @Test
    void isNotSureOfPlacesThatWereTakenOnlyOnce() {
        fourPlacesTaken(1);
        nobodyWaits();
        engine.end(100, 9, 0.02).end(100, 9, 0.02).end(100, 9, 0.02);
        assertThat(taken()).isZero();
    }

    @Test
    void forgetsPlacesWhenMoreAreTaken() {
        fourPlacesTaken(3);
        nobodyWaits();
        assertThat(taken()).isZero();
    }

    @Test
    void isNotFullWhileAPromptIsComputed() {
        batchOf(3);
        engine.arrive(2).admit();
        for (int i = 0; i < 5; i++) {
            engine.tokens(4, 0.02);
            assertThat(taken()).isZero();
        }
    }

    @Test
    void isNotFullForRequestsThatCameDuringTheStepInProgress() {
        batchOf(4);
        for (int i = 0; i < 5; i++) {
            engine.arrive(1).tokens(1, 0.09);
            assertThat(taken()).isZero();
            engine.firstToken(100, 0.1).end(100, 1, 0.02);
        }
    }

    @Test
    void isNotFullWhereTheCacheHasNoRoom() {
        batchOf(4);
        engine.arrive(2).fillsCache(0.97);
        for (int i = 0; i < 5; i++) {
            engine.tokens(4, 0.02);
            scene.tick();
        }
        engine.fillsCache(0.5).firstToken(100, 0.5).firstToken(100, 0.5).end(100, 30, 0.02);
        assertThat(taken()).isZero();
    }

    @Test
    void isForgottenWhenTheEngineRestarts() {
        fourPlacesTaken(3);
        assertThat(scene.tick().workload().afterReset().places()).isEqualTo(BatchPlaces.UNKNOWN);
    }

    @Test
    void isAShareInAnySituation() {
        Random random = new Random(29);
        for (int i = 0; i < 2000; i++) {
            Observation seen = scene.anything(random);
            assertThat(seen.workload().places().taken(seen.snapshot()).value()).isBetween(0.0, 1.0);
        }
    }

    /** A batch with four places, while two requests wait for one over so many windows; how full it is at their end. */
    private double fourPlacesTaken(int windows) {
        batchOf(4);
        engine.arrive(2);
        double taken = taken();
        for (int i = 0; i <= windows; i++) {
            engine.tokens(4, 0.02);
            taken = taken();
        }
        return taken;
    }

    private void nobodyWaits() {
        engine.firstToken(100, 0.5).firstToken(100, 0.5);
    }

    private void batchOf(int requests) {
        scene.tick();
        for (int i = 0; i < requests; i++) {
            engine.arrive(1).firstToken(100, 0.05);
        }
        scene.tick();
    }

    private double taken() {
        Observation seen = scene.tick();
        return seen.workload().places().taken(seen.snapshot()).value();
    }
}

package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.ModelText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The models that {@link Probe} measures of the shipped hardware profiles, measured once and kept beside this class: a
 * daemon that measured its profile itself would start twice as long.
 */
public final class ShippedModels {
    private ShippedModels() {}

    /**
     * @param profile name of a shipped profile
     * @throws IllegalArgumentException if there is no such profile
     */
    public static EngineModel of(String profile) {
        try (InputStream content = ShippedModels.class.getResourceAsStream(profile + ".model")) {
            if (content == null) {
                throw new IllegalArgumentException("no model of '" + profile + "' is shipped");
            }
            return ModelText.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the model of " + profile + " cannot be read", unreadable);
        }
    }
}

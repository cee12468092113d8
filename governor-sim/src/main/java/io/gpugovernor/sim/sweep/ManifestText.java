package io.gpugovernor.sim.sweep;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A manifest as JSON. */
final class ManifestText {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ManifestText() {}

    /** The document's form; what is unknown is left out. */
    private record Document(
            int schema,
            @Nullable String source,
            boolean complete,
            @Nullable String command,
            long seed,
            @Nullable Map<String, String> options,
            @Nullable Map<String, String> versions,
            @Nullable List<SubjectForm> subjects,
            @Nullable List<SloForm> slos) {}

    private record SubjectForm(
            @Nullable String hardware,
            @Nullable String gpuModel,
            @Nullable String driver,
            @Nullable String engine,
            @Nullable String model,
            int tensorParallel,
            int maxBatch,
            int stepTokens,
            @Nullable Long kvTokens,
            @Nullable List<Integer> clocksMhz,
            @Nullable Double powerLimitW) {}

    private record SloForm(int tensorParallel, int maxBatch, String workload, double ttftS, double tbtS) {}

    static String write(Manifest manifest) {
        return GSON.toJson(new Document(
                manifest.schema(),
                manifest.source(),
                manifest.complete(),
                manifest.command(),
                manifest.seed(),
                manifest.options(),
                manifest.versions(),
                manifest.subjects().stream().map(ManifestText::form).toList(),
                manifest.slos().stream().map(ManifestText::form).toList()));
    }

    /** @throws DatasetException if the text is no manifest of a version that is known */
    static Manifest read(String place, String text) {
        try {
            Document document = GSON.fromJson(text, Document.class);
            if (document == null || document.schema() == 0) {
                throw new DatasetException(place + ": no manifest of a dataset; name the folder of a characterization");
            }
            if (document.schema() != Manifest.SCHEMA) {
                throw new DatasetException(place + ": schema " + document.schema() + ", but this program knows "
                        + Manifest.SCHEMA + "; use the program that wrote it");
            }
            return new Manifest(
                    document.schema(),
                    text(document.source()),
                    list(document.subjects()).stream()
                            .map(ManifestText::subject)
                            .toList(),
                    document.seed(),
                    map(document.options()),
                    map(document.versions()),
                    text(document.command()),
                    list(document.slos()).stream().map(ManifestText::target).toList(),
                    document.complete());
        } catch (JsonParseException | IllegalArgumentException malformed) {
            throw new DatasetException(place + ": not a manifest ("
                    + String.valueOf(malformed.getMessage()).lines().findFirst().orElse("") + ")");
        }
    }

    private static SubjectForm form(Subject subject) {
        return new SubjectForm(
                subject.hardware(),
                subject.gpuModel(),
                subject.driver(),
                subject.engine(),
                subject.model(),
                subject.tensorParallel(),
                subject.maxSequences(),
                subject.stepTokens(),
                subject.kvTokens().orElse(null),
                subject.clocks().stream().map(Megahertz::value).toList(),
                subject.powerLimit().map(Watts::value).orElse(null));
    }

    private static Subject subject(SubjectForm form) {
        return new Subject(
                text(form.hardware()),
                text(form.gpuModel()),
                text(form.driver()),
                text(form.engine()),
                text(form.model()),
                form.tensorParallel(),
                form.maxBatch(),
                form.stepTokens(),
                Optional.ofNullable(form.kvTokens()),
                list(form.clocksMhz()).stream().map(Megahertz::new).toList(),
                Optional.ofNullable(form.powerLimitW()).map(Watts::new));
    }

    private static SloForm form(Target target) {
        return new SloForm(
                target.setup().tensorParallel(),
                target.setup().maxSequences(),
                target.workload().code(),
                Durations.seconds(target.ttft()),
                Durations.seconds(target.tbt()));
    }

    private static Target target(SloForm form) {
        return new Target(
                new Setup(form.tensorParallel(), form.maxBatch()),
                Arrays.stream(WorkloadClass.values())
                        .filter(workload -> workload.code().equals(form.workload()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no class '" + form.workload() + "'")),
                Durations.ofSeconds(form.ttftS()),
                Durations.ofSeconds(form.tbtS()));
    }

    private static String text(@Nullable String text) {
        return text == null ? Subject.UNKNOWN : text;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> map(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}

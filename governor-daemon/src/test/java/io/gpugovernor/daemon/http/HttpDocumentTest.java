package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDocumentTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AccountView.class,
                CourseView.class,
                DecisionView.class,
                DecisionsView.class,
                DomainView.class,
                ErrorView.class,
                GpuView.class,
                HealthView.class,
                HistoryView.class,
                LoadView.class,
                OutlookView.class,
                OverrideView.class,
                ReloadView.class,
                StatusView.class,
            })
    void documentsEveryField(Class<?> view) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "http.md"));

        assertThat(Stream.of(view.getRecordComponents()).map(RecordComponent::getName))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(document).containsAnyOf("`" + field + "`", "\"" + field + "\""));
    }
}

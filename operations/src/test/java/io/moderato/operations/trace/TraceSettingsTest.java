package io.moderato.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TraceSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "'', false, true",
        "' ', false, true",
        "http://collector:4318/v1/traces, true, true",
        "https://collector.example/v1/traces, true, true",
        "collector:4318, true, false",
        "ftp://collector/v1/traces, true, false",
        "http://, true, false",
        "not an address, true, false"
    })
    void takesOnlyAddressesThatCanBeCalled(String endpoint, boolean on, boolean callable) {
        TraceSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("moderato.trace.endpoint", endpoint)))
                .bindOrCreate("moderato.trace", TraceSettings.class);
        assertThat(settings.isOn()).isEqualTo(on);
        assertThat(settings.isEndpointCallable()).isEqualTo(callable);
        assertThat(settings.sampling()).isEqualTo(0.1);
        assertThat(settings.queue()).isEqualTo(4096);
    }
}

package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class ServerChoiceTest {
    @Test
    void takesContainersWhereAnEngineAnswersUnlessToldOtherwise() {
        assertThat(ServerChoice.of("auto", () -> true)).isEqualTo(ServerChoice.CONTAINERS);
        assertThat(ServerChoice.of("auto", () -> false)).isEqualTo(ServerChoice.EMBEDDED);
        assertThat(ServerChoice.of("embedded", () -> fail("asked"))).isEqualTo(ServerChoice.EMBEDDED);
        assertThat(ServerChoice.of("containers", () -> fail("asked"))).isEqualTo(ServerChoice.CONTAINERS);
    }

    @Test
    void refusesAWordThatMeansNothing() {
        assertThatThrownBy(() -> ServerChoice.of("docker", () -> true))
                .hasMessage("moderato.test.servers is auto, containers or embedded, not docker");
    }
}

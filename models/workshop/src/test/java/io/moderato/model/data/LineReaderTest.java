package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void readsLinesAcrossItsBuffer() throws IOException {
        String longLine = "x".repeat(70_000);
        LineReader lines = new LineReader(new StringReader("\n" + longLine + "\r\nlast"), 100_000);

        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEqualTo(longLine);
        assertThat(lines.next()).isEqualTo("last");
        assertThat(lines.next()).isNull();
    }

    @Test
    void refusesALineThatIsTooLong() {
        LineReader lines = new LineReader(new StringReader("x".repeat(101)), 100);

        assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("longer than 100");
    }
}

package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The faults are a command; one of them is tried at each build, all of them by {@code ./moderato chaos}. */
@ExtendWith(OutputCaptureExtension.class)
class ChaosTest {
    @Test
    void losesNothingWhenKafkaIsKilled(CapturedOutput output) {
        int exit = Moderato.run("chaos", "--root", System.getProperty("moderato.root"), "--rate", "5", "kill-kafka");
        assertThat(output.getOut()).containsPattern("accepted [1-9][0-9]*, lost 0, decided twice 0");
        assertThat(exit).isZero();
    }

    @Test
    void knowsNoOtherFaults() {
        assertThat(Moderato.run("chaos", "--root", ".", "kill-the-moon")).isEqualTo(2);
    }
}

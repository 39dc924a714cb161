package io.moderato.decision.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.pipeline.Samples;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FairStepsTest {
    @Test
    void letsAShortTextOfAnotherCommunityComeBeforeTheRestOfAFlood() {
        List<SubmittedRecord> records = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            records.add(record("loud", "x".repeat(60_000)));
        }
        records.add(record("quiet", "Good morning."));
        List<List<SubmittedRecord>> steps = FairSteps.of(records, 65_536);
        assertThat(steps).hasSize(130);
        assertThat(steps.getFirst())
                .extracting(record -> record.content().community().value())
                .containsExactly("loud", "quiet");
    }

    @Test
    void boundsAStepByItsTextAndKeepsEachCommunitysOrder() {
        List<SubmittedRecord> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(record(i % 3 == 0 ? "a" : "b", i + "x".repeat(4000)));
        }
        List<List<SubmittedRecord>> steps = FairSteps.of(records, 65_536);
        assertThat(steps)
                .allMatch(step -> step.stream()
                                .mapToInt(record -> record.content().text().length())
                                .sum()
                        <= 65_536);
        for (String community : List.of("a", "b")) {
            List<SubmittedRecord> own = records.stream()
                    .filter(record -> record.content().community().value().equals(community))
                    .toList();
            assertThat(steps.stream()
                            .flatMap(List::stream)
                            .filter(record ->
                                    record.content().community().value().equals(community)))
                    .containsExactlyElementsOf(own);
        }
    }

    @Test
    void takesOrdinaryBatchesInOneStep() {
        List<SubmittedRecord> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(record("a", "An ordinary comment of an ordinary length, number " + i));
        }
        assertThat(FairSteps.of(records, 65_536)).hasSize(1);
        assertThat(FairSteps.of(List.of(), 65_536)).isEmpty();
    }

    private static SubmittedRecord record(String community, String text) {
        Content sample = Samples.content(text);
        Content content = new Content(
                sample.id(),
                1,
                new CommunityId(community),
                sample.externalId(),
                sample.author(),
                sample.type(),
                text,
                List.of(),
                null,
                null,
                null,
                null,
                sample.submittedAt());
        return new SubmittedRecord(new ConsumerRecord<>("t", 0, 0, content.id().toString(), ""), content, null, null);
    }
}

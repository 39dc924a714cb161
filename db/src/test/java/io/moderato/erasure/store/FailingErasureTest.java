package io.moderato.erasure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.community.CommunityId;
import io.moderato.database.StoreTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erasures that the database refuses: they are tried again, and neither hold up the others nor fill the log. */
@ExtendWith(OutputCaptureExtension.class)
class FailingErasureTest extends StoreTest {
    private static final String CAUSE = "nothing of this community can be changed";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Erasures erasures;

    @Autowired
    private ErasureWork work;

    @Test
    void areTriedAgainAndHoldUpNoOther(CapturedOutput output) {
        CommunityId broken = community();
        owner().sql("""
                        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN IF NEW.community_id = ''%s'' THEN RAISE EXCEPTION ''%s''; END IF; RETURN NEW; END'
                        """.formatted(broken, CAUSE)).update();
        List<UUID> failing;
        try {
            // more than one look takes up
            failing = IntStream.range(0, 11)
                    .mapToObj(i -> wanted(broken, "broken-" + i))
                    .toList();
            owner().sql("CREATE TRIGGER refuse BEFORE UPDATE ON content FOR EACH ROW EXECUTE FUNCTION refuse()")
                    .update();
            CommunityId sound = community();
            UUID other = wanted(sound, "sound");

            goOnUntilDone(sound, other);
            assertThat(failing)
                    .noneMatch(each -> erasures.find(broken, each).orElseThrow().isDone());
            assertThat(output.getOut().split("could not go on\\.", -1))
                    .as("what the log was told of one cause")
                    .hasSize(2);
            assertThat(output.getOut()).contains(CAUSE);
        } finally {
            owner().sql("DROP TRIGGER IF EXISTS refuse ON content").update();
            owner().sql("DROP FUNCTION refuse").update();
        }
        failing.forEach(each -> goOnUntilDone(broken, each));
    }

    private UUID wanted(CommunityId community, String externalId) {
        return erasures.wantErased(
                community,
                submit(community, comment(externalId, "ada", "hello")).id(),
                "key:k");
    }

    private void goOnUntilDone(CommunityId community, UUID erasure) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            work.goOn();
            return erasures.find(community, erasure).orElseThrow().isDone();
        });
    }
}

package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;

/** Edits by a platform. Earlier reports and decisions still count after them. */
class EditApiTest extends ApiTest {
    private static final String RESTRICTED = "I will find out where you live, all of you.";

    @Autowired
    private ReviewCases cases;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void threeReportsOutlastAChangeOfTheLastCharacter() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", "You are all thieves.", Outcome.APPROVE);
        for (String reporter : List.of("r-1", "r-2", "r-3")) {
            report(caller, id, Map.of("reporterId", reporter, "reason", "Rude."));
        }
        posted(caller, "e-1", "You are all thieves!", Outcome.APPROVE);

        assertThat(jdbc.sql(
                                "SELECT state || ' ' || revision || ' ' || causes::text FROM review_case WHERE content_id = ?")
                        .param(id.value())
                        .query(String.class)
                        .list())
                .containsExactly("OPEN 2 {REPORT}");
    }

    @Test
    void aReportNamesTheRevisionThatWasSeen() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", "first", Outcome.APPROVE);
        posted(caller, "e-1", "second", Outcome.APPROVE);

        Answer about = report(caller, id, Map.of("reporterId", "r", "reason", "Rude.", "revision", 1));
        assertThat(about.status()).isEqualTo(201);
        assertThat(about.json().at("/revision").asInt()).isEqualTo(1);
        assertThat(report(caller, id, Map.of("reporterId", "r", "reason", "Rude."))
                        .json()
                        .at("/revision")
                        .asInt())
                .isEqualTo(2);
        for (Object wrong : List.of(0, 3, 1.5, "1", 4_000_000_000L)) {
            Answer refused = report(caller, id, Map.of("reporterId", "r", "reason", "Rude.", "revision", wrong));
            assertThat(refused.status()).as("%s", wrong).isEqualTo(400);
            assertThat(refused.text("/pointer")).isEqualTo("/revision");
        }
    }

    @Test
    void aSecondReasonOfTheSamePersonIsKept() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", "text", Outcome.APPROVE);
        Answer first = report(caller, id, Map.of("reporterId", "r", "reason", "Rude."));
        Answer second = report(caller, id, Map.of("reporterId", "r", "reason", "And it has my address."));
        Answer again = report(caller, id, Map.of("reporterId", "r", "reason", "Rude."));

        assertThat(second.text("/reason")).isEqualTo("And it has my address.");
        assertThat(second.text("/id")).isNotEqualTo(first.text("/id"));
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void aRestrictedTextStaysRestrictedAndTheAnswerSaysSo() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", RESTRICTED, Outcome.REVIEW);
        decideNext(caller, Outcome.REJECT);
        String human = caller.get("/api/v1/content/" + id).text("/decision/id");
        posted(caller, "e-1", RESTRICTED + " ", Outcome.APPROVE);

        JsonNode read = caller.get("/api/v1/content/" + id).json();
        assertThat(read.at("/revision").asInt()).isEqualTo(2);
        assertThat(read.at("/decision/outcome").asString()).isEqualTo("REJECT");
        assertThat(read.at("/decision/restriction/kept").asBoolean()).isTrue();
        assertThat(read.at("/decision/restriction/decision").asString()).isEqualTo(human);
        assertThat(read.at("/decision/restriction/words").asString()).contains("until an appeal is won");
        assertThat(read.at("/decision/scores/toxicity").asDouble()).isEqualTo(0.1);
        assertThat(read.at("/statementOfReasons/automatedDecision").asString()).isEqualTo("PARTIALLY");
        assertThat(read.at("/statementOfReasons/facts").size()).isEqualTo(1);
        assertThat(read.at("/history/0/restriction").isMissingNode()).isTrue();
        assertThat(caller.get("/api/v1/decisions")
                        .json()
                        .at("/decisions/2/restriction/kept")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoAsksDirectlyIsToldTheSame() {
        Caller caller = caller();
        posted(caller, "e-1", RESTRICTED, Outcome.REVIEW);
        decideNext(caller, Outcome.REJECT);
        Map<String, Object> again = comment("e-2", RESTRICTED.toUpperCase(java.util.Locale.ROOT));
        Map<String, Object> asked = new java.util.HashMap<>(again);
        asked.put("store", false);

        assertThat(caller.post("/api/v1/moderate", asked).text("/outcome")).isEqualTo("REJECT");
        assertThat(caller.post("/api/v1/moderate", again).text("/outcome")).isEqualTo("REJECT");
        Answer other = caller.post("/api/v1/moderate", comment("e-1", "Let us all be kind today."));
        assertThat(other.text("/outcome")).isEqualTo("REVIEW");
        assertThat(other.json().at("/restriction/kept").asBoolean(true)).isFalse();
        assertThat(other.text("/restriction/words")).contains("A person looks at the new text");
    }

    @Test
    void anExternalIdBelongsToOneAuthor() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", "mine", Outcome.APPROVE);
        Map<String, Object> stolen =
                Map.of("externalId", "e-1", "author", Map.of("id", "author-2"), "text", "not yours");
        Answer refused = caller.post("/api/v1/content", stolen);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("already-exists");
        assertThat(refused.text("/pointer")).isEqualTo("/author/id");
        assertThat(caller.post("/api/v1/moderate", stolen).status()).isEqualTo(409);
        JsonNode batch = caller.post(
                        "/api/v1/content/batch",
                        Map.of("items", List.of(comment("e-2", "two"), stolen, comment("e-3", "three"))))
                .json();
        assertThat(batch.at("/accepted").asInt()).isEqualTo(2);
        assertThat(batch.at("/refused").asInt()).isEqualTo(1);
        assertThat(batch.at("/outcomes/1/error/status").asInt()).isEqualTo(409);
        assertThat(batch.at("/outcomes/1/error/pointer").asString()).isEqualTo("/items/1/author/id");
        assertThat(batch.at("/outcomes/1/externalId").asString()).isEqualTo("e-1");
        assertThat(batch.at("/outcomes/2/status").asString()).isEqualTo("QUEUED");
        assertThat(caller.get("/api/v1/content/" + id).text("/text")).isEqualTo("mine");
    }

    @Test
    void whatAnEditLeavesOutStays() {
        Caller caller = caller();
        String id = caller.post("/api/v1/content", """
                        {"externalId": "e-1", "author": {"id": "author-1", "name": "Ada"}, "type": "review", "text": "one",
                         "images": ["https://example.org/a.png"], "language": "en-GB", "url": "https://example.org/1",
                         "createdAt": "2026-11-21T18:30:00Z", "context": {"parentText": "A post"}}
                        """).text("/id");
        Answer edited = caller.post(
                "/api/v1/content", "{\"externalId\": \"e-1\", \"author\": {\"id\": \"author-1\"}, \"text\": \"two\"}");

        assertThat(edited.json().at("/revision").asInt()).isEqualTo(2);
        JsonNode read = caller.get("/api/v1/content/" + id).json();
        assertThat(read.at("/type").asString()).isEqualTo("review");
        assertThat(read.at("/author/name").asString()).isEqualTo("Ada");
        assertThat(read.at("/images/0").asString()).isEqualTo("https://example.org/a.png");
        assertThat(read.at("/language").asString()).isEqualTo("en-GB");
        assertThat(read.at("/url").asString()).isEqualTo("https://example.org/1");
        assertThat(read.at("/createdAt").asString()).isEqualTo("2026-11-21T18:30:00Z");
        assertThat(read.at("/context/parentText").asString()).isEqualTo("A post");
    }

    @Test
    void aChangeWithoutANewTextIsStored() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", "one", Outcome.APPROVE);
        Map<String, Object> moved = new java.util.HashMap<>(comment("e-1", "one"));
        moved.put("url", "https://example.org/moved");
        assertThat(caller.post("/api/v1/content", moved).json().at("/revision").asInt())
                .isEqualTo(1);
        assertThat(caller.get("/api/v1/content/" + id).text("/url")).isEqualTo("https://example.org/moved");
        moved.put("context", Map.of("parentText", "Who did it?"));
        assertThat(caller.post("/api/v1/content", moved).json().at("/revision").asInt())
                .isEqualTo(2);
        moved.put("type", "post");
        assertThat(caller.post("/api/v1/content", moved).json().at("/revision").asInt())
                .isEqualTo(3);
        Answer read = caller.get("/api/v1/content/" + id);
        assertThat(read.text("/type")).isEqualTo("post");
        assertThat(read.text("/context/parentText")).isEqualTo("Who did it?");
    }

    @Test
    void everyRestrictionCanBeAppealedAgainstOnceAndTheStatementSaysWhatIsSo() {
        Caller caller = caller();
        ContentId id = posted(caller, "e-1", RESTRICTED, Outcome.REVIEW);
        decideNext(caller, Outcome.REJECT);
        assertThat(appeal(caller, id).status()).isEqualTo(201);
        assertThat(redress(caller, id)).startsWith("You have appealed");
        decideNext(caller, Outcome.APPROVE);
        report(caller, id, Map.of("reporterId", "r", "reason", "Rude."));
        decideNext(caller, Outcome.REJECT);

        assertThat(redress(caller, id)).startsWith("You can appeal free of charge");
        assertThat(appeal(caller, id).status()).isEqualTo(201);
        assertThat(appeal(caller, id).status()).isEqualTo(409);
        decideNext(caller, Outcome.REJECT);
        assertThat(redress(caller, id)).contains("final here");
        JsonNode read = caller.get("/api/v1/content/" + id).json();
        assertThat(read.at("/statementOfReasons").has("appealUntil")).isFalse();
        assertThat(read.at("/appeals").size()).isEqualTo(2);
        assertThat(appeal(caller, id).problem()).isEqualTo("already-exists");
    }

    private static Answer appeal(Caller caller, ContentId id) {
        return caller.post("/api/v1/content/" + id + "/appeals", Map.of("authorId", "author-1", "text", "A quote."));
    }

    private static String redress(Caller caller, ContentId id) {
        return caller.get("/api/v1/content/" + id).text("/statementOfReasons/redress");
    }

    private static Answer report(Caller caller, ContentId id, Map<String, Object> report) {
        return caller.post("/api/v1/content/" + id + "/reports", report);
    }

    private ContentId posted(Caller caller, String externalId, String text, Outcome outcome) {
        Answer posted = caller.post("/api/v1/content", comment(externalId, text));
        ContentId id = ContentId.parse(posted.text("/id"));
        decide(id, posted.json().at("/revision").asInt(), outcome);
        return id;
    }

    /** A new moderator takes the next case and decides it. */
    private void decideNext(Caller caller, Outcome outcome) {
        String name = "moderator-" + UUID.randomUUID();
        Account account = accounts.bootstrap(name, name, "correct horse", Role.MODERATOR);
        accounts.bootstrapMembership(account.actor().id(), communityOf(caller), null);
        Actor moderator = accounts.find(name).orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        name, "", AuthorityUtils.createAuthorityList("ROLE_MODERATOR")));
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator,
                next.id(),
                next.revision(),
                new Resolution(
                        outcome, "As I see it", outcome == Outcome.APPROVE ? null : Category.THREAT, null, null));
    }
}

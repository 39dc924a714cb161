package io.moderato.openai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping.Formula;
import io.moderato.openai.store.CategoryMapping.Take;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class CategoryMappingsTest extends StoreTest {
    private static final CategoryMapping SPAM_IS_ILLICIT = new CategoryMapping(Map.of(
            OpenAiCategory.ILLICIT, new Formula(Take.HIGHEST, List.of(Category.SPAM)),
            OpenAiCategory.HATE_THREATENING,
                    new Formula(Take.LOWEST, List.of(Category.IDENTITY_ATTACK, Category.THREAT))));

    @Autowired
    CategoryMappings mappings;

    @Autowired
    MappingsInForce inForce;

    @Autowired
    AuditTrail audit;

    @Test
    void isTheDefaultUntilSomebodyChooses() {
        CategoryMapping mapping = inForce.of(community());

        assertThat(mapping.of(OpenAiCategory.HARASSMENT).orElseThrow())
                .isEqualTo(new Formula(
                        Take.HIGHEST, List.of(Category.TOXICITY, Category.SEVERE_TOXICITY, Category.INSULT)));
        assertThat(mapping.of(OpenAiCategory.SEXUAL_MINORS)).isEmpty();
    }

    @Test
    void isWhatAnAdminChoseAndTheTrailSaysSo() {
        CommunityId community = community();
        CommunityId other = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));

        mappings.choose(admin, community, 0, SPAM_IS_ILLICIT);

        assertThat(inForce.of(community)).isEqualTo(SPAM_IS_ILLICIT);
        assertThat(inForce.of(other)).isEqualTo(CategoryMapping.byDefault());
        assertThat(audit.before(Long.MAX_VALUE, 50))
                .filteredOn(event -> event.subject().equals(community.value()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(admin.username());
                    assertThat(event.action()).isEqualTo("openai-mapping.choose");
                    assertThat(Columns.fromJson(event.detail().get("mapping"), CategoryMapping.class))
                            .isEqualTo(SPAM_IS_ILLICIT);
                });
    }

    @Test
    void goesBackToTheDefault() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        mappings.choose(admin, community, 0, SPAM_IS_ILLICIT);

        mappings.choose(admin, community, 1, null);

        assertThat(inForce.of(community)).isEqualTo(CategoryMapping.byDefault());
    }

    @Test
    void overwritesNobodysChange() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        mappings.choose(admin, community, 0, SPAM_IS_ILLICIT);

        assertThatThrownBy(() -> mappings.choose(admin, community, 0, null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.CHANGED_MEANWHILE));
        assertThatThrownBy(() -> communities.rename(admin, community, 0, "Renamed"))
                .isInstanceOf(ProblemException.class);
        assertThat(inForce.of(community)).isEqualTo(SPAM_IS_ILLICIT);
    }

    @Test
    void letsOnlyAdminsChoose() {
        CommunityId community = community();
        Actor moderator = moderator(community);

        assertThatThrownBy(() -> mappings.choose(moderator, community, 0, SPAM_IS_ILLICIT))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(inForce.of(community)).isEqualTo(CategoryMapping.byDefault());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hatred\":{\"take\":\"HIGHEST\",\"of\":[\"insult\"]}}",
                "{\"hate\":{\"take\":\"HIGHEST\",\"of\":[]}}",
                "{\"hate\":{\"take\":\"HIGHEST\"}}",
                "{\"hate\":{\"of\":[\"insult\"]}}",
                "{\"hate\":{\"take\":\"AVERAGE\",\"of\":[\"insult\"]}}",
                "{\"hate\":{\"take\":\"HIGHEST\",\"of\":[\"rudeness\"]}}",
                "{\"hate\":{\"take\":\"LOWEST\",\"of\":[\"insult\",\"insult\"]}}",
                "{\"hate\":null}"
            })
    void refusesWhatNobodyCouldCompute(String json) {
        assertThatThrownBy(() -> Columns.fromJson(json, CategoryMapping.class)).isInstanceOf(RuntimeException.class);
    }
}

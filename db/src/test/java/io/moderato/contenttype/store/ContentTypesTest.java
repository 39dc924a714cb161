package io.moderato.contenttype.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.StoredContent;
import io.moderato.content.store.Submission;
import io.moderato.contenttype.Field;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.TypedFields;
import io.moderato.database.StoreTest;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class ContentTypesTest extends StoreTest {
    private static final ContentType LISTING = new ContentType("listing");
    private static final TypeSchema FIRST =
            schema("\"title\": {\"title\": \"Headline\", \"type\": \"string\", \"x-moderato\": \"text\"}");
    private static final TypeSchema SECOND = schema(
            "\"title\": {\"title\": \"What it is\", \"type\": \"string\", \"x-moderato\": \"text\"}, \"price\": {\"type\": \"number\"}");

    @Autowired
    ContentTypes types;

    @Autowired
    TypesInForce inForce;

    @Autowired
    TypeVersions versions;

    @Autowired
    AuditTrail audit;

    private static TypeSchema schema(String properties) {
        return TypeSchema.parse("{\"type\": \"object\", \"properties\": {%s}}".formatted(properties));
    }

    private static NewContent listing(String externalId, int version, String json) {
        TypedFields fields = new TypedFields(version, json);
        Outline outline = FIRST.outline(fields.tree());
        return item(externalId, LISTING, outline.text(), fields);
    }

    private static NewContent item(
            String externalId, @Nullable ContentType type, String text, @Nullable TypedFields fields) {
        return new NewContent(
                externalId, new Author("ada", null), type, text, List.of(), null, null, null, null, null, fields);
    }

    private static void refuses(ProblemKey key, @Nullable String pointer, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.pointer()).isEqualTo(pointer);
        });
    }

    @Test
    void aTypeIsInForceAtOnceAndTheTrailSaysWhoDefinedIt() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));

        OwnType created = types.create(admin, community, LISTING, "Listing", FIRST);

        assertThat(created).isEqualTo(new OwnType(community, LISTING, "Listing", 1, FIRST.json(), false, 0));
        assertThat(types.of(community)).containsExactly(created);
        assertThat(inForce.find(community, LISTING)).map(TypeInForce::version).contains(1);
        assertThat(inForce.keys(community)).containsExactly("listing");
        assertThat(inForce.find(community(), LISTING)).isEmpty();
        assertThat(audit.before(Long.MAX_VALUE, 50))
                .filteredOn(event ->
                        event.subject().equals("listing") && community.value().equals(event.community()))
                .singleElement()
                .satisfies(event -> assertThat(event.action()).isEqualTo("content-type.create"));
    }

    @Test
    void anotherSchemaIsTheNextVersionAndAnotherNameIsNot() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);

        OwnType renamed = types.change(admin, community, LISTING, 0, "Offer", FIRST, false);
        OwnType changed = types.change(admin, community, LISTING, 1, "Offer", SECOND, true);

        assertThat(renamed.version()).isEqualTo(1);
        assertThat(changed)
                .isEqualTo(new OwnType(community, LISTING, "Offer", 2, SECOND.json(), true, 2))
                .isEqualTo(types.find(community, LISTING).orElseThrow());
        assertThat(versions.schema(community, LISTING, 1)).contains(FIRST.json());
        assertThat(versions.schema(community, LISTING, 2)).contains(SECOND.json());
        assertThat(inForce.find(community, LISTING)).map(TypeInForce::retired).contains(true);
        assertThat(inForce.keys(community)).isEmpty();
    }

    @Test
    void overwritesNobodysChange() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);
        types.change(admin, community, LISTING, 0, "Offer", FIRST, false);

        refuses(
                ProblemKey.CHANGED_MEANWHILE,
                null,
                () -> types.change(admin, community, LISTING, 0, "Other", SECOND, false));
        refuses(ProblemKey.CHANGED_MEANWHILE, null, () -> types.remove(admin, community, LISTING, 0));
        assertThat(types.find(community, LISTING)).map(OwnType::name).contains("Offer");
    }

    @Test
    void refusesAKeyThatIsTakenAndANameThatIsMissing() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);

        refuses(ProblemKey.ALREADY_EXISTS, "/key", () -> types.create(admin, community, LISTING, "Again", FIRST));
        refuses(
                ProblemKey.ALREADY_EXISTS,
                "/key",
                () -> types.create(admin, community, ContentType.POST, "Post", FIRST));
        refuses(
                ProblemKey.INVALID_FIELD,
                "/name",
                () -> types.create(admin, community, new ContentType("other-key"), " ", FIRST));
    }

    @Test
    void letsOnlyAdminsOfTheCommunityEdit() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);
        Actor moderator = moderator(community);

        assertThatThrownBy(() -> types.create(moderator, community, new ContentType("a"), "A", FIRST))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> types.change(moderator, community, LISTING, 0, "A", FIRST, false))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> types.remove(moderator, community, LISTING, 0))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(types.find(community, LISTING)).map(OwnType::name).contains("Listing");
    }

    @Test
    void removesATypeThatNoContentUsesAndNoOther() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);
        types.create(admin, community, new ContentType("unused"), "Unused", FIRST);
        submit(community, listing("l-1", 1, "{\"title\": \"A bike\"}"));

        types.remove(admin, community, new ContentType("unused"), 0);
        assertThatThrownBy(() -> types.remove(admin, community, LISTING, 0))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.key()).isEqualTo(ProblemKey.WRONG_STATE);
                    assertThat(problem).hasMessageContaining("Retire it instead");
                });

        assertThat(types.of(community)).extracting(OwnType::type).containsExactly(LISTING);
    }

    @Test
    void aContentKeepsTheVersionThatItWasCheckedAgainst() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);
        Content first = submit(community, listing("l-1", 1, "{\"title\": \"A bike\"}"));
        types.change(admin, community, LISTING, 0, "Listing", SECOND, false);
        Content second = submit(community, listing("l-2", 2, "{\"title\": \"A car\", \"price\": 1}"));

        assertThat(shown(community, first)).extracting(Field::title).containsExactly("Headline");
        assertThat(shown(community, second)).extracting(Field::title).containsExactly("What it is", "price");
    }

    private List<Field> shown(CommunityId community, Content content) {
        StoredContent stored = contents.require(community, content.id());
        return versions.outline(community, content.type(), Objects.requireNonNull(stored.fields()))
                .orElseThrow()
                .fields();
    }

    @Test
    void anEditOfAnyFieldIsANewRevisionAndTheSameValuesAreNone() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", SECOND);
        submit(community, listing("l-1", 1, "{\"title\": \"A bike\", \"price\": 1}"));

        assertThat(submit(community, listing("l-1", 1, "{\"price\": 1, \"title\": \"A bike\"}"))
                        .revision())
                .isEqualTo(1);
        Content edited = submit(community, listing("l-1", 1, "{\"title\": \"A bike\", \"price\": 2}"));
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(contents.require(community, edited.id()).fields())
                .isEqualTo(new TypedFields(1, "{\"title\": \"A bike\", \"price\": 2}"));
    }

    @Test
    void anEditSaysWhatBecomesOfTheFields() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        types.create(admin, community, LISTING, "Listing", FIRST);
        Content first = submit(community, listing("l-1", 1, "{\"title\": \"A bike\"}"));

        refuses(ProblemKey.INVALID_FIELD, "/type", () -> submit(community, item("l-1", null, "Other words", null)));
        Content plain = submit(community, item("l-1", ContentType.POST, "Other words", null));

        assertThat(plain.id()).isEqualTo(first.id());
        assertThat(plain.revision()).isEqualTo(2);
        assertThat(contents.require(community, plain.id()).fields()).isNull();
        assertThat(contents.find(plain.id(), 1).orElseThrow().fields()).isNotNull();
    }

    @Test
    void refusesAContentWhoseTypeHasJustBeenRemovedAndTakesTheOthers() {
        CommunityId community = community();
        List<Submission> outcomes = contents.submit(
                community,
                List.of(listing("l-1", 1, "{\"title\": \"A bike\"}"), comment("c-1", "A comment")),
                Duration.ofMinutes(1));

        refuses(ProblemKey.INVALID_FIELD, "/type", outcomes.getFirst()::content);
        assertThat(outcomes.getLast().created()).isTrue();
    }
}

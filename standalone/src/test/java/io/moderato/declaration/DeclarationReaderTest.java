package io.moderato.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Scope;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.event.EventType;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.OpenAiCategory;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of policy as code: what is read of them, and what is said of bad ones. */
class DeclarationReaderTest {
    @TempDir
    Path folder;

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad("empty", "", "f.yaml:1: the file is empty"),
                bad("no YAML", "moderato: [1", "f.yaml:", "this is not YAML"),
                bad("a tab", "moderato: 1\ncommunities:\n\tmain: {}\n", "f.yaml:3: this is not YAML"),
                bad("no version", "communities: {}", "f.yaml:1: 'moderato' is missing"),
                bad("another version", "moderato: 2", "f.yaml:1: /moderato: '2' is not 1"),
                bad("a list", "- moderato", "f.yaml:1: expected names with values, got a list"),
                bad(
                        "an unknown key",
                        "moderato: 1\ncommunities:\n  main:\n    nmae: x\n",
                        "f.yaml:4: /communities/main/nmae: there is no 'nmae' here; known are name, policy, blocklists, contentTypes, openaiMapping, webhooks, keys"),
                bad(
                        "a wrong type",
                        "moderato: 1\ncommunities:\n  main:\n    name: 7\n",
                        "f.yaml:4: /communities/main/name: expected a text, got a whole number; put it into quotes"),
                bad(
                        "a term that is a number",
                        list("terms: [fine, 88]"),
                        "f.yaml:8: /communities/main/blocklists/Words/terms/1: expected a text, got a whole number; put it into quotes"),
                bad(
                        "a threshold that is a text",
                        policy("spam: {rejectAbove: high}"),
                        "f.yaml:6: /communities/main/policy/thresholds/spam/rejectAbove: expected a number, got a text"),
                bad("a threshold above 1", policy("spam: {rejectAbove: 1.5}"), "f.yaml:6: ", "rejectAbove", "1"),
                bad(
                        "not a number",
                        policy("spam: {rejectAbove: .nan}"),
                        "f.yaml:6: ",
                        "is not a number that can stand here"),
                bad(
                        "review above rejection",
                        policy("spam: {rejectAbove: 0.5, reviewAbove: 0.6}"),
                        "f.yaml:4: /communities/main/policy: spam: A review threshold is above 0 and at most the reject threshold"),
                bad(
                        "no such category",
                        policy("rudeness: {rejectAbove: 0.5}"),
                        "f.yaml:6: ",
                        "there is no 'rudeness' here; known are toxicity, "),
                bad(
                        "an unknown action",
                        list("terms: [a]").replace("REJECT", "DELETE"),
                        "f.yaml:7: /communities/main/blocklists/Words/action: 'DELETE' is none of REJECT, REVIEW, MODIFY"),
                bad(
                        "both kinds of terms",
                        list("terms: [a], termsFile: a.txt"),
                        "f.yaml:4: /communities/main/blocklists/Words: 'terms' and 'termsFile' exclude one another"),
                bad(
                        "a term that is none",
                        list("terms: [fine, \"#tag\", \"...\"]"),
                        "f.yaml:8: /communities/main/blocklists/Words/terms/1: '#tag' cannot be a term: it begins with #",
                        "terms/2: '...' cannot be a term: it has no letter"),
                bad(
                        "a missing file",
                        list("termsFile: none.txt"),
                        "f.yaml:8: /communities/main/blocklists/Words/termsFile: There is no file"),
                bad(
                        "a file elsewhere",
                        list("termsFile: ../../etc/passwd"),
                        "f.yaml:8: ",
                        "does not lie beside this file"),
                bad("an absolute file", list("termsFile: /etc/passwd"), "f.yaml:8: ", "does not lie beside this file"),
                bad(
                        "a name twice",
                        "moderato: 1\ncommunities:\n  main:\n    name: a\n  main:\n    name: b\n",
                        "f.yaml:5: /communities/main: 'main' stands here twice; the first is in line 3"),
                bad(
                        "a list twice",
                        list("terms: [a]},\n    Words: {kind: PATTERN"),
                        "f.yaml:9: /communities/main/blocklists/Words: 'Words' stands here twice; the first is in line 4"),
                bad(
                        "a bad community id",
                        "moderato: 1\ncommunities:\n  Main_1: {}\n",
                        "f.yaml:3: ",
                        "'Main_1' cannot be a name here"),
                bad(
                        "an unknown scope",
                        "moderato: 1\nkeys:\n  ci:\n    scopes: [admin:everything]\n    ratePerMinute: 1\n",
                        "f.yaml:4: /keys/ci/scopes/0: 'admin:everything' is none of content:write"),
                bad(
                        "a secret",
                        "moderato: 1\nkeys:\n  ci:\n    scopes: [admin:read]\n    ratePerMinute: 1\n    secret: x\n",
                        "f.yaml:6: /keys/ci/secret: there is no 'secret' here"),
                bad(
                        "a type whose schema has a mark that nobody knows",
                        contentType("listing", "txt"),
                        "f.yaml:10: /communities/main/contentTypes/listing/schema/properties/title/x-moderato: A mark is"),
                bad(
                        "a type of contents that needs no definition",
                        contentType("post", "text"),
                        "f.yaml:5: /communities/main/contentTypes/post: this type needs no definition"),
                bad(
                        "a type with a key that is no key",
                        contentType("Listing", "text"),
                        "f.yaml:5: /communities/main/contentTypes/Listing: 'Listing' cannot be a name here"),
                bad(
                        "a webhook's secret",
                        webhook("{url: \"https://a.example\", events: [case.opened], secret: x}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/secret: there is no 'secret' here; known are url, events"),
                bad(
                        "a webhook without an address",
                        webhook("{events: [case.opened]}"),
                        "f.yaml:5: /communities/main/webhooks/Shop: 'url' is missing"),
                bad(
                        "an address that is none",
                        webhook("{url: shop, events: [case.opened]}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/url: 'shop' does not have the form ^https?://"),
                bad(
                        "an address without a host",
                        webhook("{url: \"https://a_b/in\", events: [case.opened]}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/url: the address names no host"),
                bad(
                        "an address that cannot be read",
                        webhook("{url: \"https://a.example/{b}\", events: [case.opened]}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/url: Illegal character in path"),
                bad(
                        "an unknown event",
                        webhook("{url: \"https://a.example\", events: [case.opened, case.lost]}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/events/1: 'case.lost' is none of content.decided, "),
                bad(
                        "a webhook that is told nothing",
                        webhook("{url: \"https://a.example\", events: []}"),
                        "f.yaml:5: /communities/main/webhooks/Shop/events: "),
                bad(
                        "a webhook's name with a blank at its end",
                        webhook("{}").replace("Shop", "\"Shop \""),
                        "f.yaml:5: ",
                        "'Shop ' cannot be a name here"),
                bad(
                        "an alias",
                        "moderato: 1\ncommunities:\n  a: &x {name: A}\n  b: *x\n",
                        "f.yaml:3: /communities/a: anchors (&) and aliases (*) are not taken"),
                bad("an alias bomb", aliasBomb(), "anchors (&) and aliases (*) are not taken"),
                bad("a tag", "moderato: !!java.net.URL [x]\n", "f.yaml:1: /moderato: tags (!) are not taken"),
                bad("two documents", "moderato: 1\n---\nmoderato: 1\n", "f.yaml:2: a second document begins here"),
                bad("too deep", "[".repeat(100_000), "nested deeper than 40 levels"),
                bad("too deep in blocks", deepBlocks(), "nested deeper than 40 levels"),
                bad("a name that is a list", "? [a]\n: 1\n", "f.yaml:1: a name is a text"),
                bad("too large", "# " + "x".repeat(8 * 1024 * 1024), "f.yaml is larger than 8,388,608 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void saysWhatIsWrongAndInWhichLine(String what, String text, List<String> words) throws IOException {
        Files.writeString(folder.resolve("f.yaml"), text);

        assertThatThrownBy(() -> new DeclarationReader().read(folder.resolve("f.yaml")))
                .isInstanceOf(DeclarationException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    }

    @Test
    void refusesWhatIsNotUtf8AndFilesBehindLinks() throws IOException {
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThatThrownBy(() -> new DeclarationReader().read(folder.resolve("latin.yaml")))
                .hasMessage("latin.yaml is not UTF-8");

        Path outside = Files.createTempFile("outside", ".txt");
        Files.createSymbolicLink(folder.resolve("words.txt"), outside);
        Files.writeString(folder.resolve("f.yaml"), list("termsFile: words.txt"));
        assertThatThrownBy(() -> new DeclarationReader().read(folder.resolve("f.yaml")))
                .hasMessageContaining("does not lie beside this file");
    }

    @Test
    void namesEveryFaultOfATermsFileByItsOwnLine() throws IOException {
        Files.writeString(folder.resolve("words.txt"), "# words\nfine\n\n(\n\\d+\n");
        Files.writeString(folder.resolve("f.yaml"), list("termsFile: words.txt").replace("KEYWORD", "PATTERN"));

        assertThatThrownBy(() -> new DeclarationReader().read(folder.resolve("f.yaml")))
                .hasMessageStartingWith("words.txt:4: '(' cannot be a term: it is not a pattern in RE2 syntax");
    }

    @Test
    void takesWordsAsTheyAreWritten() throws IOException {
        Files.writeString(folder.resolve("f.yaml"), list("terms: [no, on, off, yes, y, 1_000, 12:30, 2026-11-28]"));

        assertThat(read().communities().get("main").blocklists().get("Words").terms())
                .containsExactlyInAnyOrder("no", "on", "off", "yes", "y", "1_000", "12:30", "2026-11-28");
    }

    @Test
    void leavesOpenWhatIsNotDeclared() throws IOException {
        Files.writeString(folder.resolve("f.yaml"), "moderato: 1\ncommunities: {main: {}}\n");
        Declaration.Community main = read().communities().get("main");

        assertThat(main).isEqualTo(new Declaration.Community(null, null, null, null, null, null, null, null));
        assertThat(read().keysForAll()).isNull();
    }

    /** Whatever a platform may hold comes back as it was. */
    @Test
    void readsWhatItWrites() throws IOException {
        Declaration odd = odd();
        Path file = folder.resolve("setup.yaml");
        List<Path> written = new DeclarationWriter(file).write(odd, false);

        assertThat(new DeclarationReader().read(file)).isEqualTo(odd);
        assertThat(written).hasSize(3).allMatch(Files::exists);
        assertThatThrownBy(() -> new DeclarationWriter(file).write(odd, false))
                .hasMessageContaining("is there already");
        new DeclarationWriter(file).write(odd, true);
        assertThat(new DeclarationReader().read(file)).isEqualTo(odd);
    }

    @Test
    void itsSchemaKnowsWhatTheCodeKnows() throws IOException {
        JsonNode schema;
        try (InputStream json = DeclarationReader.class.getResourceAsStream("moderato.schema.json")) {
            schema = JsonMapper.builder().build().readTree(json);
        }
        assertThat(texts(schema.at("/$defs/scope/enum")))
                .isEqualTo(Stream.of(Scope.values()).map(Scope::key).toList());
        assertThat(texts(schema.at("/$defs/webhook/properties/events/items/enum")))
                .isEqualTo(Stream.of(EventType.values()).map(EventType::key).toList());
        assertThat(texts(schema.at("/$defs/category/enum")))
                .isEqualTo(Stream.of(Category.values()).map(Category::key).toList());
        assertThat(texts(schema.at("/$defs/mapping/propertyNames/enum")))
                .isEqualTo(Stream.of(OpenAiCategory.values())
                        .map(OpenAiCategory::key)
                        .toList());
        assertThat(texts(schema.at("/$defs/policy/properties/unexamined/propertyNames/enum")))
                .isEqualTo(Stream.of(UnexaminedReason.values())
                        .map(UnexaminedReason::key)
                        .toList());
        assertThat(texts(schema.at("/$defs/policy/properties/chain/enum")))
                .isEqualTo(Stream.of(ChainRule.values()).map(Enum::name).toList());
        assertThat(texts(schema.at("/$defs/blocklist/properties/kind/enum")))
                .isEqualTo(Stream.of(RuleKind.values()).map(Enum::name).toList());
        assertThat(texts(schema.at("/$defs/blocklist/properties/action/enum")))
                .isEqualTo(Stream.of(RuleAction.values()).map(Enum::name).toList());
    }

    private Declaration read() {
        return new DeclarationReader().read(folder.resolve("f.yaml"));
    }

    private static Declaration odd() {
        SortedSet<String> few = new TreeSet<>(List.of(
                "no",
                "true",
                "null",
                "88",
                "a: b",
                "- c",
                "it's",
                "\"q\"",
                "[x]",
                "@at",
                "%p",
                "😀",
                "née",
                "x #y",
                "* y",
                "& z",
                "!tag",
                "0x1F",
                "1e3",
                "back\\slash"));
        SortedSet<String> many = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            many.add("term " + i);
        }
        Map<String, Declaration.Blocklist> lists = new LinkedHashMap<>();
        lists.put(
                "Rude: words!",
                new Declaration.Blocklist(RuleKind.KEYWORD, Category.OBSCENE, RuleAction.MODIFY, false, few));
        lists.put("Long", new Declaration.Blocklist(RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW, true, many));
        lists.put("long", new Declaration.Blocklist(RuleKind.PATTERN, Category.PII, RuleAction.REJECT, true, many));
        lists.put(
                " spaced ",
                new Declaration.Blocklist(
                        RuleKind.KEYWORD, Category.PII, RuleAction.REJECT, true, new TreeSet<>(List.of("x"))));
        lists.put(
                "yes",
                new Declaration.Blocklist(RuleKind.KEYWORD, Category.PII, RuleAction.REJECT, true, new TreeSet<>()));
        PolicyTerms policy = new PolicyTerms(
                Map.of(Category.SPAM, new Threshold(0.1234567890123, 1e-7), Category.PII, new Threshold(1, null)),
                Map.of(UnexaminedReason.TOO_LONG, Outcome.REJECT),
                ChainRule.FIRST_DOUBT_ENDS);
        CategoryMapping mapping = new CategoryMapping(Map.of(
                OpenAiCategory.HATE_THREATENING,
                new CategoryMapping.Formula(CategoryMapping.Take.LOWEST, List.of(Category.THREAT, Category.INSULT))));
        Map<String, Declaration.OwnType> types = new LinkedHashMap<>();
        types.put(
                "123",
                new Declaration.OwnType(
                        "Yes: #1",
                        AdminJson.JSON.readTree(
                                "{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\",\"x-moderato\":\"text\",\"pattern\":\"^#\"},\"no\":{\"type\":[\"number\",\"null\"],\"maximum\":0.5}}}"),
                        true));
        Map<String, Declaration.Webhook> webhooks = new LinkedHashMap<>();
        webhooks.put(
                "Shop: “in” #1",
                new Declaration.Webhook(
                        URI.create("https://shop.example:8443/in?token=a%2Fb&x=%23"),
                        EnumSet.allOf(EventType.class),
                        true,
                        false));
        webhooks.put(
                "on",
                new Declaration.Webhook(
                        URI.create("http://[2001:db8::1]/"), EnumSet.of(EventType.CASE_OPENED), false, true));
        Declaration.Key key = new Declaration.Key(EnumSet.of(Scope.CONTENT_WRITE, Scope.ADMIN_KEYS), 60);
        Map<String, Declaration.Community> communities = new LinkedHashMap<>();
        communities.put(
                "a-1",
                new Declaration.Community(
                        "Ünlü: “x” #1", policy, null, lists, types, Optional.of(mapping), webhooks, Map.of("no", key)));
        communities.put(
                "2",
                new Declaration.Community(
                        "2", PolicyTerms.of(Map.of()), null, Map.of(), Map.of(), Optional.empty(), Map.of(), Map.of()));
        return new Declaration(communities, Map.of("123", key));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static Arguments bad(String what, String text, String... words) {
        return Arguments.of(what, text, List.of(words));
    }

    private static String list(String terms) {
        return """
                moderato: 1
                communities:
                  main: {blocklists: {
                      Words: {
                        kind: KEYWORD,
                        category: spam,
                        action: REJECT,
                        %s}}}
                """.formatted(terms);
    }

    private static String contentType(String key, String mark) {
        return """
                moderato: 1
                communities:
                  main:
                    contentTypes:
                      %s:
                        name: Listing
                        schema:
                          type: object
                          properties:
                            title: {type: string, x-moderato: %s}
                """.formatted(key, mark);
    }

    private static String webhook(String facts) {
        return "moderato: 1\ncommunities:\n  main:\n    webhooks:\n      Shop: " + facts + "\n";
    }

    private static String policy(String threshold) {
        return "moderato: 1\ncommunities:\n  main:\n    policy:\n      thresholds:\n        " + threshold + "\n";
    }

    private static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'i'; c++) {
            bomb.append("%c: &%c [".formatted(c, c));
            bomb.append("*%c, ".formatted(c - 1).repeat(9)).append("x]\n");
        }
        return bomb.toString();
    }

    private static String deepBlocks() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        return deep.toString();
    }
}

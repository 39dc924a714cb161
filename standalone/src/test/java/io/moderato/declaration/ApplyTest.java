package io.moderato.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.decision.Category;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import io.moderato.standalone.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** Policy as code against a running platform. */
class ApplyTest {
    private static Platform platform;

    @TempDir
    Path folder;

    private Path key;
    private CommunityId shop;

    @BeforeAll
    static void start(@TempDir Path data) {
        platform = Platform.start(data, 0, Map.of(), step -> {});
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** Keys of one name are not left to the tests that export everything. */
    @AfterEach
    void revokeKeys() {
        platform.part(JdbcClient.class)
                .sql("UPDATE api_key SET revoked_at = now() WHERE community_id = ?")
                .param(shop.value())
                .update();
    }

    @BeforeEach
    void prepare() throws IOException {
        key = key(null, EnumSet.allOf(Scope.class));
        shop = new CommunityId("shop-" + UUID.randomUUID().toString().substring(0, 8));
    }

    @Test
    void makesAPlatformAsTheFileDeclaresAndThenFindsNothingToDo() throws IOException {
        Files.writeString(folder.resolve("scams.txt"), "# scams\ndouble your bitcoin\nfree followers\n");
        Path file = file("""
                moderato: 1
                communities:
                  SHOP:
                    name: The shop
                    policy:
                      note: our first own limits
                      thresholds:
                        insult: {rejectAbove: 0.9, reviewAbove: 0.5}
                      unexamined: {too-long: REJECT}
                    openaiMapping:
                      hate: {take: HIGHEST, of: [identity_attack]}
                    blocklists:
                      Rude words: {kind: KEYWORD, category: obscene, action: MODIFY, terms: [no, damn]}
                      Scams: {kind: KEYWORD, category: spam, action: REVIEW, enabled: false, termsFile: scams.txt}
                    keys:
                      forum: {scopes: [content:write, content:read], ratePerMinute: 600}
                """);

        Ran dry = apply(file, "--dry-run");
        assertThat(dry.out())
                .contains("""
                        + community SHOP: “The shop”
                        ~ community SHOP: policy
                              instead of the default
                        ~ community SHOP: mapping to OpenAI's categories
                              the default → its own, of 1 categories
                        + community SHOP: blocklist “Rude words”
                              KEYWORD, obscene, MODIFY, 2 terms
                        + community SHOP: blocklist “Scams”
                              KEYWORD, spam, REVIEW, not in force, 2 terms
                        + community SHOP: key “forum”
                              content:write, content:read; 600 calls a minute
                        """.replace("SHOP", shop.value()))
                .contains("Plan: 4 to create, 2 to change, 0 to remove; 0 unchanged,", "Nothing was changed.");
        assertThat(platform.part(Communities.class).find(shop)).isEmpty();

        Path secrets = folder.resolve("secrets.tsv");
        Ran applied = apply(file, "--yes", "--secrets", secrets.toString());
        assertThat(applied.failure()).isNull();
        assertThat(applied.out()).contains("6 of 6 changes were made.");

        Ran again = apply(file, "--yes");
        assertThat(again.out())
                .contains("0 to create, 0 to change, 0 to remove; 8 unchanged", "Nothing to do.")
                .contains("= community " + shop + ": blocklist “Scams”: terms");
        String secret = Files.readString(secrets).strip().split("\t")[1];
        assertThat(Files.readString(secrets)).startsWith(shop + "/forum\t");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(applied.out() + again.out()).doesNotContain(secret, Files.readString(key));
        ApiKey forum = platform.part(ApiKeys.class).authenticate(secret).orElseThrow();
        assertThat(forum.community()).isEqualTo(shop);
        assertThat(forum.createdBy()).startsWith("key:admin ");
        assertThat(platform.part(Blocklists.class).of(shop))
                .extracting(list -> list.name() + list.terms() + list.enabled())
                .containsExactly("Rude words2true", "Scams2false");
    }

    @Test
    void whatItExportsIsWhatThereIs() throws IOException {
        platform.part(Communities.class).bootstrap(shop, "A shop: “no” #1");
        platform.part(Blocklists.class)
                .bootstrap(
                        shop,
                        "Many",
                        RuleKind.KEYWORD,
                        Category.SPAM,
                        RuleAction.REJECT,
                        IntStream.range(0, 12_000).mapToObj(i -> "word " + i).toList());
        platform.part(Blocklists.class)
                .bootstrap(shop, "Few", RuleKind.PATTERN, Category.PII, RuleAction.MODIFY, List.of("\\d{16}", "a|b"));
        Path file = folder.resolve("setup.yaml");

        Ran exported = run(new ExportCommand(), file.toString());
        assertThat(exported.failure()).isNull();
        String text = Files.readString(file);
        assertThat(text).contains("termsFile: setup-terms/" + shop + "-many.txt");
        assertThat(Files.readAllLines(folder.resolve("setup-terms/" + shop + "-many.txt")))
                .hasSize(12_000);
        assertThat(text).doesNotContain("mod_", "secret:", "prefix", Files.readString(key));

        Ran applied = apply(file, "--dry-run");
        assertThat(applied.out())
                .contains("Plan: 0 to create, 0 to change, 0 to remove;", "0 only on the server", "Nothing to do.");
        assertThat(run(new ExportCommand(), file.toString()).failure()).contains("is there already");
        assertThat(run(new ExportCommand(), file.toString(), "--overwrite").failure())
                .isNull();
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void leavesAloneWhatTheFileLeavesOutUnlessItIsToBePruned() throws IOException {
        shopWithTwoLists();
        Path part = file("""
                moderato: 1
                communities:
                  SHOP:
                    blocklists:
                      Words: {kind: KEYWORD, category: spam, action: REJECT, terms: [a, new]}
                """);

        Ran plan = apply(part, "--dry-run");
        assertThat(plan.out())
                .contains("""
                        ~ community SHOP: blocklist “Words”
                              REVIEW → REJECT
                        ~ community SHOP: blocklist “Words”: terms
                              1 more: new
                        ? community SHOP: blocklist “Words”: terms
                              2 not in the file, which --prune would remove: b, c
                        ? community SHOP: blocklist “Others”
                              not in the file; --prune would remove it
                        """.replace("SHOP", shop.value()))
                .contains("? community main\n      not in the file; communities are never removed");
        assertThat(apply(part, "--yes").failure()).isNull();
        assertThat(lists()).containsExactly("Others1", "Words4");

        Ran pruned = apply(part, "--prune", "--dry-run");
        assertThat(pruned.out())
                .contains("      2 less: b, c", "- community " + shop + ": blocklist “Others”")
                .contains("0 to create, 1 to change, 1 to remove");
        assertThat(apply(part, "--prune", "--yes").failure()).isNull();
        assertThat(lists()).containsExactly("Words2");
        // the file has no part about keys and none about the policy, so these stayed
        assertThat(keysOf(shop)).containsExactly("forum");
    }

    @Test
    void prunesKeysButNeverItsOwn() throws IOException {
        shopWithTwoLists();
        Path own = key(shop, "my own", EnumSet.allOf(Scope.class));
        Path file = file("moderato: 1\ncommunities: {SHOP: {keys: {}}}\n");

        Ran pruned = run(new ApplyCommand(), own, file.toString(), "--prune", "--yes");

        assertThat(pruned.failure()).isNull();
        assertThat(pruned.out())
                .contains("- community " + shop + ": key “forum”\n      it is revoked")
                .contains("? community " + shop + ": key “my own”\n      not in the file; it stays, because");
        assertThat(keysOf(shop)).containsExactly("my own");
    }

    @Test
    void makesWebhooksAsTheFileDeclaresAndKeepsTheirSecretsApart() throws IOException {
        shopWithTwoLists();
        Path file = file("""
                moderato: 1
                communities:
                  SHOP:
                    webhooks:
                      Till: {url: "https://till.example.com/in/a-token", events: [content.decided, case.opened]}
                      Archive: {url: "https://archive.example.com", events: [content.decided], withTexts: true, enabled: false}
                """);

        assertThat(apply(file, "--dry-run").out())
                .contains("""
                        + community SHOP: webhook “Till”
                              till.example.com; content.decided, case.opened
                        + community SHOP: webhook “Archive”
                              archive.example.com; content.decided; with texts; disabled
                        """.replace("SHOP", shop.value()))
                .doesNotContain("a-token");
        assertThat(apply(file, "--yes").failure()).contains("secrets that are shown only once", "--secrets");
        Path secrets = folder.resolve("secrets.tsv");
        Ran applied = apply(file, "--yes", "--secrets", secrets.toString());
        assertThat(applied.failure()).isNull();
        assertThat(Files.readAllLines(secrets))
                .hasSize(2)
                .satisfiesExactly(
                        till -> assertThat(till).startsWith(shop + "/webhooks/Till\twhsec_"),
                        archive -> assertThat(archive).startsWith(shop + "/webhooks/Archive\twhsec_"));
        assertThat(applied.out()).doesNotContain("whsec_");
        assertThat(apply(file, "--yes").out()).contains("2 unchanged", "Nothing to do.");

        Path exported = folder.resolve("exported.yaml");
        assertThat(run(new ExportCommand(), exported.toString()).failure()).isNull();
        assertThat(Files.readString(exported))
                .contains("https://till.example.com/in/a-token")
                .doesNotContain("whsec_");
        assertThat(apply(exported, "--dry-run").out())
                .contains("0 to create, 0 to change, 0 to remove;", "0 only on the server", "Nothing to do.");
        assertThat(webhooks())
                .isEqualTo(new DeclarationReader()
                        .read(file)
                        .communities()
                        .get(shop.value())
                        .webhooks());
    }

    @Test
    void definesContentTypesAndChangesThem() throws IOException {
        shopWithTwoLists();
        String text = """
                moderato: 1
                communities:
                  SHOP:
                    contentTypes:
                      listing:
                        name: Listing
                        schema:
                          type: object
                          properties:
                            title: {type: string, x-moderato: text}
                            price: {type: number, minimum: 0.5}
                """;
        Path file = file(text);

        assertThat(apply(file, "--dry-run").out()).contains("""
                        + community SHOP: content type “listing”
                              “Listing”, fields title, price
                        """.replace("SHOP", shop.value()));
        assertThat(apply(file, "--yes").failure()).isNull();
        assertThat(apply(file, "--yes").out()).contains("1 unchanged", "Nothing to do.");

        Path changed = file(text.replace("name: Listing", "name: Offer\n        retired: true")
                .replace("            price: {type: number, minimum: 0.5}\n", ""));
        assertThat(apply(changed, "--yes").out()).contains("""
                        ~ community SHOP: content type “listing”
                              “Listing” → “Offer”
                              another schema: fields title, price → fields title; contents that are there keep theirs
                              retired: it takes nothing new
                        """.replace("SHOP", shop.value()));

        Path exported = folder.resolve("exported.yaml");
        assertThat(run(new ExportCommand(), exported.toString()).failure()).isNull();
        assertThat(new DeclarationReader()
                        .read(exported)
                        .communities()
                        .get(shop.value())
                        .contentTypes())
                .isEqualTo(new DeclarationReader()
                        .read(changed)
                        .communities()
                        .get(shop.value())
                        .contentTypes());
        assertThat(apply(exported, "--dry-run").out()).contains("0 to create, 0 to change, 0 to remove;");
        Path others = file("moderato: 1\ncommunities: {SHOP: {contentTypes: {}}}\n");
        assertThat(apply(others, "--prune", "--yes").out())
                .contains("? community " + shop
                        + ": content type “listing”\n      not in the file; types are never removed");
    }

    @Test
    void changesWebhooksAndPrunesThem() throws IOException {
        shopWithTwoLists();
        apply(file("""
                        moderato: 1
                        communities:
                          SHOP:
                            webhooks:
                              Till: {url: "https://till.example.com/in/a-token", events: [content.decided, case.opened]}
                              Archive: {url: "https://archive.example.com", events: [content.decided], enabled: false}
                              Bridge: {url: "https://bridge.example.com", events: [case.opened]}
                        """), "--yes", "--secrets", folder.resolve("secrets.tsv").toString());
        Path changed = file("""
                moderato: 1
                communities:
                  SHOP:
                    webhooks:
                      Till: {url: "https://till.example.com/other", events: [case.opened, rules.published], withTexts: true, enabled: false}
                      Archive: {url: "https://files.example.com", events: [content.decided]}
                """);

        assertThat(apply(changed, "--dry-run").out())
                .contains("""
                        ~ community SHOP: webhook “Till”
                              another address at till.example.com
                              told of rules.published, too
                              not told of content.decided any more
                              without texts → with texts
                              enabled → disabled
                        ~ community SHOP: webhook “Archive”
                              archive.example.com → files.example.com
                              disabled (Disabled by key:""".replace("SHOP", shop.value()))
                .contains(".) → enabled")
                .contains("? community %s: webhook “Bridge”\n      not in the file; --prune would remove it"
                        .formatted(shop));
        Ran applied = apply(changed, "--yes");
        assertThat(applied.failure()).isNull();
        assertThat(webhooks()).containsOnlyKeys("Archive", "Bridge", "Till");
        assertThat(apply(changed, "--prune", "--dry-run").out())
                .contains("- community %s: webhook “Bridge”\n      what waits for it is not sent any more"
                        .formatted(shop));
        assertThat(apply(changed, "--prune", "--yes").failure()).isNull();
        assertThat(webhooks())
                .isEqualTo(new DeclarationReader()
                        .read(changed)
                        .communities()
                        .get(shop.value())
                        .webhooks());
    }

    @Test
    void namesTheWebhookThatTheServerRefuses() throws IOException {
        shopWithTwoLists();
        Path file = file("""
                moderato: 1
                communities: {SHOP: {webhooks: {Inside: {url: "https://10.1.2.3/in", events: [case.opened]}}}}
                """);

        assertThat(apply(
                                file,
                                "--yes",
                                "--secrets",
                                folder.resolve("secrets.tsv").toString())
                        .failure())
                .startsWith("community " + shop + ": webhook “Inside”: 10.1.2.3 leads to a private network")
                .contains("0 of 1 changes were made before");
        Path reader = key(shop, Set.of(Scope.ADMIN_READ));
        assertThat(run(new ApplyCommand(), reader, file.toString(), "--yes").failure())
                .contains("needs a key with the scopes admin:webhooks");
        assertThat(webhooks()).isEmpty();
    }

    @Test
    void tellsOfARaceAndHowFarItCame() throws IOException {
        shopWithTwoLists();
        Server server = new Server(new AdminClient(URI.create(platform.url()), Files.readString(key)));
        Declaration declared = new DeclarationReader().read(file("""
                        moderato: 1
                        communities:
                          SHOP:
                            name: Another name
                            policy: {thresholds: {}}
                        """));
        Plan plan = new Planner(server, false, "f.yaml").plan(declared);
        // meanwhile somebody else publishes
        Server.InForce seen = server.policy(shop.value());
        server.client()
                .send(
                        "PUT",
                        "/communities/" + shop + "/policy",
                        seen.etag(),
                        AdminJson.json(seen.terms()).put("note", "meanwhile"));

        StringWriter out = new StringWriter();
        String failure = null;
        try {
            ApplyCommand.apply(plan, server, (name, secret) -> {}, new PrintWriter(out));
        } catch (AdminCallException told) {
            failure = told.getMessage();
        }

        assertThat(failure)
                .startsWith("community " + shop + ": policy: Somebody published another version")
                .contains("1 of 2 changes were made before. Run apply again");
        assertThat(server.client()
                        .get("/communities/" + shop + "/policy")
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.communities().get(shop.value()).name()).isEqualTo("Another name");
    }

    @Test
    void asksBeforeItChangesAndNamesWhatTheKeyLacks() throws IOException {
        shopWithTwoLists();
        Path rename = file("moderato: 1\ncommunities: {SHOP: {name: Renamed}}\n");

        assertThat(apply(rename).failure()).contains("Nobody can be asked here", "--yes", "nothing was changed");
        Path reader = key(shop, Set.of(Scope.ADMIN_READ));
        assertThat(run(new ApplyCommand(), reader, rename.toString(), "--dry-run")
                        .out())
                .contains("“A shop” → “Renamed”");
        assertThat(run(new ApplyCommand(), reader, rename.toString(), "--yes").failure())
                .contains("needs a key with the scopes admin:communities", "Nothing was changed");
        Path newKey = file("""
                moderato: 1
                communities: {SHOP: {keys: {app: {scopes: [moderate], ratePerMinute: 5}}}}
                """);
        Path keeper = key(shop, Set.of(Scope.ADMIN_READ, Scope.ADMIN_KEYS));
        assertThat(run(new ApplyCommand(), keeper, newKey.toString(), "--yes").failure())
                .contains("with the scopes moderate,");
        assertThat(apply(newKey, "--yes").failure()).contains("secrets that are shown only once", "--secrets");
        assertThat(keysOf(shop)).contains("forum").doesNotContain("app");
        assertThat(platform.part(Communities.class).find(shop).orElseThrow().name())
                .isEqualTo("A shop");
    }

    @Test
    void saysWhatCannotBeApplied() throws IOException {
        shopWithTwoLists();
        assertThat(apply(file("""
                                moderato: 1
                                communities: {SHOP: {blocklists: {Words: {kind: PATTERN, category: spam, action: REJECT}}}}
                                """)).failure()).contains("has the kind KEYWORD and the category spam on the server");
        Path own = key(shop, EnumSet.allOf(Scope.class));
        assertThat(run(
                                new ApplyCommand(),
                                own,
                                file("moderato: 1\nkeys: {}\ncommunities: {main: {}}\n")
                                        .toString())
                        .failure())
                .contains("cannot see the community main", "cannot see keys for all communities");
        platform.part(ApiKeys.class).bootstrap(shop, "forum", Set.of(Scope.MODERATE), 1, UUID.randomUUID() + "-x");
        assertThat(apply(file("""
                                moderato: 1
                                communities: {SHOP: {keys: {forum: {scopes: [moderate], ratePerMinute: 1}}}}
                                """)).failure()).contains("2 keys of that name");
    }

    @Test
    void exportsKeysOfOneNameNotAtAll() throws IOException {
        platform.part(Communities.class).bootstrap(shop, "A shop");
        for (String name : List.of("forum", "forum", "shop", "shop", "shop", "blog")) {
            platform.part(ApiKeys.class)
                    .bootstrap(shop, name, Set.of(Scope.MODERATE), 1, "a-key-of-this-test-" + UUID.randomUUID());
        }
        Path own = key(shop, EnumSet.of(Scope.ADMIN_READ));
        Path file = folder.resolve("x.yaml");

        String failure = run(new ExportCommand(), own, file.toString()).failure();
        assertThat(failure)
                .contains("2 keys are named “forum” in the community " + shop, "3 keys are named “shop”")
                .contains("--without-keys", "/keys/ID")
                .doesNotContain("“blog”");
        // each of them by its id, so that one can be renamed or revoked
        assertThat(failure)
                .containsPattern("“shop” in the community [^ ]+ \\([0-9a-f-]{36}, [0-9a-f-]{36}, [0-9a-f-]{36}\\)");
        assertThat(file).doesNotExist();

        run(new ExportCommand(), own, file.toString(), "--without-keys");
        assertThat(Files.readString(file)).contains(shop + ":").doesNotContain("keys:");
        assertThat(run(new ApplyCommand(), own, file.toString(), "--prune", "--dry-run")
                        .out())
                .contains("Nothing to do.");
    }

    @Test
    void saysWhatIsWrongWithTheKeyAndNeverShowsIt() throws IOException {
        Path file = file("moderato: 1\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "not-a-key-that-anybody-knows\n");
        Path blanks = Files.writeString(folder.resolve("blanks"), "two words");

        assertThat(run(new ApplyCommand(), wrong, file.toString()).failure())
                .contains("unknown or was revoked")
                .doesNotContain("not-a-key");
        assertThat(run(new ApplyCommand(), blanks, file.toString()).failure()).doesNotContain("two words");
        assertThat(run(new ApplyCommand(), folder.resolve("none"), file.toString())
                        .failure())
                .contains("cannot be read");
        assertThat(command(new ApplyCommand(), file.toString(), "--url", "http://192.0.2.1", "--key-file", "" + key)
                        .failure())
                .contains("anybody on the way can read it", "--allow-http");
        assertThat(command(new ApplyCommand(), file.toString(), "--url", "http://localhost:1", "--key-file", "" + key)
                        .failure())
                .contains("http://localhost:1 does not answer", "MODERATO_URL");
    }

    /** A key for all communities administers, and opens none of them, whatever scopes it holds to grant. */
    @Test
    void aKeyForAllCommunitiesSendsNoContent() throws Exception {
        HttpResponse<String> refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(platform.url() + "/api/v1/decisions"))
                                .header("Authorization", "Bearer " + Files.readString(key))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("this key is for the administration of all");
    }

    private void shopWithTwoLists() {
        platform.part(Communities.class).bootstrap(shop, "A shop");
        platform.part(Blocklists.class)
                .bootstrap(shop, "Words", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW, List.of("a", "b", "c"));
        platform.part(Blocklists.class)
                .bootstrap(shop, "Others", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW, List.of("x"));
        platform.part(ApiKeys.class)
                .bootstrap(
                        shop,
                        "forum",
                        Set.of(Scope.CONTENT_WRITE),
                        60,
                        UUID.randomUUID().toString());
    }

    private List<String> lists() {
        return platform.part(Blocklists.class).of(shop).stream()
                .map(list -> list.name() + list.terms())
                .toList();
    }

    private List<String> keysOf(CommunityId community) throws IOException {
        return List.copyOf(new Server(new AdminClient(URI.create(platform.url()), Files.readString(key)))
                .keys(community.value())
                .keySet());
    }

    private Map<String, Declaration.Webhook> webhooks() throws IOException {
        Map<String, Declaration.Webhook> all = new HashMap<>();
        new Server(new AdminClient(URI.create(platform.url()), Files.readString(key)))
                .webhooks(shop.value())
                .forEach((name, hook) -> all.put(name, hook.webhook()));
        return all;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("f.yaml"), text.replace("SHOP", shop.value()));
    }

    private Path key(CommunityId community, Set<Scope> scopes) throws IOException {
        return key(community, "admin " + UUID.randomUUID(), scopes);
    }

    private Path key(CommunityId community, String name, Set<Scope> scopes) throws IOException {
        String secret = "a-key-for-these-tests-only-" + UUID.randomUUID();
        platform.part(ApiKeys.class).bootstrap(community, name, scopes, 100_000, secret);
        return Files.writeString(folder.resolve(UUID.randomUUID().toString()), secret);
    }

    private Ran apply(Path file, String... options) {
        return run(
                new ApplyCommand(),
                key,
                Stream.concat(Stream.of(file.toString()), Stream.of(options)).toArray(String[]::new));
    }

    private Ran run(Object command, String... arguments) {
        return run(command, key, arguments);
    }

    private static Ran run(Object command, Path key, String... arguments) {
        return command(
                command,
                Stream.concat(Stream.of(arguments), Stream.of("--url", platform.url(), "--key-file", key.toString()))
                        .toArray(String[]::new));
    }

    private static Ran command(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        String[] failure = new String[1];
        new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((failed, line, result) -> {
                    failure[0] = failed.getMessage();
                    return 1;
                })
                .execute(arguments);
        return new Ran(out.toString().replace("\r", ""), failure[0]);
    }

    private record Ran(String out, String failure) {}
}

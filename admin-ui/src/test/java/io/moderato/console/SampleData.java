package io.moderato.console;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import io.moderato.report.store.Reports;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import io.moderato.suggestion.store.NewSuggestion;
import io.moderato.suggestion.store.ReceivedSuggestions;
import io.moderato.suggestion.store.SuggestedScore;
import io.moderato.webhook.ui.SampleWebhooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** People, content and decisions to try the console with, made through the stores as the pipeline and the API make them. */
public final class SampleData {
    static final CommunityId MAIN = new CommunityId("main");
    public static final String PASSWORD = "correct horse battery";
    static final String XSS =
            "Look here <img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> you idiot";

    private final Contents contents;
    private final Decisions decisions;
    private final Reports reports;
    private final Appeals appeals;
    private final Accounts accounts;
    private final ApplicationContext context;
    private int number;

    public SampleData(ApplicationContext context) {
        this.context = context;
        contents = context.getBean(Contents.class);
        decisions = context.getBean(Decisions.class);
        reports = context.getBean(Reports.class);
        appeals = context.getBean(Appeals.class);
        accounts = context.getBean(Accounts.class);
    }

    public void fill() {
        context.getBean(Communities.class).bootstrap(MAIN, "Main community");
        CommunityId forum = new CommunityId("gardeners");
        context.getBean(Communities.class).bootstrap(forum, "The gardeners' forum");
        SampleWebhooks webhooks = new SampleWebhooks(context, MAIN);
        webhooks.subscribe();
        for (String name : List.of("moderator", "moderator2")) {
            Account account = accounts.bootstrap(
                    name, name.equals("moderator") ? "Ada Moll" : "Ben Ortiz", PASSWORD, Role.MODERATOR);
            accounts.bootstrapMembership(account.actor().id(), MAIN, null);
        }
        Account user = accounts.bootstrap("user", "Kim Doe", PASSWORD, Role.USER);
        accounts.bootstrapMembership(user.actor().id(), MAIN, "kim");
        review(
                "tom",
                "You are such an idiot, did you even read the article? People like you ruin every thread here.",
                Category.INSULT,
                0.62,
                "idiot",
                "I think the new bike lanes are a success, look at the numbers.");
        review("zoe77", XSS, Category.INSULT, 0.55, "idiot", null);
        review(
                "carl",
                "If I ever see you at the stadium again you will regret it, I know where you park.",
                Category.THREAT,
                0.48,
                "you will regret it",
                null);
        review(
                "pia",
                "BUY CHEAP WATCHES at best-watch-deals dot example!!! Only today 90% off, write me",
                Category.SPAM,
                0.66,
                "BUY CHEAP WATCHES",
                null);
        review(
                "lou",
                "what a load of crap this company sells, never again",
                Category.OBSCENE,
                0.71,
                "crap",
                "How do you like the new phone?");
        review(
                "max",
                "Nobody would miss you if you were gone. Do everybody a favour.",
                Category.SELF_HARM,
                0.44,
                "Nobody would miss you",
                null);
        Content reported = review(
                "tom",
                "Typical. These people never learn, send them all back where they came from.",
                Category.IDENTITY_ATTACK,
                0.58,
                "These people",
                "The city opens a new centre for refugees.");
        reports.file(MAIN, reported.id(), null, "reader-1", Category.IDENTITY_ATTACK, "This is hate against refugees.");
        reports.file(MAIN, reported.id(), null, "reader-2", null, "Please look at this, it is disgusting.");
        for (int i = 0; i < 14; i++) {
            review(
                    "guest" + i,
                    "Comment number " + (i + 2)
                            + ": honestly, whoever wrote this is a clown and should not be allowed near a keyboard.",
                    i % 3 == 0 ? Category.TOXICITY : Category.INSULT,
                    0.5 + i * 0.02,
                    "clown",
                    null);
        }
        for (int i = 0; i < 4; i++) {
            decide(
                    "tom",
                    "An ordinary remark, number " + i + ", about the weather and the garden.",
                    Outcome.APPROVE,
                    null,
                    0.99,
                    null,
                    null);
        }
        decide("tom", "Shut up, you pathetic loser.", Outcome.REJECT, Category.INSULT, 0.97, "pathetic loser", null);
        decide("kim", "I liked the concert, thank you for the review!", Outcome.APPROVE, null, 1.0, null, null);
        decide(
                "kim",
                "That referee is a damn disgrace, call me at 0151 2345678 if you want to talk about it.",
                Outcome.MODIFY,
                Category.PII,
                0.95,
                "0151 2345678",
                null);
        Content killed = decide(
                "kim",
                "This workout will kill you, I was dead for two days. Loved it!",
                Outcome.REJECT,
                Category.THREAT,
                0.91,
                "will kill you",
                "Has anybody tried the new class?");
        Content appealed = decide(
                "kim",
                "Your argument is stupid and you know it. Read the statistics again.",
                Outcome.REJECT,
                Category.INSULT,
                0.93,
                "stupid",
                null);
        appeals.lodge(
                MAIN,
                appealed.id(),
                "kim",
                "I called the argument stupid, not the person. That should be allowed in a debate about numbers.");
        Content other = decide(
                "noa", "I could murder a pizza right now.", Outcome.REJECT, Category.THREAT, 0.9, "murder", null);
        appeals.lodge(MAIN, other.id(), "noa", "It is a figure of speech. I am hungry.");
        Blocklists lists = context.getBean(Blocklists.class);
        lists.bootstrap(
                MAIN,
                "Insults, English",
                RuleKind.KEYWORD,
                Category.INSULT,
                RuleAction.REVIEW,
                java.util.stream.IntStream.range(0, 3000)
                        .mapToObj(i -> "bad word " + i)
                        .toList());
        lists.bootstrap(
                MAIN,
                "Phone numbers",
                RuleKind.PATTERN,
                Category.PII,
                RuleAction.MODIFY,
                List.of("\\b0\\d{3}[ -]?\\d{6,8}\\b"));
        context.getBean(DeadLetters.class)
                .keep(new DeadLetter(
                        UUID.randomUUID(),
                        "content.submitted",
                        0,
                        42,
                        "a-key",
                        "{\"id\":\"broken\",\"text\":\"<b>secret text</b>\"}",
                        null,
                        null,
                        "JsonParseException: Unexpected end-of-input in field 'author'",
                        Instant.now(),
                        null,
                        null,
                        null));
        context.getBean(DeadLetters.class)
                .keep(new DeadLetter(
                        UUID.randomUUID(),
                        "content.submitted",
                        0,
                        43,
                        killed.id().toString(),
                        "{\"id\":\"x\"}",
                        null,
                        null,
                        "ModelException: the batch could not be scored",
                        Instant.now(),
                        null,
                        null,
                        null));
        suggestions();
        context.getBean(RunningModels.class)
                .running(new RunningModel(
                        "inference-1",
                        "3f9ac0d2e1b7a4457c1f",
                        "moderato-small",
                        CARD,
                        resource("comparison.json"),
                        List.of("toxicity", "severe_toxicity", "obscene", "insult", "threat", "identity_attack"),
                        List.of("en"),
                        Instant.now().minus(Duration.ofHours(3)),
                        Instant.now()));
        webhooks.deliver();
    }

    private void suggestions() {
        String secret = "mod_a-key-of-the-sample-data";
        context.getBean(ApiKeys.class).bootstrap(MAIN, "Coral, news site", Set.of(Scope.SUGGEST), 100, secret);
        ApiKey key = context.getBean(ApiKeys.class).authenticate(secret).orElseThrow();
        suggest(
                key,
                "Nobody asked for your opinion, take your circus and go home.",
                1,
                new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.31));
        suggest(
                key,
                "I could murder a pizza right now, that is how hungry I am.",
                2,
                new SuggestedScore("TOXICITY", Category.TOXICITY, 0, 0.72),
                new SuggestedScore("THREAT", Category.THREAT, 0, 0.81),
                new SuggestedScore("INSULT", Category.INSULT, 0.1, null));
        suggest(
                key,
                "Do the world a favour and disappear.",
                3,
                new SuggestedScore("SEVERE_TOXICITY", Category.SEVERE_TOXICITY, 1, 0.44));
    }

    private void suggest(ApiKey key, String text, int comment, SuggestedScore... scores) {
        context.getBean(ReceivedSuggestions.class)
                .keep(
                        key,
                        new NewSuggestion(
                                text,
                                "{\"url\":\"https://example.org/story?commentID=" + comment + "\"}",
                                List.of(scores),
                                "en",
                                "3f9ac0d2e1b7a4457c1f",
                                "Coral:https://example.org",
                                "comment:" + comment));
    }

    /** A file beside this class. */
    public static String resource(String name) {
        try (InputStream file = SampleData.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String CARD = """
            # moderato-small

            A BERT of four layers for English comments. **Not** for decisions about people.

            ## Intended use

            - a first opinion on comments
            - never the last word

            | category | AUC |
            |---|---|
            | toxicity | 0.971 |
            | insult | 0.968 |

            ![accuracy on each set](plots/auc-by-set.svg)

            ## Data

            | set | rows | licence |
            |---|---:|---|
            | jigsaw_toxic | 47,594 | CC0 |
            | davidson | 20,049 | MIT |

            ## Weaknesses

            - irony, and hate that is only implied

            <img src=x onerror="document.title='owned'">
            """;

    /** The author's edit, which nobody has decided about yet. */
    void edit(Content content, String text) {
        contents.submit(
                content.community(),
                List.of(new NewContent(
                        content.externalId(),
                        content.author(),
                        content.type(),
                        text,
                        content.images(),
                        content.language(),
                        content.url(),
                        content.createdAt(),
                        content.parentText())),
                Duration.ofHours(1));
    }

    Content review(String author, String text, Category category, double confidence, String found, String parent) {
        return decide(author, text, Outcome.REVIEW, category, confidence, found, parent);
    }

    Content decide(
            String author,
            String text,
            Outcome outcome,
            Category category,
            double confidence,
            String found,
            String parent) {
        Content content = contents.submit(
                        MAIN,
                        List.of(new NewContent(
                                "post-" + ++number,
                                new Author(author, author.equals("tom") ? "Tom Walker" : null),
                                ContentType.COMMENT,
                                text,
                                List.of(),
                                "en",
                                "https://example.org/post/" + number,
                                Instant.now().minus(Duration.ofMinutes(7L * number)),
                                parent)),
                        Duration.ofHours(1))
                .getFirst()
                .content();
        List<Match> matches = found == null
                ? List.of()
                : List.of(new Match(
                        text.indexOf(found), text.indexOf(found) + found.length(), category, "Insults, English"));
        Map<Category, Double> scores = new EnumMap<>(Category.class);
        for (Category each : Category.values()) {
            scores.put(
                    each,
                    each == category
                            ? (outcome == Outcome.REVIEW ? confidence : 0.93)
                            : 0.02 + (each.ordinal() * 7 % 10) / 40.0);
        }
        String reason = category == null
                ? "Passed all moderation checks"
                : "Score of " + category.key() + " is above the threshold";
        decisions.recordAutomatic(List.of(new AutomaticDecision(
                content,
                new ModerationResult(
                        outcome,
                        confidence,
                        List.of(new Reason(reason, category, "MlClassifier")),
                        new Scores(scores),
                        outcome == Outcome.MODIFY ? text.replace(found, "•".repeat(found.length())) : null,
                        matches,
                        List.of(),
                        "en",
                        new Provenance(
                                "MlClassifier",
                                null,
                                List.of(new ModelUse("MlClassifier", "3f9ac0d2e1b7a4457c1f")),
                                1,
                                1L,
                                false)))));
        return content;
    }
}

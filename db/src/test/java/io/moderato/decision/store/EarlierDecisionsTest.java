package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Texts that a human restricted, when they are edited or posted again. */
class EarlierDecisionsTest extends StoreTest {
    private static final String VILE = "People like you should be driven out of town with sticks.";
    private static final Resolution REJECT = new Resolution(Outcome.REJECT, "A threat", Category.THREAT, null, null);
    private static final Resolution MASK =
            new Resolution(Outcome.MODIFY, "Masked", Category.THREAT, null, "People like you should •••••.");
    private static final Resolution APPROVE = new Resolution(Outcome.APPROVE, "A quote", null, null, null);

    @Autowired
    ReviewCases cases;

    @Autowired
    Appeals appeals;

    @Autowired
    FeedbackLog feedback;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "People like you should be driven out of town with sticks. ",
                "People like you should be driven out of town with sticks!",
                "PEOPLE  LIKE YOU should be driven out of town, with sticks",
                "Pe0ple like y0u sh0uld be dr1ven out of t0wn with st1cks.",
                "People like you should be d-r-i-v-e-n out of town with s.t.i.c.k.s",
                "Реорle like you should be driven out of town with sticks.",
                "People like you should be driven out of towns with a stick."
            })
    void aTextThatIsNearlyTheSameStaysRestricted(String edited) {
        CommunityId community = community();
        Decision rejected = rejected(community, "1", VILE, REJECT);
        Decision automatic = decided(submit(community, comment("1", edited)), Outcome.APPROVE, 0.99);

        assertThat(automatic.automatic()).isTrue();
        assertThat(automatic.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(Decisions.earlierBehind(automatic.result())).contains(rejected.id());
        assertThat(automatic.result().reasons().getFirst().text()).contains("until an appeal is won");
        assertThat(automatic.result().reasons().getFirst().category()).isEqualTo(Category.THREAT);
        assertThat(automatic.result().reasons().getLast().stage()).isEqualTo("MlClassifier");
        assertThat(automatic.result().scores())
                .isEqualTo(result(Outcome.APPROVE, 0.99).scores());
        assertThat(automatic.result().provenance().models()).containsExactly(new ModelUse("MlClassifier", "m1"));
        assertThat(cases.claimNext(moderator(community))).isEmpty();
    }

    @Test
    void aMaskedTextThatIsNearlyTheSameStaysMasked() {
        CommunityId community = community();
        rejected(community, "1", VILE, MASK);
        Decision automatic = decided(submit(community, comment("1", VILE + "!!")), Outcome.APPROVE, 0.99);

        assertThat(automatic.result().outcome()).isEqualTo(Outcome.MODIFY);
        assertThat(automatic.result().modifiedText()).isEqualTo("People like you should •••••.");
    }

    @Test
    void whatTheStagesSayCountsWhereItIsStricter() {
        CommunityId community = community();
        rejected(community, "1", VILE, MASK);

        assertThat(decided(submit(community, comment("1", VILE + "!")), Outcome.REVIEW, 0.6)
                        .result()
                        .outcome())
                .isEqualTo(Outcome.REVIEW);
        assertThat(decided(submit(community, comment("1", VILE + "?!")), Outcome.REJECT, 0.97)
                        .result()
                        .outcome())
                .isEqualTo(Outcome.REJECT);
    }

    @Test
    void anotherTextIsLookedAtByAHuman() {
        CommunityId community = community();
        Decision rejected = rejected(community, "1", VILE, REJECT);
        Decision automatic =
                decided(submit(community, comment("1", "I wish everybody a nice weekend.")), Outcome.APPROVE, 0.99);

        assertThat(automatic.result().outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(Decisions.earlierBehind(automatic.result())).contains(rejected.id());
        assertThat(automatic.result().reasons().getFirst().text()).contains("revision 1", "A person looks");
        ReviewCase opened = cases.claimNext(moderator(community)).orElseThrow();
        assertThat(opened.revision()).isEqualTo(2);
        assertThat(opened.causes()).containsExactly(Cause.AUTOMATIC);
    }

    @Test
    void aTextThatAHumanApprovedEndsTheDoubtButNotTheRestrictionOfTheOldText() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);
        decided(submit(community, comment("1", "I wish everybody a nice weekend.")), Outcome.APPROVE, 0.99);
        decideNext(moderator(community), APPROVE);

        assertThat(decided(submit(community, comment("1", "And now for something different.")), Outcome.APPROVE, 0.99)
                        .result()
                        .outcome())
                .isEqualTo(Outcome.APPROVE);
        assertThat(decided(submit(community, comment("1", VILE)), Outcome.APPROVE, 0.99)
                        .result()
                        .outcome())
                .as("the very same text, restored")
                .isEqualTo(Outcome.REJECT);
    }

    @Test
    void aTextThatReturnsUnderAnotherIdIsRecognisedForItsAuthorInItsCommunityOnly() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);

        assertThat(outcome(community, comment("2", "author", VILE))).isEqualTo(Outcome.REJECT);
        assertThat(outcome(community, comment("3", "author", VILE.replace("town", "toown"))))
                .isEqualTo(Outcome.REJECT);
        assertThat(outcome(community, comment("4", "author", "I wish you a nice weekend.")))
                .isEqualTo(Outcome.APPROVE);
        assertThat(outcome(community, comment("5", "somebody else", VILE))).isEqualTo(Outcome.APPROVE);
        assertThat(outcome(community(), comment("1", "author", VILE))).isEqualTo(Outcome.APPROVE);
    }

    @Test
    void anAppealThatIsWonLiftsItForTheTextWhereverItStands() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);
        Content edited = submit(community, comment("1", VILE + "!"));
        decided(edited, Outcome.APPROVE, 0.99);
        Content elsewhere = submit(community, comment("2", VILE));
        decided(elsewhere, Outcome.APPROVE, 0.99);
        Content doubted = submit(community, comment("3", VILE));
        decided(doubted, Outcome.REVIEW, 0.6);
        appeals.lodge(community, edited.id(), "author", "It was a quote");
        decideNext(moderator(community), APPROVE);

        assertThat(standing(edited)).isEqualTo(Outcome.APPROVE);
        assertThat(standing(elsewhere)).isEqualTo(Outcome.APPROVE);
        assertThat(standing(doubted)).as("the stages had doubted it themselves").isEqualTo(Outcome.REJECT);
        assertThat(cases.claimNext(moderator(community)).orElseThrow().content())
                .isEqualTo(doubted.id());
        assertThat(outcome(community, comment("4", VILE))).isEqualTo(Outcome.APPROVE);
        assertThat(outcome(community, comment("1", VILE))).isEqualTo(Outcome.APPROVE);
    }

    @Test
    void whoMadeTheEarlierDecisionDoesNotJudgeTheAppealAgainstWhatCarriesItOn() {
        CommunityId community = community();
        Actor first = account(io.moderato.access.store.Role.MODERATOR, community);
        decided(submit(community, comment("1", VILE)), Outcome.REVIEW, 0.6);
        loggedIn(first);
        decideNext(first, REJECT);
        Content again = submit(community, comment("2", VILE));
        decided(again, Outcome.APPROVE, 0.99);
        appeals.lodge(community, again.id(), "author", "It was a quote");

        assertThat(cases.claimNext(first)).isEmpty();
        assertThat(cases.claimNext(moderator(community))).isPresent();
    }

    @Test
    void anUpheldAppealGoesOnRestricting() {
        CommunityId community = community();
        Content content = submit(community, comment("1", VILE));
        decided(content, Outcome.REJECT, 0.97);
        appeals.lodge(community, content.id(), "author", "Why?");
        decideNext(moderator(community), REJECT);

        assertThat(outcome(community, comment("1", VILE + "…"))).isEqualTo(Outcome.REJECT);
    }

    @Test
    void anAutomaticRestrictionIsNoneOfAHuman() {
        CommunityId community = community();
        decided(submit(community, comment("1", VILE)), Outcome.REJECT, 0.97);

        assertThat(outcome(community, comment("1", VILE + "!"))).isEqualTo(Outcome.APPROVE);
    }

    @Test
    void isNotHeldAgainstTheStagesInTheErrorRates() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);
        Content again = submit(community, comment("2", VILE));
        decided(again, Outcome.APPROVE, 0.99);
        appeals.lodge(community, again.id(), "author", "It was a quote");
        decideNext(moderator(community), APPROVE);

        assertThat(feedback.rates(community).rejectedWrongly()).isZero();
        assertThat(feedback.rates(community).correct()).isEqualTo(1);
    }

    @Test
    void everyTextOfABatchIsLookedAtAndARepetitionChangesNothing() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);
        List<AutomaticDecision> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String text = i % 2 == 0 ? VILE + " #" + i : "A harmless remark about matter number " + i;
            batch.add(new AutomaticDecision(submit(community, comment("b" + i, text)), result(Outcome.APPROVE, 0.99)));
        }
        List<Decision> recorded = decisions.recordAutomatic(batch);

        assertThat(recorded)
                .extracting(each -> each.result().outcome())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> i % 2 == 0 ? Outcome.REJECT : Outcome.APPROVE)
                        .toList());
        assertThat(decisions.recordAutomatic(batch)).isEmpty();
    }

    @Test
    void anOldRestrictionIsFoundBehindManyNewerOnes() {
        CommunityId community = community();
        Actor moderator = moderator(community);
        decided(submit(community, comment("old", VILE)), Outcome.REVIEW, 0.6);
        decideNext(moderator, REJECT);
        for (int i = 0; i < Restrictions.COMPARED + 5; i++) {
            // texts that are not similar
            String text = Integer.toString(7_919 * (i + 1), 36).repeat(3);
            decided(submit(community, comment("newer-" + i, text)), Outcome.REVIEW, 0.6);
            decideNext(moderator, REJECT);
        }

        assertThat(outcome(community, comment("again", VILE))).isEqualTo(Outcome.REJECT);
        assertThat(decided(
                                submit(community, comment("old", "Something else altogether, and kind.")),
                                Outcome.APPROVE,
                                0.99)
                        .result()
                        .outcome())
                .isEqualTo(Outcome.REVIEW);
    }

    @Test
    void aShortCaptionSaysNothingAboutAnotherImage() {
        CommunityId community = community();
        Content content = submit(community, image("1", "look", "https://example.org/vile.png"));
        decided(content, Outcome.REVIEW, 0.6);
        decideNext(moderator(community), REJECT);
        Content wordless = submit(community, image("2", "", "https://example.org/worse.png"));
        decided(wordless, Outcome.REVIEW, 0.6);
        decideNext(moderator(community), REJECT);

        assertThat(outcome(community, image("3", "Look!", "https://example.org/vile.png")))
                .isEqualTo(Outcome.REJECT);
        assertThat(outcome(community, image("4", "look", "https://example.org/nice.png")))
                .isEqualTo(Outcome.APPROVE);
        assertThat(outcome(community, comment("5", "look"))).isEqualTo(Outcome.APPROVE);
        assertThat(outcome(community, image("6", "", "https://example.org/worse.png")))
                .isEqualTo(Outcome.REJECT);
        assertThat(outcome(community, image("7", "", "https://example.org/nice.png")))
                .isEqualTo(Outcome.APPROVE);
    }

    @Test
    void saysWhatWouldBeRecordedWithoutRecordingIt() {
        CommunityId community = community();
        rejected(community, "1", VILE, REJECT);
        Content asked = comment("2", VILE)
                .asRevision(io.moderato.content.ContentId.next(), 1, community, java.time.Instant.now());

        assertThat(decisions
                        .asRecorded(List.of(new AutomaticDecision(asked, result(Outcome.APPROVE, 0.99))))
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.REJECT);
        assertThat(decisions.history(asked.id())).isEmpty();
    }

    private Decision rejected(CommunityId community, String externalId, String text, Resolution resolution) {
        decided(submit(community, comment(externalId, text)), Outcome.REVIEW, 0.6);
        return decideNext(moderator(community), resolution);
    }

    private Outcome outcome(CommunityId community, NewContent item) {
        return decided(submit(community, item), Outcome.APPROVE, 0.99).result().outcome();
    }

    private Outcome standing(Content content) {
        return decisions
                .standing(contents.find(content.id(), content.revision()).orElseThrow())
                .orElseThrow()
                .result()
                .outcome();
    }

    private Decision decideNext(Actor moderator, Resolution resolution) {
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, next.id(), next.revision(), resolution);
        return decisions
                .standing(contents.find(next.content(), next.revision()).orElseThrow())
                .orElseThrow();
    }

    private static NewContent image(String externalId, String text, String address) {
        return new NewContent(
                externalId,
                new Author("author", null),
                ContentType.COMMENT,
                text,
                List.of(address),
                null,
                null,
                null,
                null);
    }
}

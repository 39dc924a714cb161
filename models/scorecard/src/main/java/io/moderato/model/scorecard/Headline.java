package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The figures that are compared first. Those that need a set or a measurement that was not there are absent.
 *
 * @param jigsawMeanAuc the mean ROC AUC over the six labels of jigsaw_toxic
 * @param hatexplainAuc the ROC AUC of toxicity on hatexplain: hateful or offensive against normal
 * @param davidsonMacroF1 the mean F1 of hate, offensive and neither on davidson; the two thresholds that part them are chosen on
 *     one half of the rows and measured on the other, both ways
 * @param smsSpamF1 F1 of spam on sms_spam, each tenth of the rows with the threshold that suits the other nine
 * @param functionalAuc the ROC AUC of toxicity on the functional sentences
 * @param functionalAccuracy the mean accuracy over the functions
 * @param identityRatio how many times as often harmless text that names an identity group is rejected as other harmless text
 * @param plainAccuracy accuracy on the plain texts of the obfuscation sample
 * @param worstObfuscationLoss by how much the accuracy falls under the obfuscation that hurts most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Headline(
        @Nullable Double jigsawMeanAuc,
        @Nullable Double hatexplainAuc,
        @Nullable Double davidsonMacroF1,
        @Nullable Double smsSpamF1,
        @Nullable Double functionalAuc,
        @Nullable Double functionalAccuracy,
        @Nullable Double identityRatio,
        @Nullable Double plainAccuracy,
        @Nullable Double worstObfuscationLoss) {
    /** Nothing measured. */
    public static final Headline NONE = new Headline(null, null, null, null, null, null, null, null, null);
}

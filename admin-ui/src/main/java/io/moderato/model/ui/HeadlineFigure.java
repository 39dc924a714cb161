package io.moderato.model.ui;

import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.Scorecard;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures that are looked at first, each with its unit and what it means. */
enum HeadlineFigure {
    JIGSAW(
            Question.FINDS,
            "Wikipedia comments",
            "mean AUC",
            "How surely a harmful comment scores above a harmless one, over six kinds of harm. 1 is always, 0.5 is chance.",
            Order.MORE,
            of -> of.headline().jigsawMeanAuc(),
            Figures::measure),
    HATEXPLAIN(
            Question.FINDS,
            "Hate and offence in posts",
            "AUC",
            "The same for the hateful and offensive posts of HateXplain.",
            Order.MORE,
            of -> of.headline().hatexplainAuc(),
            Figures::measure),
    DAVIDSON(
            Question.FINDS,
            "Hate, offence or neither",
            "macro F1",
            "How well the three classes of the Davidson tweets are told apart. 1 is perfect.",
            Order.MORE,
            of -> of.headline().davidsonMacroF1(),
            Figures::measure),
    SPAM(
            Question.FINDS,
            "Spam in text messages",
            "F1",
            "Spam found and ham left alone, in one figure. 1 is perfect.",
            Order.MORE,
            of -> of.headline().smsSpamF1(),
            Figures::measure),
    UNDERSTANDING(
            Question.UNDERSTANDS,
            "Functional sentences",
            "right",
            "Test sentences on the right side: is a slur that is quoted told from one that is meant?",
            Order.MORE,
            of -> of.headline().functionalAccuracy(),
            Figures::share),
    IDENTITY(
            Question.UNDERSTANDS,
            "Naming a group",
            "as often rejected",
            "How often harmless text that names a group is rejected, against harmless text that names none. 1 × is fair, above 2 × is too much.",
            Order.LESS,
            of -> of.headline().identityRatio(),
            Figures::times),
    PLAIN(
            Question.WITHSTANDS,
            "Plain text",
            "right",
            "Posts on the right side as they were written; half of them are harmful, so chance is 50 %.",
            Order.MORE,
            of -> of.headline().plainAccuracy(),
            Figures::share),
    WORST_OBFUSCATION(
            Question.WITHSTANDS,
            "Worst disguise",
            "points lost",
            "What the disguise that works best against the model takes from the figure for plain text.",
            Order.LESS,
            of -> of.headline().worstObfuscationLoss(),
            Figures::points),
    HARMLESS_REJECTED(
            Question.COSTS,
            "Harmless text rejected",
            "at the suggested limits",
            "Each model's limits are set for about 1 %, so this compares nothing; it is what you accept with them.",
            Order.NONE,
            of -> of.harmless() == 0 ? null : (Double) of.harmlessRejected(),
            Figures::share),
    CALIBRATION(
            Question.COSTS,
            "Score against truth",
            "mean calibration error",
            "How far a score lies from the share of texts that people call harmful. 0 is perfect, below 0.05 is good.",
            Order.LESS,
            HeadlineFigure::meanCalibrationError,
            Figures::measure),
    SPEED(
            Question.COSTS,
            "Speed",
            "texts/s where it was measured",
            "Comments of about 32 tokens scored in a second, in batches of 32.",
            Order.MORE,
            Scorecard::textsPerSecond,
            Figures::whole),
    SIZE(
            Question.COSTS,
            "Size",
            "MB on disk",
            "The files that scoring needs.",
            Order.LESS,
            of -> {
                Long bytes = of.bytes();
                return bytes == null ? null : (Double) bytes.doubleValue();
            },
            Figures::megabytes);

    /** What somebody wants to know who looks at figures. */
    enum Question {
        FINDS("Does it find harm?"),
        UNDERSTANDS("Does it understand?"),
        WITHSTANDS("Does it see through disguises?"),
        COSTS("What does it cost?");

        private final String words;

        Question(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Whether more of it is better. */
    enum Order {
        MORE,
        LESS,
        /** Neither is. */
        NONE
    }

    private final Question question;
    private final String label;
    private final String unit;
    private final String meaning;
    private final Order order;
    private final Function<Scorecard, @Nullable Double> value;
    private final Function<@Nullable Double, String> shown;

    HeadlineFigure(
            Question question,
            String label,
            String unit,
            String meaning,
            Order order,
            Function<Scorecard, @Nullable Double> value,
            Function<@Nullable Double, String> shown) {
        this.question = question;
        this.label = label;
        this.unit = unit;
        this.meaning = meaning;
        this.order = order;
        this.value = value;
        this.shown = shown;
    }

    Question question() {
        return question;
    }

    String label() {
        return label;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    Order order() {
        return order;
    }

    /** The figure of that model; null if it was not measured. */
    @Nullable
    Double of(Scorecard model) {
        return value.apply(model);
    }

    /** As it is read before its unit. */
    String shown(double figure) {
        return shown.apply(figure);
    }

    /** The difference below which two figures look the same. */
    double step(double figure) {
        return switch (this) {
            case SPEED, SIZE -> 0.01 * Math.abs(figure);
            case IDENTITY -> 0.1;
            case JIGSAW,
                    HATEXPLAIN,
                    DAVIDSON,
                    SPAM,
                    UNDERSTANDING,
                    PLAIN,
                    WORST_OBFUSCATION,
                    HARMLESS_REJECTED,
                    CALIBRATION -> 0.001;
        };
    }

    private static @Nullable Double meanCalibrationError(Scorecard model) {
        return model.reliability().isEmpty()
                ? null
                : (Double) model.reliability().stream()
                        .mapToDouble(Reliability::expectedCalibrationError)
                        .average()
                        .orElse(0);
    }
}

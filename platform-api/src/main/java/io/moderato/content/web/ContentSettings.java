package io.moderato.content.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of a content.
 *
 * @param maxText         the largest text, and the largest text that a content answers, in UTF-8
 * @param maxInlineImages the largest size of all images with {@code data:} addresses together, because they travel inside the Kafka record
 * @param maxImages       the most images
 * @param maxBatch        the most items in a batch
 */
@Validated
@ConfigurationProperties("moderato.content")
record ContentSettings(
        @DefaultValue("64KB") @NotNull DataSize maxText,
        @DefaultValue("128KB") @NotNull DataSize maxInlineImages,
        @DefaultValue("10") @Min(0) @Max(100) int maxImages,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxBatch) {
    private static final long MAX_BYTES = DataSize.ofMegabytes(1).toBytes();

    /** The value of that limit. */
    long of(Limit limit) {
        return switch (limit) {
            case TEXT -> maxText.toBytes();
            case IMAGES -> maxImages;
            case INLINE_IMAGES -> maxInlineImages.toBytes();
            case BATCH -> maxBatch;
        };
    }

    @AssertTrue(message = "max-text and max-inline-images are at most 1 MB each, and max-text is at least 1 byte")
    boolean isWithinWhatKafkaCarries() {
        return maxText.toBytes() >= 1 && maxText.toBytes() <= MAX_BYTES && maxInlineImages.toBytes() <= MAX_BYTES;
    }
}

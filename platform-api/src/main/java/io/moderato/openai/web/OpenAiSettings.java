package io.moderato.openai.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for this surface's calls to the pipeline.
 *
 * @param callBatch the most texts of one request that go to the pipeline at once, so that a long list does not keep others waiting; at most
 *     as many as the pipeline accepts ({@code moderato.pipeline.max-call-batch})
 */
@Validated
@ConfigurationProperties("moderato.openai")
record OpenAiSettings(@DefaultValue("64") @Min(1) @Max(1000) int callBatch) {}

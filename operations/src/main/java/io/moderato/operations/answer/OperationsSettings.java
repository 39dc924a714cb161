package io.moderato.operations.answer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for reading the metrics.
 *
 * @param token the token that a scraper from another machine sends as {@code Authorization: Bearer}; if it is empty, only this machine can
 *     read the metrics
 */
@ConfigurationProperties("moderato.operations")
record OperationsSettings(@DefaultValue("") String token) {}

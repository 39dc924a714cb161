package io.moderato.operations.answer;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for reading the metrics.
 *
 * @param token the tokens, one of which a scraper from another machine sends as {@code Authorization: Bearer}; if there are none, only this
 *     machine can read the metrics
 */
@ConfigurationProperties("moderato.operations")
record OperationsSettings(@DefaultValue List<String> token) {}

package io.moderato.operations.answer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the metrics.
 *
 * @param token what a scraper from another machine sends as {@code Authorization: Bearer}; empty lets only this machine read them
 */
@ConfigurationProperties("moderato.operations")
record OperationsSettings(@DefaultValue("") String token) {}

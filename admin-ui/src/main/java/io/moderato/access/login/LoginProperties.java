package io.moderato.access.login;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits for logging in.
 *
 * @param attemptsPerUser    failed tries for one user name within the period
 * @param attemptsPerAddress failed tries from one network address within the period
 * @param pagesPerAddress    login pages, each with a session, that one network address may open anew within the period
 * @param period             the time after which all tries are available again; single tries come back earlier, one by one
 * @param remembered         how many user names and addresses are remembered
 * @param checksAtOnce       passwords that are checked at the same time; each check takes 19 MiB
 * @param sessions           sessions of all users together, and of those who have opened the login page in the last ten minutes
 */
@Validated
@ConfigurationProperties("moderato.login")
record LoginProperties(
        @Min(1) @DefaultValue("5") int attemptsPerUser,
        @Min(1) @DefaultValue("30") int attemptsPerAddress,
        @Min(1) @DefaultValue("300") int pagesPerAddress,
        @DefaultValue("5m") Duration period,
        @Min(100) @DefaultValue("50000") int remembered,
        @Min(1) @DefaultValue("8") int checksAtOnce,
        @Min(1) @DefaultValue("2000") int sessions) {}

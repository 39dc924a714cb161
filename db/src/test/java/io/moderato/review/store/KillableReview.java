package io.moderato.review.store;

import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** A separate process in which a moderator decides, or in which overdue decisions become final. It is killed while it does so. */
public final class KillableReview {
    private KillableReview() {}

    /** Takes the database's address, the moderator's name and the task: decide or finish. The process ends when it is killed. */
    public static void main(String[] arguments) throws Exception {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(StoreTest.Stores.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + arguments[0],
                        "--moderato.review.undo-period=1m",
                        "--moderato.review.finish-interval=1h");
        if (arguments[2].equals("decide")) {
            Actor moderator = context.getBean(Accounts.class)
                    .find(arguments[1])
                    .orElseThrow()
                    .actor();
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                            moderator.username(), "", AuthorityUtils.createAuthorityList("ROLE_MODERATOR")));
            ReviewCases cases = context.getBean(ReviewCases.class);
            ReviewCase next = cases.claimNext(moderator).orElseThrow();
            cases.resolve(
                    moderator,
                    next.id(),
                    next.revision(),
                    new Resolution(Outcome.REJECT, "It is an insult", Category.INSULT, "killed after this", null));
            System.out.println("decided");
        } else {
            System.out.println("finishing");
            context.getBean(DecisionFinisher.class).finishOverdue();
        }
        System.in.read();
    }
}

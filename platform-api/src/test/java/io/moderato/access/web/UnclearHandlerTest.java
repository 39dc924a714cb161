package io.moderato.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.problem.web.ProblemDocuments;
import io.moderato.surface.web.KeyPlace;
import io.moderato.surface.web.Surface;
import io.moderato.surface.web.Surfaces;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The application does not start with an address that nobody guards. */
class UnclearHandlerTest {
    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withUserConfiguration(Application.class);

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    @Import({Surfaces.class, SurfaceHandlers.class})
    static class Application {
        @Bean
        Surface surface() {
            return new Surface(
                    "v9",
                    List.of("/v9"),
                    List.of(new KeyPlace.Bearer()),
                    new ProblemDocuments(),
                    new Info().title("Nine"));
        }
    }

    @RestController
    static class Clear {
        @NeedsScope(Scope.MODERATE)
        @GetMapping("/v9/guarded")
        String guarded() {
            return "";
        }

        @Open
        @GetMapping("/v9/open")
        String open() {
            return "";
        }

        @GetMapping("/v99/elsewhere")
        String elsewhere() {
            return "";
        }
    }

    @RestController
    static class Unclear {
        @GetMapping("/v9/forgotten/{id}")
        String forgotten() {
            return "";
        }

        @Open
        @NeedsScope(Scope.MODERATE)
        @GetMapping("/v9/both")
        String both() {
            return "";
        }
    }

    @Test
    void startsWhereEachMethodSaysWhoMayCallIt() {
        runner.withBean(Clear.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesToStartWithAMethodThatDoesNotAndNamesIt() {
        runner.withBean(Clear.class)
                .withBean(Unclear.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("@NeedsScope or @Open")
                        .hasMessageContaining("Unclear#forgotten")
                        .hasMessageContaining("/v9/forgotten/{id}")
                        .hasMessageContaining("Unclear#both")
                        .message()
                        .doesNotContain("Clear#guarded", "elsewhere"));
    }

    @Test
    void refusesToStartWithTwoSurfacesAtOneAddress() {
        runner.withBean(
                        "other",
                        Surface.class,
                        () -> new Surface(
                                "inner",
                                List.of("/v9/inner"),
                                List.of(new KeyPlace.Bearer()),
                                new ProblemDocuments(),
                                new Info()))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("'v9' has addresses of the surface 'inner'"));
    }
}

package io.moderato.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which, and that packages belong to one module and know each other one way only. */
class ArchitectureTest {
    /** Each module with those that it may know, by their folders. */
    private static final Map<String, Set<String>> MODULES = Map.ofEntries(
            Map.entry("common", Set.of()),
            Map.entry("clients/java", Set.of()),
            Map.entry("clients/spring-boot-starter", Set.of("clients/java")),
            Map.entry("embedded", Set.of()),
            Map.entry("db", Set.of("common")),
            Map.entry("operations", Set.of("common", "db")),
            Map.entry("surfaces", Set.of("common", "db", "operations")),
            Map.entry("models/scorecard", Set.of("common")),
            Map.entry("models/runtime", Set.of("common")),
            Map.entry("models/workshop", Set.of("common", "models/runtime", "models/scorecard")),
            Map.entry("pipeline", Set.of("common", "models/runtime")),
            Map.entry("batch", Set.of("common", "db", "models/runtime", "models/scorecard", "pipeline")),
            Map.entry("inference-service", Set.of("common", "db", "operations", "models/runtime", "pipeline")),
            Map.entry("platform-api", Set.of("common", "db", "operations", "surfaces")),
            Map.entry("admin-ui", Set.of("common", "db", "operations", "surfaces", "models/scorecard")),
            Map.entry(
                    "standalone",
                    Set.of(
                            "common",
                            "db",
                            "operations",
                            "surfaces",
                            "models/runtime",
                            "models/scorecard",
                            "pipeline",
                            "inference-service",
                            "platform-api",
                            "admin-ui",
                            "embedded")));

    private static final DescribedPredicate<JavaClass> WITH_SQL = in("db").or(in("embedded"));

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        Path root = Path.of(System.getProperty("moderato.root"));
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPaths(MODULES.keySet().stream()
                        .map(module -> root.resolve(module).resolve("target/classes"))
                        .toList());
    }

    private static Stream<String> modules() {
        return MODULES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyThoseBelowIt(String module) {
        assertThat(all.stream().filter(in(module))).as("classes of " + module).isNotEmpty();
        noClasses()
                .that(in(module))
                .should()
                .dependOnClassesThat(describe(
                        "are of a module that " + module + " must not know",
                        type -> moduleOf(type)
                                .filter(other -> !other.equals(module)
                                        && !MODULES.get(module).contains(other))
                                .isPresent()))
                .check(all);
    }

    @Test
    void noPackageStandsInTwoModules() {
        Map<String, Set<String>> modulesOf = all.stream()
                .filter(type -> moduleOf(type).isPresent())
                .collect(groupingBy(
                        JavaClass::getPackageName,
                        mapping(type -> moduleOf(type).orElseThrow(), toSet())));
        assertThat(modulesOf).allSatisfy((name, modules) -> assertThat(modules).hasSize(1));
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return moduleOf(type).isPresent()
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "our packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(all);
    }

    private static List<ArchRule> rules() {
        return List.of(
                noClasses()
                        .that(in("common").or(in("models/scorecard")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework..",
                                "java.sql..",
                                "com.vaadin..",
                                "org.apache.kafka..",
                                "ai.djl.."),
                noClasses()
                        .that(in("pipeline").or(in("models/runtime")).or(in("models/workshop")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka.."),
                classes()
                        .that()
                        .resideInAnyPackage("io.moderato..")
                        .and()
                        .areNotAnonymousClasses()
                        .and(DescribedPredicate.not(WITH_SQL))
                        .should()
                        .onlyDependOnClassesThat(describe(
                                "reach no table past its store",
                                type -> Stream.of(
                                                "org.springframework.jdbc",
                                                "javax.sql",
                                                "jakarta.persistence",
                                                "org.springframework.data.jpa")
                                        .noneMatch(type.getName()::startsWith))),
                noClasses()
                        .that()
                        .areAnnotatedWith("jakarta.persistence.Entity")
                        .should()
                        .bePublic(),
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..",
                                "..utils..",
                                "..helper..",
                                "..impl..",
                                "..manager..",
                                "..dto..",
                                "..service.."),
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .orShould()
                        .beAnnotatedWith("jakarta.inject.Inject"));
    }

    private static DescribedPredicate<JavaClass> in(String module) {
        return describe(
                "of module " + module,
                type -> moduleOf(type).filter(module::equals).isPresent());
    }

    /** The module in whose classes folder the class lies; empty for classes of others. */
    private static Optional<String> moduleOf(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().toString())
                .flatMap(uri -> MODULES.keySet().stream()
                        .filter(module -> uri.contains("/" + module + "/target/classes/"))
                        .findFirst());
    }
}

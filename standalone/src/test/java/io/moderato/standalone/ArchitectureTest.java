package io.moderato.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: common ← db, models ← the three services ← standalone. */
@AnalyzeClasses(packages = "io.moderato", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> SERVICES =
            module("inference-service").or(module("platform-api")).or(module("admin-ui"));

    @ArchTest
    static final ArchRule everyModuleIsSeen = classes()
            .that(module("common")
                    .or(module("db"))
                    .or(module("models"))
                    .or(module("embedded"))
                    .or(SERVICES)
                    .or(module("standalone")))
            .should()
            .resideInAPackage("io.moderato..");

    @ArchTest
    static final ArchRule commonKnowsNoFramework = noClasses()
            .that(module("common"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "com.vaadin..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule commonDependsOnNoOther = noClasses()
            .that(module("common"))
            .should()
            .dependOnClassesThat(
                    module("db").or(module("models")).or(module("embedded")).or(SERVICES));

    @ArchTest
    static final ArchRule dbDependsOnCommonOnly = noClasses()
            .that(module("db"))
            .should()
            .dependOnClassesThat(module("models").or(module("embedded")).or(SERVICES));

    @ArchTest
    static final ArchRule modelsDependOnCommonOnly = noClasses()
            .that(module("models"))
            .should()
            .dependOnClassesThat(module("db").or(module("embedded")).or(SERVICES));

    @ArchTest
    static final ArchRule inferenceServiceKnowsNoOtherService = noClasses()
            .that(module("inference-service"))
            .should()
            .dependOnClassesThat(module("platform-api").or(module("admin-ui")).or(module("standalone")));

    @ArchTest
    static final ArchRule platformApiKnowsNoOtherService = noClasses()
            .that(module("platform-api"))
            .should()
            .dependOnClassesThat(
                    module("inference-service").or(module("admin-ui")).or(module("standalone")));

    @ArchTest
    static final ArchRule adminUiKnowsNoOtherService = noClasses()
            .that(module("admin-ui"))
            .should()
            .dependOnClassesThat(
                    module("inference-service").or(module("platform-api")).or(module("standalone")));

    @ArchTest
    static final ArchRule storesAreTheOnlyDoorToTheTables = noClasses()
            .that(SERVICES.or(module("standalone")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "javax.sql..");

    @ArchTest
    static final ArchRule packagesAreNamedAfterTheBusiness = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..helper..", "..impl..", "..manager..", "..dto..", "..service..");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject");

    /** Packages are shared by the modules, so a class belongs to where its file lies: a module's classes folder or its jar. */
    private static DescribedPredicate<JavaClass> module(String name) {
        return describe(
                "of module " + name,
                type -> type.getSource()
                        .map(source -> source.getUri().toString())
                        .filter(uri -> uri.contains("/" + name + "/target/") || uri.contains("/" + name + "-0.1.0"))
                        .isPresent());
    }
}

package app.ayka;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of docs/adr/0001 that modules alone cannot express. */
class ArchitectureTest {

    private static final JavaClasses AYKA =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("app.ayka");

    @Test
    void entitiesRepositoriesViewsAndJobConfigurationsAreNotPublic() {
        noClasses()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAssignableTo("org.springframework.data.repository.Repository")
                .or()
                .areAnnotatedWith("com.vaadin.flow.router.Route")
                .or()
                .areAnnotatedWith("org.springframework.context.annotation.Configuration")
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .check(AYKA);
    }

    @Test
    void onlyUiAndShellUseVaadin() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ui..", "app.ayka.shell..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(AYKA);
    }

    @Test
    void onlyJobsUsesSpringBatch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("app.ayka.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(AYKA);
    }

    /** Such a stream holds its connection until somebody closes it; a handful of forgotten ones stop the program. */
    @Test
    void rowsAreReadAsListsNotAsOpenStreams() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(name("queryForStream")))
                .check(AYKA);
    }

    @Test
    void noFeatureKnowsTheJobs() {
        noClasses()
                .that()
                .resideOutsideOfPackages("app.ayka.jobs..", "app.ayka.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("app.ayka.jobs..")
                .check(AYKA);
    }

    @Test
    void onlyTheGatewayAndIntegrationsCallOtherPeoplesHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("app.ayka.ai..", "app.ayka.integrations..", "app.ayka.base.http..")
                .and()
                .doNotHaveFullyQualifiedName("app.ayka.platform.ObjectDoor") // hands on to our own embedded store
                .and()
                .resideOutsideOfPackage("app.ayka.base.cli.web..") // visits our own pages, to measure them
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.springframework.web.client..", "org.apache.hc..")
                .check(AYKA);
    }

    @Test
    void onlyThePlatformKnowsTheEmbeddedServers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("app.ayka.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.zonky..", "org.gaul..", "com.icegreen..", "software.amazon..")
                .check(AYKA);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().should(resideInANullMarkedPackage()).check(AYKA);
    }

    @Test
    void nobodyPrintsToTheConsoleExceptTheCommandLine() {
        noClasses()
                .that(doNotServeTheCommandLine())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(AYKA);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(AYKA);
    }

    private static DescribedPredicate<JavaClass> doNotServeTheCommandLine() {
        return DescribedPredicate.describe(
                "do not serve the command line",
                type -> !type.getPackageName().startsWith("app.ayka.base.cli")
                        && !type.getPackageName().contains(".cli")
                        && !type.getPackageName().endsWith(".process")
                        && !type.getName().equals("app.ayka.Ayka")
                        && type.getAllRawInterfaces().stream()
                                .noneMatch(i -> i.getName().equals("app.ayka.base.cli.Command")));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    return;
                }
                var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }
}

package io.cohort.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;

/** The arrows of DESIGN.md, and those rules of style that can be read off class files. */
@AnalyzeClasses(packages = "io.cohort", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String WORKER = "io.cohort.worker";

    /** Without it an empty class path would keep every rule. */
    @ArchTest
    static void seesAllModules(JavaClasses found) {
        for (String module : new String[] {"worker", "driver.conf", "worker.state", "worker.embedding"}) {
            assertThat(found).anyMatch(type -> type.getPackageName().equals("io.cohort." + module));
        }
    }

    @ArchTest
    static final ArchRule THE_WORKER_KNOWS_NO_SPARK = noClasses()
            .that()
            .resideInAPackage(WORKER + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", "io.cohort.driver..", "io.cohort.jobs..");

    @ArchTest
    static final ArchRule NOTHING_IMPORTS_JOBS = noClasses()
            .that()
            .resideOutsideOfPackages("io.cohort.jobs..", "io.cohort.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cohort.jobs..", "io.cohort.bench..");

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NO_SPARK = noClasses()
            .that()
            .resideInAnyPackage("io.cohort.driver.conf..", "io.cohort.driver.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule STATE_KNOWS_NO_OTHER_PART = worker("state");

    @ArchTest
    static final ArchRule DATA_KNOWS_STATE_AND_DEVICE = worker("data", "state", "device");

    @ArchTest
    static final ArchRule DEVICE_KNOWS_STATE_AND_DATA = worker("device", "state", "data");

    @ArchTest
    static final ArchRule EMBEDDING_KNOWS_NO_OTHER_MODEL = worker("embedding", "state", "data", "device");

    @ArchTest
    static final ArchRule VECTORS_KNOW_NOT_HOW_THEY_WERE_TRAINED = worker("vectors", "state", "data", "device");

    @ArchTest
    static final ArchRule REPLICA_KNOWS_NO_MODEL = worker("replica", "state", "device");

    @ArchTest
    static final ArchRule NETWORK_KNOWS_NO_OTHER_MODEL = worker("network", "replica", "state", "data", "device");

    @ArchTest
    static final ArchRule TREE_KNOWS_NO_OTHER_MODEL =
            worker("tree", "network", "replica", "state", "data", "device", "vectors");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.cohort.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STATIC_FIELDS_ARE_FINAL_OUTSIDE_DEVICE = fields().that()
            .areDeclaredInClassesThat(resideOutsideOfPackage(WORKER + ".device.."))
            .and()
            .areStatic()
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule NOTHING_SHARED_CHANGES_OUTSIDE_DEVICE = fields().that()
            .areDeclaredInClassesThat(resideOutsideOfPackage(WORKER + ".device.."))
            .and()
            .areStatic()
            .should()
            .notHaveRawType(resideInAPackage("java.util.concurrent.atomic")
                    .or(JavaClass.Predicates.assignableTo(ConcurrentMap.class))
                    .or(JavaClass.Predicates.assignableTo(ThreadLocal.class))
                    .or(JavaClass.Predicates.assignableTo(Lock.class)));

    /** Randomness is a function of the seed, and of a generator that is the same everywhere. */
    @ArchTest
    static final ArchRule RANDOMNESS_COMES_FROM_SEEDS = noClasses()
            .that()
            .resideInAnyPackage(WORKER + "..", "io.cohort.driver..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Random.class.getName())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ThreadLocalRandom.class.getName())
            .orShould()
            .callMethod(Math.class, "random");

    /** These may differ between machines; StrictMath does not. */
    @ArchTest
    static final ArchRule WHAT_REACHES_A_PARAMETER_IS_COMPUTED_STRICTLY = noClasses()
            .that()
            .resideInAnyPackage(
                    WORKER + ".embedding..", WORKER + ".network..", WORKER + ".tree..", WORKER + ".replica..")
            .should()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "log", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class);

    /** A part of the worker may use the worker's root package and the parts named. */
    private static ArchRule worker(String part, String... known) {
        String itself = WORKER + "." + part + "..";
        String[] allowed =
                Arrays.stream(known).map(name -> WORKER + "." + name + "..").toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.cohort..")
                        .or(resideInAnyPackage(WORKER, itself))
                        .or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true);
    }
}

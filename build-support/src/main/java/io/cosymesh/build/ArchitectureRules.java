package io.cosymesh.build;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Rules that every CosyMesh module satisfies: the dependency picture of
 * {@code docs/architecture.md} and the house rules of {@code CONTRIBUTING.md}, as code.
 */
public final class ArchitectureRules {

	private static final String AUTO_CONFIGURATION = "org.springframework.boot.autoconfigure.AutoConfiguration";

	private static final String BOOT_APPLICATION = "org.springframework.boot.autoconfigure.SpringBootApplication";

	private static final String CONFIGURATION = "org.springframework.context.annotation.Configuration";

	private static final String CONFIGURATION_PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

	private static final List<String> SERVICES = List.of("io.cosymesh.ca", "io.cosymesh.audio", "io.cosymesh.inference",
			"io.cosymesh.backend", "io.cosymesh.webui", "io.cosymesh.cli");

	private ArchitectureRules() {
	}

	/**
	 * Checks the production classes below a package against all rules.
	 * @param rootPackage the root package of the module
	 */
	public static void check(String rootPackage) {
		JavaClasses production = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.withImportOption((location) -> !location.contains("jmh_generated"))
			.importPackages(rootPackage);
		if (production.isEmpty()) {
			throw new IllegalArgumentException("No production classes below '%s'".formatted(rootPackage));
		}
		rules(rootPackage).forEach((rule) -> rule.allowEmptyShould(true).check(production));
	}

	private static List<ArchRule> rules(String rootPackage) {
		return List.of(slices().matching("(**)").should().beFreeOfCycles(),
				noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired"),
				noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Value"),
				noClasses().should().haveNameMatching(".*\\.\\w*(Utils?|Helper|Impl|Common|Misc)"),
				noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..dto..", "..impl.."),
				noClasses().should().dependOnClassesThat().resideInAnyPackage("lombok.."),
				noClasses().should().callMethodWhere(targetsAnyOverload(System.class, "getenv")),
				noClasses().should().callMethodWhere(targetsAnyOverload(Instant.class, "now")),
				noClasses().that()
					.resideOutsideOfPackage("..time..")
					.should()
					.callMethodWhere(targetsAnyOverload(Clock.class, "systemUTC")),
				noClasses().should().callMethodWhere(targetsAnyOverload(Thread.class, "sleep")),
				noClasses().that()
					.areNotAnnotatedWith(CONFIGURATION)
					.and()
					.areNotAnnotatedWith(AUTO_CONFIGURATION)
					.and()
					.resideOutsideOfPackage("io.cosymesh.cli..")
					.should()
					.callMethodWhere(targetsAnyOverload(Executors.class, null)),
				classes().that().areAnnotatedWith(CONFIGURATION_PROPERTIES).should().beRecords(),
				classes().that(areSpringComponents()).should().bePackagePrivate(),
				classes().that()
					.areAnnotatedWith(AUTO_CONFIGURATION)
					.should()
					.bePublic()
					.andShould()
					.haveModifier(JavaModifier.FINAL),
				noClasses().that()
					.resideInAPackage("io.cosymesh.identity..")
					.should()
					.dependOnClassesThat()
					.resideInAPackage("org.springframework.."),
				noClasses().that(touchNoTls()).should().dependOnClassesThat().resideInAPackage("javax.net.ssl.."),
				noClasses().should().dependOnClassesThat(belongToAnotherServiceThan(rootPackage)),
				classes().should(resideInANullMarkedPackage()));
	}

	private static DescribedPredicate<JavaClass> areSpringComponents() {
		return DescribedPredicate.describe("are Spring components",
				(type) -> type.isMetaAnnotatedWith("org.springframework.stereotype.Component")
						&& !type.isAnnotatedWith(BOOT_APPLICATION) && !type.isAnnotatedWith(AUTO_CONFIGURATION));
	}

	private static DescribedPredicate<JavaClass> touchNoTls() {
		return DescribedPredicate.describe("are neither in a tls package nor auto-configuration",
				(type) -> !type.getPackageName().contains(".tls") && !type.getPackageName().contains("autoconfigure")
						&& !type.isAnnotatedWith(AUTO_CONFIGURATION));
	}

	private static DescribedPredicate<JavaClass> belongToAnotherServiceThan(String rootPackage) {
		return DescribedPredicate.describe("belong to another service",
				(type) -> SERVICES.stream()
					.filter((service) -> !rootPackage.startsWith(service))
					.anyMatch((service) -> type.getPackageName().equals(service)
							|| type.getPackageName().startsWith(service + ".")));
	}

	private static DescribedPredicate<JavaMethodCall> targetsAnyOverload(Class<?> owner, @Nullable String name) {
		return DescribedPredicate.describe("call " + owner.getSimpleName() + "." + ((name != null) ? name : "*"),
				(call) -> call.getTargetOwner().isEquivalentTo(owner) && (name == null || call.getName().equals(name)));
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
			}

		};
	}

}

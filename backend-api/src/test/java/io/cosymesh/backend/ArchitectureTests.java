package io.cosymesh.backend;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import io.cosymesh.build.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTests {

	@Test
	void moduleFollowsTheRules() {
		ArchitectureRules.check("io.cosymesh.backend");
	}

	@Test
	void onlyTheStorageKnowsS3AndTheConnectionPool() {
		JavaClasses production = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.cosymesh.backend");
		noClasses().that()
			.resideOutsideOfPackage("io.cosymesh.backend.storage..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("software.amazon..", "com.zaxxer.hikari..")
			.check(production);
	}

}

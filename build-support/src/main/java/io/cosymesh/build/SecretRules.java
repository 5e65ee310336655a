package io.cosymesh.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * Secrets never print. A record prints all it holds unless it says otherwise, so one that
 * holds a private key, or a text named like a secret, writes its own {@code toString()};
 * what that leaves out is tested record by record.
 */
public final class SecretRules {

	private static final Set<String> SECRET_TYPES = Set.of("java.security.PrivateKey", "java.security.KeyPair",
			"javax.crypto.SecretKey", "java.security.KeyStore", "io.spiffe.svid.x509svid.X509Svid");

	private static final Set<String> TEXT_TYPES = Set.of("java.lang.String", "[B", "[C");

	private static final Pattern SECRET_NAME = Pattern
		.compile("(?i).*(token|secret|password|passphrase|bearer|credential|privateKey|keyPem)");

	private SecretRules() {
	}

	/**
	 * Checks the records below a package.
	 * @param rootPackage the root package of the module
	 */
	public static void check(String rootPackage) {
		check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(rootPackage));
	}

	static void check(JavaClasses types) {
		classes().that().areRecords().should(notPrintSecretsByDefault()).allowEmptyShould(true).check(types);
	}

	private static ArchCondition<JavaClass> notPrintSecretsByDefault() {
		return new ArchCondition<>("mask secrets in a toString() of their own") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				for (JavaField field : type.getFields()) {
					if (isSecret(field)) {
						events.add(new SimpleConditionEvent(type, !printsAll(type),
								"%s prints %s".formatted(type.getName(), field.getName())));
					}
				}
			}

		};
	}

	private static boolean isSecret(JavaField field) {
		String type = field.getRawType().getName();
		return SECRET_TYPES.contains(type)
				|| (TEXT_TYPES.contains(type) && SECRET_NAME.matcher(field.getName()).matches());
	}

	// The compiler's toString() of a record is one call into the class that makes such
	// methods at run time.
	private static boolean printsAll(JavaClass type) {
		try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
			return ClassFile.of()
				.parse(in.readAllBytes())
				.methods()
				.stream()
				.filter((method) -> method.methodName().equalsString("toString"))
				.anyMatch(SecretRules::isMadeByTheCompiler);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isMadeByTheCompiler(MethodModel method) {
		return method.code()
			.stream()
			.flatMap((code) -> code.elementStream())
			.anyMatch((element) -> element instanceof InvokeDynamicInstruction call
					&& call.bootstrapMethod().owner().packageName().equals("java.lang.runtime"));
	}

}

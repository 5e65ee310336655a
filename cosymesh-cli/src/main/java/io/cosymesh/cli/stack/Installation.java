package io.cosymesh.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;

/**
 * The built repository: jars, JVM flags and the Java that runs them.
 *
 * @param root the repository's folder
 */
record Installation(Path root) {

	Path java() {
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

	Path jvmOptions() {
		return this.root.resolve("config").resolve("jvm.options");
	}

	Path target(MeshService service) {
		return this.root.resolve(service.serviceAccount()).resolve("target");
	}

	Path jar(MeshService service) {
		try (Stream<Path> files = Files.exists(target(service)) ? Files.list(target(service)) : Stream.empty()) {
			return files.filter((file) -> isServiceJar(file.getFileName().toString(), service.serviceAccount()))
				.findFirst()
				.orElseThrow(() -> CommandFailure.because("%s is not built; run mvn -DskipTests package in %s"
					.formatted(service.serviceAccount(), this.root)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isServiceJar(String file, String name) {
		return file.matches(name + "-\\d[\\w.-]*\\.jar") && !file.matches(".*-(sources|javadoc|tests)\\.jar");
	}

}

package io.cosymesh.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * The files that overlays are made of.
 */
final class Sources {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final String KUSTOMIZATION = "kustomization.yaml";

	private Sources() {
	}

	static Set<String> manifests() {
		Set<String> manifests = new TreeSet<>();
		files().filter((file) -> !file.endsWith(KUSTOMIZATION)).forEach((file) -> manifests.add(relative(file)));
		return manifests;
	}

	static List<Path> kustomizations() {
		return files().filter((file) -> file.endsWith(KUSTOMIZATION)).toList();
	}

	/** Returns the files, not folders, that a kustomization is made of. */
	static List<String> namedBy(Path kustomization) {
		JsonNode content = Yaml.file(kustomization);
		List<String> names = new ArrayList<>();
		content.path("resources").forEach((resource) -> names.add(resource.asString()));
		content.path("patches").forEach((patch) -> names.add(patch.path("path").asString("")));
		return names.stream()
			.filter((name) -> name.endsWith(".yaml"))
			.map((name) -> relative(kustomization.resolveSibling(name).normalize()))
			.toList();
	}

	private static Stream<Path> files() {
		try (Stream<Path> files = Files.walk(ROOT.resolve("k8s"))) {
			return files.filter((file) -> file.toString().endsWith(".yaml")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String relative(Path file) {
		return ROOT.relativize(file).toString();
	}

}

package io.cosymesh.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads YAML as a tree, and refuses a key that stands there twice.
 */
final class Yaml {

	private static final JsonMapper JSON = JsonMapper.shared();

	private Yaml() {
	}

	static List<JsonNode> documents(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setMaxAliasesForCollections(500);
		Iterable<Object> documents = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text);
		return StreamSupport.stream(documents.spliterator(), false)
			.filter(Objects::nonNull)
			.map(JSON::<JsonNode>valueToTree)
			.toList();
	}

	static JsonNode file(Path path) {
		return documents(text(path)).getFirst();
	}

	static String text(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

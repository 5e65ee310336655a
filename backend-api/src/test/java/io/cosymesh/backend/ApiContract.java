package io.cosymesh.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description of the API, and what answers must be like to conform to it. Objects may
 * hold what is described and nothing else.
 */
public final class ApiContract {

	private static final String IRI = "https://cosymesh.test/openapi";

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

	private final String yaml;

	private final JsonNode document;

	private final SchemaRegistry schemas;

	private ApiContract(String yaml) {
		this.yaml = yaml;
		this.document = JsonMapper.shared().valueToTree(new Yaml().load(yaml));
		JsonNode closed = this.document.deepCopy();
		close(closed);
		this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(Map.of(IRI, closed.toString())));
	}

	public static ApiContract read() {
		try {
			return new ApiContract(new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String yaml() {
		return this.yaml;
	}

	public JsonNode document() {
		return this.document;
	}

	/** Returns every operation as policies write routes. */
	public Set<String> routes() {
		Set<String> routes = new TreeSet<>();
		this.document.path("paths")
			.forEachEntry((path, item) -> item.propertyNames()
				.stream()
				.filter(METHODS::contains)
				.forEach((method) -> routes.add(method.toUpperCase() + " " + path)));
		return routes;
	}

	/** Fails unless the value conforms to a schema of the components. */
	public void assertConforms(String component, String json) {
		assertValid("/components/schemas/" + component, json);
	}

	/** Fails unless an answer is one that its operation describes. */
	void assertAnswer(String method, String path, int status, MediaType type, byte[] body) {
		Optional<String> operation = operation(method, path);
		if (operation.isEmpty()) {
			return;
		}
		JsonNode responses = this.document.at(operation.get()).path("responses");
		assertThat(responses.has(Integer.toString(status)) || status >= 400)
			.as("%s %s doesn't describe status %d", method, path, status)
			.isTrue();
		String pointer = resolved(operation.get() + "/responses/" + (status < 400 ? status : "default"));
		JsonNode content = this.document.at(pointer).path("content");
		if (type == null) {
			assertThat(content.isMissingNode()).as("%s %s answers %d without content", method, path, status).isTrue();
			return;
		}
		String name = type.getType() + "/" + type.getSubtype();
		assertThat(content.has(name)).as("%s %s doesn't describe %s for %d", method, path, name, status).isTrue();
		if (name.endsWith("json")) {
			assertValid(pointer + "/content/" + name.replace("/", "~1") + "/schema",
					new String(body, StandardCharsets.UTF_8));
		}
	}

	private Optional<String> operation(String method, String path) {
		for (String candidate : this.document.path("paths").propertyNames()) {
			PathPattern pattern = PathPatternParser.defaultInstance.parse(candidate);
			String pointer = "/paths/" + candidate.replace("/", "~1") + "/" + method.toLowerCase();
			if (pattern.matches(PathContainer.parsePath(path)) && !this.document.at(pointer).isMissingNode()) {
				return Optional.of(pointer);
			}
		}
		return Optional.empty();
	}

	private String resolved(String pointer) {
		String reference = this.document.at(pointer).path("$ref").asString("");
		return reference.isEmpty() ? pointer : reference.substring(1);
	}

	private void assertValid(String pointer, String json) {
		Schema schema = this.schemas
			.getSchema(SchemaLocation.of(IRI + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
		assertThat(schema.validate(json, InputFormat.JSON)).as("%s against %s", json, pointer).isEmpty();
	}

	private static void close(JsonNode node) {
		node.forEach(ApiContract::close);
		if (node instanceof ObjectNode object && object.path("type").asString("").equals("object")
				&& object.path("properties").isObject()) {
			object.put("additionalProperties", false);
		}
	}

}

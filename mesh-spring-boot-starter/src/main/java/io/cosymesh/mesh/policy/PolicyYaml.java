package io.cosymesh.mesh.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * Reads the text of a policy file as Spring Boot reads an {@code application.yaml}, with
 * nothing in it that isn't part of a policy.
 */
final class PolicyYaml {

	private static final String PROPERTY = "cosymesh.policy.file";

	private PolicyYaml() {
	}

	static PolicyText parse(String yaml) {
		PropertySource<?> source = load(yaml);
		PolicyKeys.check((EnumerablePropertySource<?>) source);
		try {
			return new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(source)))
				.bind("", PolicyText.class)
				.get();
		}
		catch (BindException ex) {
			throw refused(String.valueOf(ex.getMessage()), "Write it like the schema says (docs/policy.md)");
		}
	}

	private static PropertySource<?> load(String yaml) {
		try {
			List<PropertySource<?>> documents = new YamlPropertySourceLoader().load("policy",
					new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
			if (documents.size() != 1) {
				throw refused("it must be one YAML document, and this is " + documents.size(),
						"Write 'mode' and 'rules' into one document; 'rules: []' allows nobody anything");
			}
			return documents.getFirst();
		}
		catch (IOException | RuntimeException ex) {
			if (ex instanceof MeshConfigurationException refusal) {
				throw refusal;
			}
			throw refused("it is no YAML: " + ex.getMessage(), "Mend the line it names");
		}
	}

	static MeshConfigurationException refused(String problem, String action) {
		return new MeshConfigurationException(PROPERTY, problem.strip().replaceAll("\\s+", " "), action);
	}

}

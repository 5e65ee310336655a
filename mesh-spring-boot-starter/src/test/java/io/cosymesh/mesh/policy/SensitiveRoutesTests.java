package io.cosymesh.mesh.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the policies that the services ship say of routes that swap, reveal or stop
 * something.
 */
class SensitiveRoutesTests {

	private static final List<String> SENSITIVE = List.of("/internal", "/internal/x", "/internal/reload-model",
			"/debug", "/debug/x", "/debug/probe", "/actuator", "/actuator/x", "/actuator/env/x");

	@ParameterizedTest
	@MethodSource("services")
	void sensitiveRoutesHaveRulesOfTheirOwnForNamedPeers(Path applicationYaml) throws IOException {
		for (RuleText rule : policyOf(applicationYaml).rules()) {
			List<Route> sensitive = rule.routes()
				.stream()
				.map(Route::parse)
				.filter(SensitiveRoutesTests::isSensitive)
				.toList();
			if (!sensitive.isEmpty()) {
				assertThat(rule.routes()).as(rule.name()).hasSameSizeAs(sensitive);
				assertThat(rule.allow()).as(rule.name()).isNotEmpty().noneMatch((caller) -> caller.contains("*"));
				assertThat(rule.anonymous()).as(rule.name()).isFalse();
				assertThat(rule.mode()).as(rule.name()).isNotEqualTo(PolicyMode.AUDIT);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("services")
	void servicesEnforceTheirPolicies(Path applicationYaml) throws IOException {
		assertThat(policyOf(applicationYaml).mode()).isEqualTo(PolicyMode.ENFORCE);
	}

	static Stream<Path> services() {
		return Stream.of("identity-ca", "audio-processor", "inference-engine", "backend-api")
			.map((service) -> Path.of("..", service, "src/main/resources/application.yaml"))
			.filter(Files::exists);
	}

	private static boolean isSensitive(Route route) {
		return SENSITIVE.stream()
			.map(PathContainer::parsePath)
			.anyMatch((path) -> Stream.of(HttpMethod.values()).anyMatch((method) -> route.matches(method, path)));
	}

	private static PolicyText policyOf(Path applicationYaml) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		new YamlPropertySourceLoader().load("service", new FileSystemResource(applicationYaml))
			.forEach(environment.getPropertySources()::addFirst);
		ConfigurationPropertySources.attach(environment);
		return Binder.get(environment).bind("cosymesh.policy", PolicyText.class).get();
	}

}

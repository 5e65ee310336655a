package io.cosymesh.mesh.telemetry;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RouteNamesTests {

	private final RouteNames names = new RouteNames(List.of("GET /v1/voices/{id}", "* /v1/words/{word}"));

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "GET, /v1/voices/17, GET /v1/voices/{id}", "POST, /v1/voices/17, -",
					"PUT, /v1/words/hello, PUT /v1/words/{word}", "GET, /v1/else, -",
					"HACK, /v1/words/x, OTHER /v1/words/{word}" })
	void pathIsNamedByTheFirstTemplateThatHasIt(String method, String path, String name) {
		assertThat(this.names.of(HttpMethod.valueOf(method), () -> PathContainer.parsePath(path)).orElse(null))
			.isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "/v1/things/{id}, GET /v1/things/{id}",
			"https://host:1/v1/a?x={x}, GET /v1/a", "{path}, -", "-, -", "/v1/{id}?q, GET /v1/{id}" })
	void clientsTemplateIsUsedWithoutItsQuery(String template, String name) {
		assertThat(this.names.ofTemplate(HttpMethod.GET, template).orElse(null)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "/v1/voices/17, GET /v1/voices/{id}, /v1/voices/17",
			"/v1/words/secret, GET /v1/words/{word}, /v1/words/{word}", "/v1/a/b, GET /v1/a/{*rest}, /v1/a/{*rest}",
			"/anything, other, /anything" })
	void pathIsShownWithoutWhatSomebodyWrote(String path, String route, String shown) {
		assertThat(RouteNames.shown(path, route)).isEqualTo(shown);
	}

	@Test
	void routeThatIsNoneIsAMistakeOfTheConfiguration() {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> new RouteNames(List.of("nothing")))
			.withMessageContaining("cosymesh.telemetry.routes");
	}

}

package io.cosymesh.webui.access.door;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class BearerTests {

	@Test
	void tokenIsReadAndNeverPrinted() {
		Bearer bearer = Bearer.in(with("bearer correct-horse ")).orElseThrow();
		assertThat(bearer.getCredentials()).isEqualTo("correct-horse");
		assertThat(bearer.isAuthenticated()).isFalse();
		assertThat(bearer.toString()).doesNotContain("horse");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer " })
	void schemeWithoutTokenIsAWrongToken(String header) {
		assertThat(Bearer.in(with(header)).orElseThrow().getCredentials()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic YWRtaW46YWRtaW4=", "Bearers correct-horse", "correct-horse" })
	void otherSchemesAreNoToken(String header) {
		assertThat(Bearer.in(with(header))).isEmpty();
	}

	private static MockServerWebExchange with(String header) {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/").header("Authorization", header));
	}

}

package io.cosymesh.mesh.audit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	@ParameterizedTest
	@ValueSource(strings = { "00-" + TRACE + "-00f067aa0ba902b7-01", "01-" + TRACE + "-00f067aa0ba902b7-00-more" })
	void traceIdOfAValidHeaderIsTaken(String header) {
		assertThat(TraceParent.traceIdOf(headers(header))).contains(TRACE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "00-" + TRACE + "-00f067aa0ba902b7-01-more",
			"ff-" + TRACE + "-00f067aa0ba902b7-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-" + TRACE + "-0000000000000000-01",
			"00-" + TRACE + "-00f067aa0ba902b7", "00-" + TRACE + "\n-00f067aa0ba902b7-01" })
	void invalidHeaderIsNone(String header) {
		assertThat(TraceParent.traceIdOf(headers(header))).isEmpty();
	}

	@Test
	void severalHeadersAreNone() {
		String header = "00-" + TRACE + "-00f067aa0ba902b7-01";
		assertThat(TraceParent.traceIdOf(headers(header, header))).isEmpty();
		assertThat(TraceParent.traceIdOf(headers())).isEmpty();
	}

	private static HttpHeaders headers(String... values) {
		HttpHeaders headers = new HttpHeaders();
		for (String value : values) {
			headers.add("traceparent", value);
		}
		return headers;
	}

}

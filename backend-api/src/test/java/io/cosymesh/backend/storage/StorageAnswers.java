package io.cosymesh.backend.storage;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What callers are told about a storage in trouble.
 */
final class StorageAnswers {

	private StorageAnswers() {
	}

	static void assertProblem(ResponseSpec response, HttpStatus status, String type, String secret) {
		response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.exists("Retry-After")
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("urn:cosymesh:problem:" + type, "\"detail\":\"")
				.doesNotContain(secret, "Exception", "\tat "));
	}

}

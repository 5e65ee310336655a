package io.cosymesh.backend;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.fakes.PeersInside;

/**
 * The routes of backend-api over an empty storage, for the tests of one class. Whatever
 * they answer has to be as it is described.
 */
@SpringBootTest(classes = { BackendSlice.class, PeersInside.class, ConformingAnswers.class })
@AutoConfigureWebTestClient
@DirtiesContext
public abstract class PublicApi {

	@TempDir
	static Path home;

	@Autowired
	protected WebTestClient client;

	@DynamicPropertySource
	static void storage(DynamicPropertyRegistry registry) {
		registry.add("cosymesh.home", home::toString);
	}

	/** Returns the folder that everything is kept in. */
	protected static Path home() {
		return home;
	}

	protected static void assertRefused(ResponseSpec response, HttpStatus status, String field) {
		response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.field")
			.isEqualTo(field)
			.jsonPath("$.detail")
			.isNotEmpty();
	}

}

package io.cosymesh.backend.openai;

import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps voices by our own API.
 */
final class VoiceForm {

	private VoiceForm() {
	}

	static JsonNode add(WebTestClient client, String name) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", name);
		form.part("consent", "true");
		form.part("transcript", "What I said.");
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		String voice = client.post()
			.uri("/api/v1/voices")
			.bodyValue(form.build())
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonMapper.shared().readTree(voice);
	}

	/** Returns how many bytes the caller's tenant keeps. */
	static long used(WebTestClient client) {
		String usage = client.get()
			.uri("/api/v1/usage")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonMapper.shared().readTree(usage).at("/bytes/used").asLong();
	}

}

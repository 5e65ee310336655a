package io.cosymesh.backend.voice;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.SaidCaller;

/**
 * Asks for voices in the name of this caller or that.
 */
abstract class VoiceApi extends PublicApi {

	static final String VOICES = "/api/v1/voices";

	static final Caller ADA = new Caller("acme", "ada");

	static final Caller MATE = new Caller("acme", "eve");

	static final Caller NAMESAKE = new Caller("globex", "ada");

	static final Caller STRANGER = new Caller("globex", "mallory");

	static final String ADDRESS = "192.0.2.7";

	WebTestClient as(Caller caller) {
		return this.client.mutate().defaultHeaders((headers) -> name(headers, caller)).build();
	}

	Map<?, ?> added(Caller caller, String... fields) {
		return body(add(caller, form(fields)).expectStatus().isCreated());
	}

	ResponseSpec add(Caller caller, MultipartBodyBuilder form) {
		return as(caller).post().uri(VOICES).bodyValue(form.build()).exchange();
	}

	ResponseSpec change(Caller caller, Object id, String json) {
		return as(caller).patch()
			.uri(VOICES + "/{id}", id)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange();
	}

	ResponseSpec get(Caller caller, String path, Object... values) {
		return as(caller).get().uri(VOICES + path, values).exchange();
	}

	ResponseSpec delete(Caller caller, Object id) {
		return as(caller).delete().uri(VOICES + "/{id}", id).exchange();
	}

	ResponseSpec speak(Caller caller, Object voice) {
		return as(caller).post()
			.uri("/api/v1/speech")
			.bodyValue(Map.of("voice", voice, "text", "Hello.", "format", "pcm"))
			.exchange();
	}

	static MultipartBodyBuilder form(String... namesAndValues) {
		Map<String, String> fields = new LinkedHashMap<>(Map.of("name", "Ada", "consent", "true"));
		for (int i = 0; i < namesAndValues.length; i += 2) {
			fields.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		fields.forEach(form::part);
		return form;
	}

	static Map<?, ?> body(ResponseSpec response) {
		return response.expectBody(Map.class).returnResult().getResponseBody();
	}

	private static void name(HttpHeaders headers, Caller caller) {
		headers.set(SaidCaller.TENANT, caller.tenant());
		headers.set(SaidCaller.USER, caller.name());
		headers.set(SaidCaller.ADDRESS, ADDRESS);
	}

}

package io.cosymesh.backend.openai;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.SaidCaller;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiVoiceTests extends OpenAiApi {

	private static final String VOICES = "/v1/audio/voices";

	private static final String CONSENTS = "/v1/audio/voice_consents";

	private static final Caller ADA = new Caller("acme", "ada");

	/** Others, none of whom may know of what Ada keeps. */
	enum Other {

		MATE(new Caller("acme", "eve")), NAMESAKE(new Caller("globex", "ada"));

		private final Caller caller;

		Other(Caller caller) {
			this.caller = caller;
		}

	}

	@AfterEach
	void nothingIsKept() {
		this.audioProcessor.preparing = this.audioProcessor::prepared;
		for (String path : List.of(VOICES, CONSENTS)) {
			json(get(ADA, path)).path("data").forEach((kept) -> {
				if (!kept.path("built_in").asBoolean()) {
					call(ADA, HttpMethod.DELETE, path + "/" + kept.path("id").asString()).expectStatus().isOk();
				}
			});
		}
		assertThat(VoiceForm.used(as(ADA))).isZero();
	}

	@Test
	void consentIsKeptAndCalledSomethingElse() {
		JsonNode consent = consent("Grace");
		String path = CONSENTS + "/" + consent.path("id").asString();
		assertThat(consent.path("object").asString()).isEqualTo("audio.voice_consent");
		assertThat(consent.path("id").asString()).startsWith("cons_");
		assertThat(consent.path("language").asString()).isEqualTo("en-US");
		assertThat(json(get(ADA, path))).isEqualTo(consent);
		assertThat(json(rename(ADA, path, "{\"name\":\"Grace H.\"}")).path("name").asString()).isEqualTo("Grace H.");
		assertThat(json(get(ADA, path)).path("name").asString()).isEqualTo("Grace H.");
		assertError(rename(ADA, path, "{\"language\":\"de\"}"), HttpStatus.BAD_REQUEST, "name", "missing_field");
		assertError(rename(ADA, path, "{\"name\":\"x\",\"language\":\"de\"}"), HttpStatus.BAD_REQUEST, "language",
				"unknown_field");
		assertThat(json(call(ADA, HttpMethod.DELETE, path)).path("deleted").asBoolean()).isTrue();
		assertError(get(ADA, path), HttpStatus.NOT_FOUND, "id", "consent_not_found");
	}

	@Test
	void consentsAreListedNewestFirstAndByPages() {
		List<String> added = Stream.of("one", "two", "three")
			.map((name) -> consent(name).path("id").asString())
			.toList();
		JsonNode page = json(get(ADA, CONSENTS + "?limit=2"));
		assertThat(ids(page)).containsExactly(added.get(2), added.get(1));
		assertThat(page.path("has_more").asBoolean()).isTrue();
		JsonNode next = json(get(ADA, CONSENTS + "?limit=2&after=" + page.path("last_id").asString()));
		assertThat(ids(next)).containsExactly(added.getFirst());
		assertThat(next.path("has_more").asBoolean()).isFalse();
		assertError(get(ADA, CONSENTS + "?limit=0"), HttpStatus.BAD_REQUEST, "limit", "invalid_field");
		assertError(get(ADA, CONSENTS + "?after=x"), HttpStatus.NOT_FOUND, "after", "consent_not_found");
	}

	@Test
	void voiceCarriesTheConsentItWasMadeOn() {
		String consent = consent("Grace").path("id").asString();
		JsonNode voice = json(add(ADA, "Grace's voice", consent));
		assertThat(voice.path("object").asString()).isEqualTo("audio.voice");
		JsonNode kept = json(get(ADA, "/api/v1/voices/" + voice.path("id").asString()));
		assertThat(kept.at("/consent/grantedBy").asString()).isEqualTo("Grace");
		assertThat(kept.at("/consent/text").asString()).contains(consent, "en-US");
		assertThat(kept.at("/consent/recorded").asBoolean()).isTrue();
		speakAs(ADA, voice.path("id").asString()).expectStatus().isOk();
		speakAs(ADA, "Grace's voice").expectStatus().isOk();
	}

	@Test
	void deletedConsentLeavesVoicesTheirRecordOfIt() {
		this.audioProcessor.preparing = (recording) -> this.audioProcessor.prepared(recording)
			.thenReturn(new PreparedPrompt(AudioBytes.of(new byte[] { 9, 9 }), FakeAudioProcessor.REPORT,
					FakeAudioProcessor.FEATURES));
		String consent = consent("Grace").path("id").asString();
		this.audioProcessor.preparing = this.audioProcessor::prepared;
		String voice = json(add(ADA, "Grace", consent)).path("id").asString();
		call(ADA, HttpMethod.DELETE, CONSENTS + "/" + consent).expectStatus().isOk();
		get(ADA, "/api/v1/voices/%s/consent/recording".formatted(voice)).expectStatus().isOk();
		assertError(add(ADA, "Another", consent), HttpStatus.NOT_FOUND, "consent", "consent_not_found");
	}

	@Test
	void voiceWithoutAConsentIsNotKept() {
		assertError(add(ADA, "Grace", "true"), HttpStatus.NOT_FOUND, "consent", "consent_not_found");
		assertError(add(ADA, "Grace", "cons_" + "0".repeat(32)), HttpStatus.NOT_FOUND, "consent", "consent_not_found");
		assertError(add(ADA, "Grace", ""), HttpStatus.BAD_REQUEST, "consent", "missing_field");
	}

	@Test
	void listHasWhatLocalServersHave() {
		String consent = consent("Grace").path("id").asString();
		String own = json(add(ADA, "Grace", consent)).path("id").asString();
		JsonNode page = json(get(ADA, VOICES));
		assertThat(page.path("voices")).isEqualTo(page.path("data"));
		assertThat(page.at("/voices/0/id").asString()).isEqualTo(own);
		assertThat(page.path("voices").valueStream().map((voice) -> voice.path("name").asString())).contains("中文女");
		JsonNode next = json(get(ADA, VOICES + "?limit=1&after=" + own));
		assertThat(next.at("/voices/0/built_in").asBoolean()).isTrue();
		assertThat(json(get(ADA, VOICES + "/" + next.at("/voices/0/id").asString()))).isEqualTo(next.at("/voices/0"));
		assertError(get(ADA, VOICES + "?after=x"), HttpStatus.NOT_FOUND, "id", "voice_not_found");
	}

	@ParameterizedTest
	@EnumSource
	void othersKnowNothingOfEither(Other other) {
		String consent = consent("Grace").path("id").asString();
		String voice = json(add(ADA, "Grace", consent)).path("id").asString();
		String consentPath = CONSENTS + "/" + consent;
		assertError(get(other.caller, consentPath), HttpStatus.NOT_FOUND, "id", "consent_not_found");
		assertError(rename(other.caller, consentPath, "{\"name\":\"x\"}"), HttpStatus.NOT_FOUND, "id",
				"consent_not_found");
		assertError(call(other.caller, HttpMethod.DELETE, consentPath), HttpStatus.NOT_FOUND, "id",
				"consent_not_found");
		assertError(add(other.caller, "Mine", consent), HttpStatus.NOT_FOUND, "consent", "consent_not_found");
		assertThat(ids(json(get(other.caller, CONSENTS)))).isEmpty();
		assertError(get(other.caller, CONSENTS + "?after=" + consent), HttpStatus.NOT_FOUND, "after",
				"consent_not_found");
		assertError(get(other.caller, VOICES + "/" + voice), HttpStatus.NOT_FOUND, "id", "voice_not_found");
		assertError(call(other.caller, HttpMethod.DELETE, VOICES + "/" + voice), HttpStatus.NOT_FOUND, "id",
				"voice_not_found");
		assertThat(ids(json(get(other.caller, VOICES)))).doesNotContain(voice);
		get(ADA, consentPath).expectStatus().isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "audio/mpeg", "audio/wav", "audio/x-wav", "audio/ogg; codecs=opus", "audio/aac",
			"audio/flac", "audio/webm", "audio/mp4", "application/octet-stream" })
	void typesOfOpenAiAreTaken(String type) {
		send(ADA, CONSENTS, form("recording", MediaType.parseMediaType(type), 3, "name", "Grace", "language", "en"))
			.expectStatus()
			.isOk();
	}

	@Test
	void otherTypesAndMoreThanTenMebibytesAreRefused() {
		assertError(send(ADA, CONSENTS, form("recording", MediaType.IMAGE_PNG, 3, "name", "Grace", "language", "en")),
				HttpStatus.BAD_REQUEST, "recording", "invalid_field");
		assertError(send(ADA, CONSENTS, form("recording", MediaType.parseMediaType("audio/wav"), 10 * 1024 * 1024 + 1,
				"name", "Grace", "language", "en")), HttpStatus.CONTENT_TOO_LARGE, "recording", "too_large");
		assertError(send(ADA, CONSENTS, form("recording", MediaType.parseMediaType("audio/wav"), 3, "name", "Grace")),
				HttpStatus.BAD_REQUEST, "language", "missing_field");
	}

	private JsonNode consent(String name) {
		return json(send(ADA, CONSENTS,
				form("recording", MediaType.parseMediaType("audio/wav"), 3, "name", name, "language", "en-US")));
	}

	private ResponseSpec add(Caller caller, String name, String consent) {
		return send(caller, VOICES,
				form("audio_sample", MediaType.parseMediaType("audio/wav"), 3, "name", name, "consent", consent));
	}

	private ResponseSpec speakAs(Caller caller, String voice) {
		return as(caller).post().uri("/v1/audio/speech").bodyValue(request("voice", Map.of("id", voice))).exchange();
	}

	private ResponseSpec get(Caller caller, String path) {
		return call(caller, HttpMethod.GET, path);
	}

	private ResponseSpec call(Caller caller, HttpMethod method, String path) {
		return as(caller).method(method).uri(path).exchange();
	}

	private ResponseSpec rename(Caller caller, String path, String json) {
		return as(caller).post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(json).exchange();
	}

	private ResponseSpec send(Caller caller, String path, MultipartBodyBuilder form) {
		return as(caller).post().uri(path).bodyValue(form.build()).exchange();
	}

	private WebTestClient as(Caller caller) {
		return this.client.mutate().defaultHeaders((headers) -> {
			headers.set(SaidCaller.TENANT, caller.tenant());
			headers.set(SaidCaller.USER, caller.name());
		}).build();
	}

	private static MultipartBodyBuilder form(String part, MediaType type, int bytes, String... fields) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part(part, new byte[bytes], type).filename("a.wav");
		for (int i = 0; i < fields.length; i += 2) {
			form.part(fields[i], fields[i + 1]);
		}
		return form;
	}

	private static List<String> ids(JsonNode page) {
		return page.path("data").valueStream().map((thing) -> thing.path("id").asString()).toList();
	}

}

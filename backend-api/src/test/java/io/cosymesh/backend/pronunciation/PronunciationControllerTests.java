package io.cosymesh.backend.pronunciation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.backend.caller.SaidCaller;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.fakes.FakeInferenceEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PronunciationControllerTests extends PublicApi {

	private static final String ROUTE = "/api/v1/pronunciations";

	@Autowired
	private FakeInferenceEngine inferenceEngine;

	@Test
	void entryThatCanNotBeReadIsRefused() {
		put("eve", "x", "{\"reading\":\"%s\"}".formatted(FakeInferenceEngine.UNREADABLE)).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:tag-unknown")
			.jsonPath("$.field")
			.isEqualTo("reading")
			.jsonPath("$.position")
			.isEqualTo(0);
		list("eve").jsonPath("$.pronunciations.length()").isEqualTo(0);
	}

	@Test
	void wordThatCanNotBeReadMayHaveAReading() {
		put("mallory", FakeInferenceEngine.UNREADABLE, "{\"reading\":\"ex ex\"}").expectStatus().isCreated();
	}

	@Test
	void entryIsWrittenListedRewrittenAndDeleted() {
		put("ada", "重庆", "{\"reading\":\"[ch][óng][q][ìng]\",\"language\":\"zh\"}").expectStatus()
			.isCreated()
			.expectBody()
			.jsonPath("$.word")
			.isEqualTo("重庆")
			.jsonPath("$.language")
			.isEqualTo("zh")
			.jsonPath("$.updatedAt")
			.isNotEmpty();
		put("ada", "重庆", "{\"reading\":\"chong2 qing4\"}").expectStatus().isOk();
		list("ada").jsonPath("$.pronunciations.length()")
			.isEqualTo(1)
			.jsonPath("$.pronunciations[0].reading")
			.isEqualTo("chong2 qing4")
			.jsonPath("$.pronunciations[0].language")
			.isEqualTo(null)
			.jsonPath("$.limit")
			.isEqualTo(1000);
		delete("ada", "重庆").expectStatus().isNoContent();
		assertRefused(delete("ada", "重庆"), HttpStatus.NOT_FOUND, "word");
		list("ada").jsonPath("$.pronunciations").isEmpty();
	}

	@Test
	void eachOwnerHasADictionaryOfItsOwn() {
		put("berta", "live", "{\"reading\":\"liv\"}").expectStatus().isCreated();
		put("carl", "live", "{\"reading\":\"laiv\"}").expectStatus().isCreated();
		assertRefused(delete("dora", "live"), HttpStatus.NOT_FOUND, "word");
		delete("berta", "live").expectStatus().isNoContent();
		list("carl").jsonPath("$.pronunciations[0].reading").isEqualTo("laiv");
		list("dora").jsonPath("$.pronunciations").isEmpty();
	}

	@Test
	void entriesOfTheOwnerGoWithEverySpeechOfItsLanguage() {
		put("emil", "SVID", "{\"reading\":\"ess vid\"}").expectStatus().isCreated();
		put("emil", "行", "{\"reading\":\"háng\",\"language\":\"zh\"}").expectStatus().isCreated();
		put("fritz", "SVID", "{\"reading\":\"swid\"}").expectStatus().isCreated();
		PronunciationEntry svid = new PronunciationEntry("SVID", "ess vid");
		PronunciationEntry hang = new PronunciationEntry("行", "háng");
		assertThat(sent("emil", "en-GB")).containsExactly(svid);
		assertThat(sent("emil", "zh-CN")).containsExactly(svid, hang);
		assertThat(sent("emil", "")).containsExactly(svid, hang);
		assertThat(sent("greta", "")).isEmpty();
	}

	@Test
	void textIsReadWithTheOwnersEntries() {
		put("hans", "SPIFFE", "{\"reading\":\"spiffy\"}").expectStatus().isCreated();
		this.client.post()
			.uri("/api/v1/text")
			.header(SaidCaller.USER, "hans")
			.bodyValue(Map.of("text", "SPIFFE it is.", "language", "en"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.language")
			.isEqualTo("en")
			.jsonPath("$.sentences[0].runs[0].text")
			.isEqualTo("SPIFFE it is.");
		assertThat(this.inferenceEngine.lastReading.get().pronunciations())
			.containsExactly(new PronunciationEntry("SPIFFE", "spiffy"));
		assertThat(this.inferenceEngine.lastReading.get().language()).isEqualTo("en");
	}

	static Stream<Arguments> refusedTexts() {
		return Stream.of(arguments("{}", "text"), arguments("{\"text\":\" \"}", "text"),
				arguments("{\"text\":7}", "text"), arguments("{\"text\":\"a\",\"language\":\"no way\"}", "language"),
				arguments("{\"text\":\"a\",\"speed\":1}", "speed"), arguments("[]", "body"),
				arguments("{\"text\":\"" + "a".repeat(5_001) + "\"}", "text"));
	}

	@ParameterizedTest
	@MethodSource("refusedTexts")
	void textThatCanNotBeReadIsRefusedByField(String json, String field) {
		assertRefused(this.client.post()
			.uri("/api/v1/text")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange(), HttpStatus.BAD_REQUEST, field);
	}

	static Stream<Arguments> refusedEntries() {
		return Stream.of(arguments("{}", "reading"), arguments("{\"reading\":\"\"}", "reading"),
				arguments("{\"reading\":null}", "reading"), arguments("{\"reading\":7}", "reading"),
				arguments("{\"reading\":\"two\\nlines\"}", "reading"),
				arguments("{\"reading\":\"" + "a".repeat(257) + "\"}", "reading"),
				arguments("{\"reading\":\"a\",\"language\":\"english!\"}", "language"),
				arguments("{\"reading\":\"a\",\"word\":\"b\"}", "word"), arguments("[]", "body"),
				arguments("{", "body"));
	}

	@ParameterizedTest
	@MethodSource("refusedEntries")
	void entryThatIsWrongIsRefusedByField(String json, String field) {
		assertRefused(put("ina", "live", json), HttpStatus.BAD_REQUEST, field);
		list("ina").jsonPath("$.pronunciations").isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "...", " ", "right\u202eleft",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void wordThatIsNoneIsRefused(String word) {
		assertRefused(put("jo", word, "{\"reading\":\"a\"}"), HttpStatus.BAD_REQUEST, "word");
		assertRefused(delete("jo", word), HttpStatus.BAD_REQUEST, "word");
	}

	private List<PronunciationEntry> sent(String owner, String language) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "Hello.");
		form.part("language", language);
		form.part("format", "pcm");
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		this.client.post()
			.uri("/api/v1/clone")
			.header(SaidCaller.USER, owner)
			.bodyValue(form.build())
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult();
		return this.inferenceEngine.lastRequest.get().pronunciations();
	}

	private ResponseSpec put(String owner, String word, String json) {
		return this.client.put()
			.uri(ROUTE + "/{word}", word)
			.header(SaidCaller.USER, owner)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange();
	}

	private ResponseSpec delete(String owner, String word) {
		return this.client.delete().uri(ROUTE + "/{word}", word).header(SaidCaller.USER, owner).exchange();
	}

	private WebTestClient.BodyContentSpec list(String owner) {
		return this.client.get()
			.uri(ROUTE)
			.header(SaidCaller.USER, owner)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody();
	}

}

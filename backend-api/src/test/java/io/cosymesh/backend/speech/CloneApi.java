package io.cosymesh.backend.speech;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.fakes.FakeInferenceEngine;

/**
 * Asks for clones, of peers that are well unless a test says otherwise.
 */
abstract class CloneApi extends PublicApi {

	@Autowired
	FakeAudioProcessor audioProcessor;

	@Autowired
	FakeInferenceEngine inferenceEngine;

	@BeforeEach
	void peersAreWell() {
		this.audioProcessor.preparations.set(0);
		this.audioProcessor.preparing = this.audioProcessor::prepared;
		this.audioProcessor.encoding = FakeAudioProcessor::marked;
		this.inferenceEngine.speaking = (request) -> FakeInferenceEngine.words("one.", "two.");
		this.inferenceEngine.lastRequest.set(null);
		this.inferenceEngine.refusal = null;
		this.inferenceEngine.marking = MediaType.valueOf(SpeechFrame.MEDIA_TYPE);
	}

	static Map<String, String> fields(String... namesAndValues) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			fields.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return fields;
	}

	ResponseSpec postClone(Map<String, String> fields) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		fields.forEach(form::part);
		form.part("prompt", new ByteArrayResource(new byte[] { 1, 2, 3 })).filename("a.wav");
		return post(form);
	}

	ResponseSpec post(MultipartBodyBuilder form) {
		return this.client.post().uri("/api/v1/clone").bodyValue(form.build()).exchange();
	}

	ResponseSpec post(String body) {
		return this.client.post()
			.uri("/api/v1/clone")
			.header(HttpHeaders.CONTENT_TYPE, "multipart/form-data; boundary=b")
			.bodyValue(body.getBytes())
			.exchange();
	}

}

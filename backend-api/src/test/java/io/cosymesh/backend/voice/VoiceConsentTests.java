package io.cosymesh.backend.voice;

import io.cosymesh.backend.caller.SaidCaller;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.MultipartBodyBuilder;

import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;

class VoiceConsentTests extends VoiceApi {

	private static final byte REFUSED = 66;

	@Autowired
	private FakeAudioProcessor audioProcessor;

	@Autowired
	private Prompts prompts;

	@Autowired
	private AudioStore store;

	@AfterEach
	void audioProcessorIsWell() {
		this.audioProcessor.preparing = this.audioProcessor::prepared;
	}

	@Test
	void consentSaysWhoAgreedToWhatWhenAndFromWhere() {
		Map<?, ?> consent = (Map<?, ?>) added(ADA).get("consent");
		assertThat(consent.get("grantedBy")).isEqualTo("ada");
		assertThat((String) consent.get("grantedAt")).startsWith("20");
		assertThat(consent.get("text")).isEqualTo(Consent.STATEMENT);
		assertThat(consent.get("from")).isEqualTo(ADDRESS);
		assertThat(consent.get("recorded")).isEqualTo(false);
	}

	@Test
	void somebodyElseMayHaveAgreedToOtherWords() {
		Map<?, ?> voice = added(ADA, "consentBy", " Grace Hopper ", "consentText", "I, Grace, agree.");
		Map<?, ?> consent = (Map<?, ?>) voice.get("consent");
		assertThat(consent.get("grantedBy")).isEqualTo("Grace Hopper");
		assertThat(consent.get("text")).isEqualTo("I, Grace, agree.");
		assertThat(voice.get("owner")).isEqualTo("ada");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void recordedConsentIsPlayedAndGoesWithTheVoice(boolean first) {
		hearing();
		MultipartBodyBuilder form = first ? new MultipartBodyBuilder() : form();
		form.part("consentRecording", new byte[] { 8, 8 }).filename("consent.webm");
		if (first) {
			form.part("name", "Ada");
			form.part("consent", "true");
			form.part("prompt", new byte[] { 11, 12 }).filename("a.wav");
		}
		int before = kept();
		Map<?, ?> voice = body(add(ADA, form).expectStatus().isCreated());
		assertThat(kept()).isEqualTo(before + 2);
		assertThat(((Map<?, ?>) voice.get("consent")).get("recorded")).isEqualTo(true);
		byte[] wave = get(ADA, "/{id}/consent/recording", voice.get("id")).expectStatus()
			.isOk()
			.expectHeader()
			.contentType("audio/wav")
			.expectBody()
			.returnResult()
			.getResponseBody();
		assertThat(Arrays.copyOfRange(wave, wave.length - 2, wave.length)).containsExactly(8, 8);
		assertThat(this.prompts.sweep()).isZero();
		delete(ADA, voice.get("id")).expectStatus().isNoContent();
		assertThat(kept()).isEqualTo(before);
	}

	@Test
	void voiceWithoutARecordedConsentHasNoneToPlay() {
		Object id = added(ADA).get("id");
		assertRefused(get(ADA, "/{id}/consent/recording", id), HttpStatus.NOT_FOUND, "id");
	}

	@Test
	void recordingThatNobodyChoseCountsAsNone() {
		MultipartBodyBuilder form = form();
		form.part("consentRecording", new byte[0]).filename("");
		assertThat(((Map<?, ?>) body(add(ADA, form).expectStatus().isCreated()).get("consent")).get("recorded"))
			.isEqualTo(false);
	}

	@ParameterizedTest
	@CsvSource({ "prompt", "consentRecording" })
	void complaintAboutARecordingNamesItsPart(String part) {
		hearing();
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", "Ada");
		form.part("consent", "true");
		for (String each : List.of("prompt", "consentRecording")) {
			form.part(each, new byte[] { each.equals(part) ? REFUSED : 1 }).filename("a.wav");
		}
		int before = kept();
		assertRefused(add(ADA, form), HttpStatus.BAD_REQUEST, part);
		assertThat(kept()).isEqualTo(before);
	}

	@Test
	void wordsAndARecordingAreNoConsentByThemselves() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("name", "Ada");
		form.part("consentText", "I agree.");
		form.part("prompt", new byte[] { 1 }).filename("a.wav");
		form.part("consentRecording", new byte[] { 1 }).filename("b.wav");
		assertRefused(add(ADA, form), HttpStatus.BAD_REQUEST, "consent");
	}

	@Test
	void twoConsentRecordingsAreRefused() {
		MultipartBodyBuilder form = form();
		form.part("consentRecording", new byte[] { 1 }).filename("a.wav");
		form.part("consentRecording", new byte[] { 1 }).filename("b.wav");
		assertRefused(add(ADA, form), HttpStatus.BAD_REQUEST, "consentRecording");
	}

	private int kept() {
		return this.store.list("prompts").size();
	}

	/** Prepares each recording as what it is, so that two are two. */
	private void hearing() {
		this.audioProcessor.preparing = (recording) -> bytes(recording)
			.flatMap((audio) -> (audio[0] == REFUSED) ? Mono.error(refused()) : Mono.just(
					new PreparedPrompt(AudioBytes.of(audio), FakeAudioProcessor.REPORT, FakeAudioProcessor.FEATURES)));
	}

	private static Mono<byte[]> bytes(Flux<DataBuffer> recording) {
		return DataBufferUtils.join(recording).map((buffer) -> read(buffer));
	}

	private static byte[] read(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static PeerException refused() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "It is silent");
		problem.setType(URI.create("urn:cosymesh:problem:prompt-silent"));
		problem.setProperty("field", "prompt");
		return new PeerException.Answered("audio-processor", HttpStatus.BAD_REQUEST, problem, null);
	}

}

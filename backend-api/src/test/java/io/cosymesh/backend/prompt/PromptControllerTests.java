package io.cosymesh.backend.prompt;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Mono;

class PromptControllerTests extends PublicApi {

	@Autowired
	private FakeAudioProcessor audioProcessor;

	@Test
	void recordingIsJudged() {
		post("check", form()).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.advice[0]")
			.isEqualTo("NOISY")
			.jsonPath("$.container")
			.isEqualTo("wav/pcm_s16le");
	}

	@Test
	void recordingIsDrawn() {
		post("plot", form()).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.waveform.high[0]")
			.isEqualTo(0.5)
			.jsonPath("$.spectrogram.cells")
			.isEqualTo("Bw==")
			.jsonPath("$.pitch.hertz[0]")
			.isEqualTo(186.0);
	}

	@Test
	void recordingThatIsNoneIsRefusedInTheWordsOfWhoSawIt() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Sampled at 8000 Hz");
		problem.setProperty("field", "prompt");
		this.audioProcessor.preparing = (recording) -> Mono
			.error(new PeerException.Answered("audio-processor", HttpStatus.BAD_REQUEST, problem, null));
		try {
			post("check", form()).expectStatus()
				.isBadRequest()
				.expectBody()
				.jsonPath("$.field")
				.isEqualTo("prompt")
				.jsonPath("$.detail")
				.isEqualTo("Sampled at 8000 Hz");
		}
		finally {
			this.audioProcessor.preparing = this.audioProcessor::prepared;
		}
	}

	@Test
	void nothingElseIsTaken() {
		MultipartBodyBuilder form = form();
		form.part("text", "Hello.");
		post("plot", form).expectStatus().isBadRequest().expectBody().jsonPath("$.field").isEqualTo("text");
		post("check", new MultipartBodyBuilder()).expectStatus().is4xxClientError();
	}

	private static MultipartBodyBuilder form() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		return form;
	}

	private ResponseSpec post(String what, MultipartBodyBuilder form) {
		return this.client.post().uri("/api/v1/prompts/" + what).bodyValue(form.build()).exchange();
	}

}

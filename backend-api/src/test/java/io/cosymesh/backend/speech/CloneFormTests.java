package io.cosymesh.backend.speech;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a form may look like that asks for a clone.
 */
class CloneFormTests extends CloneApi {

	@Test
	void textMayComeAfterThePromptAndIsStillCheckedBeforeSynthesis() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		form.part("text", "");
		assertRefused(post(form), HttpStatus.BAD_REQUEST, "text");
		assertThat(this.audioProcessor.preparations).hasValue(1);
		assertThat(this.inferenceEngine.lastRequest).hasValue(null);
	}

	@Test
	void promptThatIsMissingIsNamed() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "Hello.");
		assertRefused(post(form), HttpStatus.BAD_REQUEST, "prompt");
	}

	@Test
	void textThatIsMissingIsNamed() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		assertRefused(post(form), HttpStatus.BAD_REQUEST, "text");
	}

	@Test
	void promptThatIsNoFileIsRefused() {
		assertRefused(post("""
				--b\r
				Content-Disposition: form-data; name="prompt"\r
				\r
				words\r
				--b--\r
				"""), HttpStatus.BAD_REQUEST, "prompt");
	}

	@Test
	void fieldThatIsSentTwiceIsRefused() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "Hello.");
		form.part("text", "Bye.");
		assertRefused(post(form), HttpStatus.BAD_REQUEST, "text");
	}

	@ParameterizedTest
	@ValueSource(ints = { 66_000, 900_000 })
	void fieldOver64KibibytesIsRefused(int size) {
		assertRefused(postClone(fields("text", "a".repeat(size))), HttpStatus.CONTENT_TOO_LARGE, "text");
	}

	@Test
	void recordingUnderAnotherNameIsAnUnknownField() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt_audio", new byte[100_000]).filename("a.wav");
		assertRefused(post(form), HttpStatus.BAD_REQUEST, "prompt_audio");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "words", "--b\r\n", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
			"--b\r\nContent-Disposition: form-data; name=\"prompt\"; filename=\"a.wav\"\r\n\r\ncut o",
			"--b\r\nContent-Disposition: form-data; name=\"text\"\r\nContent-Type: ///\r\n\r\nx\r\n--b--\r\n" })
	void bodyThatIsNotWholeMultipartIsRefused(String body) {
		assertRefused(post(body), HttpStatus.BAD_REQUEST, "prompt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-www-form-urlencoded", "audio/wav" })
	void requestThatIsNoMultipartIsRefused(String type) {
		assertRefused(this.client.post()
			.uri("/api/v1/clone")
			.contentType(MediaType.parseMediaType(type))
			.bodyValue("{}".getBytes())
			.exchange(), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "prompt");
	}

	@Test
	void requestWithoutBoundaryIsRefused() {
		assertRefused(this.client.post()
			.uri("/api/v1/clone")
			.header(HttpHeaders.CONTENT_TYPE, "multipart/form-data")
			.bodyValue("words".getBytes())
			.exchange(), HttpStatus.BAD_REQUEST, "prompt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "name=\"", "name=\"\r\nevent=forged\"", "filename=\"; name=x", "" })
	void partThatCanNotBeReadIsRefused(String disposition) {
		assertRefused(
				post("--b\r\nContent-Disposition: form-data; %s\r\n\r\nHello.\r\n--b--\r\n".formatted(disposition)),
				HttpStatus.BAD_REQUEST, "prompt");
	}

	@Test
	void promptOver25MebibytesIsRefused() {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "Hello.");
		form.part("prompt", new byte[25 * 1024 * 1024 + 1]).filename("a.wav");
		assertRefused(post(form), HttpStatus.CONTENT_TOO_LARGE, "prompt");
	}

}

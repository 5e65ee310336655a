package io.cosymesh.backend.voice;

import io.cosymesh.backend.caller.SaidCaller;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.PublicApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class VoiceControllerTests extends PublicApi {

	private static final String UNKNOWN = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

	@Test
	void keptVoiceIsDescribedListedPlayedAndForgotten() {
		Map<?, ?> voice = add(fields("name", " Ada ", "consent", "true", "transcript", "What I said.", "language", "en",
				"labels", "calm, low,calm,"))
			.expectStatus()
			.isCreated()
			.expectHeader()
			.valueMatches("Location", "/api/v1/voices/[0-9a-f-]{36}")
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		assertThat(voice.get("name")).isEqualTo("Ada");
		assertThat(voice.get("labels")).asInstanceOf(InstanceOfAssertFactories.LIST).containsExactly("calm", "low");
		assertThat(voice.get("quality")).extracting("container").isEqualTo("wav/pcm_s16le");
		assertThat(voice.get("consent")).extracting("grantedBy").isEqualTo("ada");
		assertThat(voice.containsKey("features")).isFalse();
		String path = "/api/v1/voices/" + voice.get("id");
		this.client.get().uri(path).exchange().expectStatus().isOk().expectBody(Map.class).isEqualTo(voice);
		this.client.get()
			.uri("/api/v1/voices")
			.exchange()
			.expectBody()
			.jsonPath("$.voices[0].id")
			.isEqualTo(voice.get("id"));
		this.client.delete().uri(path).exchange().expectStatus().isNoContent();
		for (String gone : new String[] { path, path + "/prompt" }) {
			assertRefused(this.client.get().uri(gone).exchange(), HttpStatus.NOT_FOUND, "id");
		}
		assertRefused(this.client.delete().uri(path).exchange(), HttpStatus.NOT_FOUND, "id");
	}

	@Test
	void voicesAreFoundByWhatIsSaidOfThem() {
		String mark = "50%_of " + UNKNOWN;
		add(fields("name", "Zoë " + mark, "consent", "true", "language", "en-GB", "labels", "calm"));
		add(fields("name", "Someone", "consent", "true", "transcript", mark, "language", "zh"));
		add(fields("name", "Else 50xxof", "consent", "true", "language", "en"));
		assertThat(names("q={q}", mark.toUpperCase(Locale.ROOT))).containsExactly("Someone", "Zoë " + mark);
		assertThat(names("q={q}&language=en", mark)).containsExactly("Zoë " + mark);
		assertThat(names("q={q}&limit=1", mark)).containsExactly("Someone");
		assertThat(names("q={q}", "50%_of")).doesNotContain("Else 50xxof");
		assertThat(names("q={q}", "nobody is called so")).isEmpty();
	}

	@Test
	void whatIsSaidOfAVoiceChangesAndTheRestStays() {
		Map<?, ?> voice = add(fields("name", "Ada", "consent", "true", "transcript", "What I said.", "language", "en"))
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		String path = "/api/v1/voices/" + voice.get("id");
		Map<?, ?> changed = change(path, "{\"name\": \" Eva \", \"labels\": [\"low\", \"low\"], \"language\": null}")
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		assertThat(changed.get("name")).isEqualTo("Eva");
		assertThat(changed.get("labels")).isEqualTo(List.of("low"));
		assertThat(changed.get("language")).isNull();
		assertThat(changed.get("transcript")).isEqualTo("What I said.");
		assertThat(changed.get("consent")).isEqualTo(voice.get("consent"));
		this.client.get().uri(path).exchange().expectBody(Map.class).isEqualTo(changed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"name": ""}            | name
			{"name": null}          | name
			{"name": 7}             | name
			{"labels": "calm"}      | labels
			{"labels": [1]}         | labels
			{"language": "<x>"}     | language
			{"consent": "true"}     | consent
			{"shared": "true"}      | shared
			{"shared": null}        | shared
			{}                      | body
			[]                      | body
			""")
	void changeThatIsWrongIsRefusedAndChangesNothing(String body, String field) {
		Map<?, ?> voice = add(fields("name", "Ada", "consent", "true")).expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		String path = "/api/v1/voices/" + voice.get("id");
		assertRefused(change(path, body), HttpStatus.BAD_REQUEST, field);
		this.client.get().uri(path).exchange().expectBody(Map.class).isEqualTo(voice);
	}

	@Test
	void voiceThatIsNotThereCanNotChange() {
		assertRefused(change("/api/v1/voices/" + UNKNOWN, "{\"name\": \"Eva\"}"), HttpStatus.NOT_FOUND, "id");
	}

	private ResponseSpec change(String path, String body) {
		return this.client.patch().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
	}

	private List<String> names(String query, Object... values) {
		Map<?, ?> page = this.client.get()
			.uri("/api/v1/voices?" + query, values)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		return ((List<?>) page.get("voices")).stream()
			.map((voice) -> (String) ((Map<?, ?>) voice).get("name"))
			.toList();
	}

	@Test
	void promptIsPlayedAsWave() throws Exception {
		Map<?, ?> voice = add(fields("name", "Ada", "consent", "true")).expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		byte[] wave = this.client.get()
			.uri("/api/v1/voices/" + voice.get("id") + "/prompt")
			.exchange()
			.expectHeader()
			.contentType("audio/wav")
			.expectBody()
			.returnResult()
			.getResponseBody();
		try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wave))) {
			assertThat(audio.getFormat().getSampleRate()).isEqualTo(24_000);
			assertThat(audio.getFormat().getChannels()).isEqualTo(1);
			assertThat(audio.readAllBytes()).containsExactly(1, 2, 3, 4);
		}
	}

	static Stream<Arguments> refusedFields() {
		return Stream.of(arguments("name", ""), arguments("name", " "), arguments("name", "a".repeat(101)),
				arguments("name", "two\nlines"), arguments("name", "right\u202eleft"), arguments("consent", "false"),
				arguments("consent", ""), arguments("consent", "yes"), arguments("language", "<script>"),
				arguments("transcript", "a".repeat(1_001)), arguments("labels", "a".repeat(41)),
				arguments("labels", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q"), arguments("labels", "\u0000"),
				arguments("text", "Hello."), arguments("shared", "yes"), arguments("consentBy", "two\nlines"),
				arguments("consentBy", "a".repeat(256)), arguments("consentText", "a".repeat(2_001)),
				arguments("consentText", "\u0000"), arguments("consentRecording", "not a file"));
	}

	@ParameterizedTest
	@MethodSource("refusedFields")
	void fieldThatIsWrongIsNamed(String field, String value) {
		Map<String, String> fields = fields("name", "Ada", "consent", "true");
		fields.put(field, value);
		assertRefused(add(fields), HttpStatus.BAD_REQUEST, field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "consent" })
	void requiredFieldThatIsMissingIsNamed(String field) {
		Map<String, String> fields = fields("name", "Ada", "consent", "true");
		fields.remove(field);
		assertRefused(add(fields), HttpStatus.BAD_REQUEST, field);
	}

	@ParameterizedTest
	@ValueSource(strings = { UNKNOWN, "1-1-1-1-1", "x", "%2e%2e%2fdb" })
	void voiceThatIsNotThereIsNotFound(String id) {
		assertRefused(this.client.get().uri(URI.create("/api/v1/voices/" + id)).exchange(), HttpStatus.NOT_FOUND, "id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=101", "limit=many", "after=x", "after=MjAyNiB4", "language=1",
			"shared=maybe", "builtIn=1" })
	void pageThatCanNotBeIsRefused(String query) {
		assertRefused(this.client.get().uri("/api/v1/voices?" + query).exchange(), HttpStatus.BAD_REQUEST,
				query.substring(0, query.indexOf('=')));
	}

	@BeforeEach
	void everybodyIsAda() {
		this.client = this.client.mutate().defaultHeader(SaidCaller.USER, "ada").build();
	}

	private static Map<String, String> fields(String... namesAndValues) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			fields.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return fields;
	}

	private ResponseSpec add(Map<String, String> fields) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[] { 1, 2, 3 }).filename("a.wav");
		fields.forEach(form::part);
		return this.client.post().uri("/api/v1/voices").bodyValue(form.build()).exchange();
	}

}

package io.cosymesh.system;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * What may be asked of a speech, measured in what is heard, through the whole stack.
 */
@Order(3)
@ExtendWith(StackExtension.class)
class SpeechRequestsIT {

	private static final int RATE = 24_000;

	private static Gateway gateway;

	private static String voice;

	@BeforeAll
	static void keepAVoice(Cosymesh stack) {
		gateway = new Gateway(stack.credentials());
		HttpResponse<byte[]> created = gateway.send(gateway.json("POST", "/api/v1/voices", "")
			.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("name", "Requests", "consent", "true"), Clips.ordinary()))
			.build());
		voice = json(created, 201).path("id").asString();
	}

	@AfterAll
	static void forgetIt() {
		gateway.send(gateway.json("DELETE", "/api/v1/voices/" + voice, "").build());
		gateway.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			The first is short. [pause:0.5s] The second is not so short.                                | 0.5
			The first is short. [pause:2s] The second is not so short.                                  | 2
			<speak>The first is short. <break time="700ms"/> The second is not so short.</speak>        | 0.7
			<speak>The first is short. <break time="1.25s"/> The second is not so short.</speak>        | 1.25
			""")
	void pauseIsAsLongAsItIsAsked(String text, double seconds) {
		SpokenEvents spoken = told(Map.of("text", text, "format", "pcm", "language", "en"));
		assertThat(spoken.sentences()).extracting((sentence) -> sentence.path("text").asString())
			.containsExactly("The first is short.", "The second is not so short.");
		double from = spoken.sentences().getFirst().path("endSeconds").asDouble();
		double to = spoken.sentences().getLast().path("startSeconds").asDouble();
		assertThat(to - from).isCloseTo(seconds, within(0.5 / RATE));
		short[] samples = Player.samples(spoken.audio());
		int begin = Math.toIntExact(Math.round(from * RATE));
		int end = Math.toIntExact(Math.round(to * RATE));
		assertThat(level(Arrays.copyOfRange(samples, begin, end)))
			.isLessThan(level(Arrays.copyOf(samples, begin)) / 50);
		assertThat(level(Arrays.copyOfRange(samples, end, samples.length))).isGreaterThan(1_000);
	}

	@Test
	void sentencesAddUpToTheAudio() {
		SpokenEvents spoken = told(
				Map.of("text", "One. Two and three. [pause:0.3s] 四五六。", "format", "pcm", "seed", "7"));
		assertThat(spoken.names()).startsWith("speech", "audio").endsWith("sentence", "done");
		assertThat(spoken.start().path("engine").asString()).isEqualTo("embedded");
		assertThat(spoken.start().path("seed").asLong()).isEqualTo(7);
		assertThat(spoken.start().path("sampleRate").asInt()).isEqualTo(RATE);
		List<JsonNode> sentences = spoken.sentences();
		assertThat(sentences).hasSize(spoken.end().path("sentences").asInt());
		assertThat(sentences.getFirst().path("startSeconds").asDouble()).isZero();
		for (int i = 1; i < sentences.size(); i++) {
			assertThat(sentences.get(i).path("index").asInt()).isEqualTo(i);
			double gap = sentences.get(i).path("startSeconds").asDouble()
					- sentences.get(i - 1).path("endSeconds").asDouble();
			assertThat(gap).isCloseTo((i == 2) ? 0.3 : 0, within(0.5 / RATE));
		}
		double seconds = spoken.audio().length / 2.0 / RATE;
		assertThat(spoken.end().path("seconds").asDouble()).isEqualTo(seconds);
		assertThat(sentences.getLast().path("endSeconds").asDouble()).isEqualTo(seconds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wav", "mp3", "opus", "flac", "aac" })
	void eventsCarryTheFileThatPlainAudioWouldBe(String format) {
		Map<String, Object> request = Map.of("text", "Hello there. Goodbye.", "format", format, "seed", 7);
		SpokenEvents spoken = told(request);
		assertThat(spoken.start().path("format").asString()).isEqualTo(format);
		assertThat(spoken.sentences()).hasSize(2);
		assertThat(spoken.names()).endsWith("done");
		if (!format.equals("opus")) {
			// Ogg streams have a random serial number.
			assertThat(spoken.audio()).isEqualTo(spoken(request).body());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "wav", "pcm", "mp3", "opus", "flac", "aac" })
	void speedHoldsInEveryFormat(String format) {
		double plain = seconds("1", format);
		assertThat(seconds("0.5", format) / plain).isBetween(1.6, 2.3);
		assertThat(seconds("2", format) / plain).isBetween(0.4, 0.65);
	}

	@Test
	void seedIsEchoedAndMakesTheSameSpeech() {
		Map<String, Object> request = Map.of("text", "Say it again.", "format", "pcm", "seed", 4711);
		HttpResponse<byte[]> first = spoken(request);
		assertThat(first.headers().firstValue("X-Seed")).hasValue("4711");
		assertThat(spoken(request).body()).isEqualTo(first.body());
		HttpResponse<byte[]> fresh = spoken(Map.of("text", "Say it again.", "format", "pcm"));
		String seed = fresh.headers().firstValue("X-Seed").orElseThrow();
		assertThat(spoken(Map.of("text", "Say it again.", "format", "pcm", "seed", seed)).body())
			.isEqualTo(fresh.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "zero_shot", "cross_lingual", "3s极速复刻", "跨语种复刻" })
	void modeNeedsNothingElse(String mode) {
		assertThat(spoken(Map.of("text", "你好。", "mode", mode)).statusCode()).isEqualTo(200);
	}

	@Test
	void instructIsFollowedOrRefusedByName() {
		assertThat(spoken(Map.of("text", "你好。", "mode", "自然语言控制", "instruct", "请用广东话表达。")).headers()
			.firstValue("X-Language")).hasValue("yue");
		JsonNode unknown = json(spoken(Map.of("text", "你好。", "mode", "instruct", "instruct", "请用四川话表达。")), 400);
		assertThat(unknown.path("type").asString()).isEqualTo("urn:cosymesh:problem:dialect-not-supported");
		assertThat(unknown.path("field").asString()).isEqualTo("instruct");
		assertThat(json(spoken(Map.of("text", "你好。", "mode", "instruct")), 400).path("field").asString())
			.isEqualTo("instruct");
		assertThat(json(spoken(Map.of("text", "你好。", "mode", "sft")), 400).path("field").asString()).isEqualTo("voice");
	}

	@Test
	void whoeverStopsListeningToTheEventsStopsTheEngine() throws Exception {
		String story = "Nobody will hear the end of this long story, and nobody has to make it. ".repeat(60);
		HttpResponse<InputStream> response = gateway
			.stream(eventRequest(Map.of("text", story, "format", "pcm", "language", "en")));
		try (InputStream events = response.body()) {
			assertThat(new String(events.readNBytes(12), StandardCharsets.UTF_8)).isEqualTo("event:speech");
			assertThat(speeches()).isPositive();
		}
		await().untilAsserted(() -> assertThat(speeches()).isZero());
	}

	@Test
	void whatIsWrongIsRefusedBeforeAnyEvent() {
		HttpResponse<byte[]> response = events(Map.of("text", "Hello. [wobble]"));
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(json(response, 400).path("position").asInt()).isEqualTo(7);
	}

	private static double seconds(String speed, String format) {
		byte[] audio = spoken(Map.of("text", "The evening sun shone on the hills and on the quiet harbour.", "speed",
				speed, "format", format))
			.body();
		return format.equals("pcm") ? audio.length / 2.0 / RATE : Player.seconds(audio);
	}

	private static SpokenEvents told(Map<String, Object> request) {
		return SpokenEvents.parse(events(request));
	}

	private static HttpResponse<byte[]> events(Map<String, Object> request) {
		return gateway.send(eventRequest(request));
	}

	private static HttpRequest eventRequest(Map<String, Object> request) {
		return gateway.json("POST", "/api/v1/speech", body(request)).header("Accept", "text/event-stream").build();
	}

	private static int speeches() {
		return json(gateway.send(gateway.get("/api/v1/engines").build()), 200).at("/engines/0/load/running").asInt();
	}

	private static HttpResponse<byte[]> spoken(Map<String, Object> request) {
		return gateway.send(gateway.json("POST", "/api/v1/speech", body(request)).build());
	}

	private static String body(Map<String, Object> request) {
		Map<String, Object> all = new LinkedHashMap<>(Map.of("voice", voice));
		all.putAll(request);
		return JsonMapper.shared().writeValueAsString(all);
	}

	private static JsonNode json(HttpResponse<byte[]> response, int status) {
		JsonNode body = JsonMapper.shared().readTree(response.body());
		assertThat(response.statusCode()).as(body.toString()).isEqualTo(status);
		return body;
	}

	private static double level(short[] samples) {
		double sum = 0;
		for (short sample : samples) {
			sum += (double) sample * sample;
		}
		return Math.sqrt(sum / samples.length);
	}

}

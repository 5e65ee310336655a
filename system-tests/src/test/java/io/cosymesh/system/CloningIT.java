package io.cosymesh.system;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Order(1)
@ExtendWith(StackExtension.class)
class CloningIT {

	private static final String ENGLISH = "Hello, this is my own voice.";

	private static final String MANDARIN = "你好，我是深圳人。";

	private static final String FIVE_SENTENCES = """
			The first sentence is about the weather, which has been unusually mild for the season so far this year. \
			The second sentence describes the long road that leads from the harbour up to the old town on the hill. \
			The third sentence counts the lanterns that hang over the market when the evening slowly comes down. \
			The fourth sentence remembers the people who used to sit here and tell each other about their journeys. \
			The fifth and last sentence says goodbye to everybody and wishes them a quiet and pleasant night.""";

	private static Cosymesh stack;

	private static Gateway gateway;

	@BeforeAll
	static void connect(Cosymesh running) {
		stack = running;
		gateway = new Gateway(running.credentials());
	}

	@AfterAll
	static void disconnect() {
		gateway.close();
	}

	@ParameterizedTest
	@MethodSource("speakers")
	void englishIsSpokenAtThePitchOfTheClip(Clips.Clip clip) {
		assertTakesAfter(clip, ENGLISH, 1, 6);
	}

	@ParameterizedTest
	@MethodSource("speakers")
	void mandarinIsSpokenAtThePitchOfTheClip(Clips.Clip clip) {
		assertTakesAfter(clip, MANDARIN, 1, 6);
	}

	@Test
	void speakCommandWritesAWavThatAnyPlayerUnderstands(@TempDir Path folder) throws Exception {
		Path clip = Files.write(folder.resolve("clip.wav"), Clips.ordinary());
		Path out = folder.resolve("out.wav");
		stack.succeed("speak", "--prompt", clip.toString(), "--text", ENGLISH, "--out", out.toString());
		byte[] wav = Files.readAllBytes(out);
		WavAudio audio = WavAudio.parse(wav);
		assertThat(audio.sampleRate()).isEqualTo(24000);
		assertThat(audio.channels()).isOne();
		assertThat(audio.seconds()).isBetween(1.0, 6.0);
		assertThat(ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
			.as("the RIFF length, unknown while it streamed")
			.isEqualTo(wav.length - 8);
	}

	@Test
	void firstSoundArrivesBeforeTheLastIsMade() throws Exception {
		long begin = System.nanoTime();
		HttpResponse<InputStream> response = gateway
			.stream(gateway.cloneRequest(Map.of("text", FIVE_SENTENCES, "format", "pcm"), Clips.ordinary()).build());
		assertThat(response.statusCode()).isEqualTo(200);
		try (InputStream body = response.body()) {
			byte[] first = body.readNBytes(4800);
			double firstSound = secondsSince(begin);
			byte[] rest = body.readAllBytes();
			double everything = secondsSince(begin);
			assertThat(first).hasSize(4800);
			assertThat((first.length + rest.length) / 48_000.0).as("seconds of speech").isGreaterThan(20);
			assertThat(firstSound).as("first sound of %.2f s", everything).isLessThan(everything * 0.6);
		}
	}

	@Test
	void mp3IsMadeOnTheWay() {
		HttpResponse<byte[]> response = gateway.clone(Map.of("text", ENGLISH, "format", "mp3"), Clips.ordinary());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
		byte[] head = response.body();
		assertThat(isMp3(head)).as("an MP3 frame or ID3 tag").isTrue();
	}

	@Test
	void resultSaysWhatMadeIt() {
		HttpResponse<byte[]> response = gateway.clone(Map.of("text", ENGLISH), Clips.ordinary());
		assertThat(response.headers().firstValue("X-Engine")).hasValue("embedded");
		assertThat(response.headers().firstValue("X-Sample-Rate")).hasValue("24000");
		assertThat(response.headers().firstValue("X-Seed")).isPresent();
	}

	@Test
	void voiceIsKeptUsedAndDeleted() {
		Map<String, String> fields = Map.of("name", "Ada", "consent", "true");
		HttpResponse<byte[]> created = gateway.send(gateway.json("GET", "/api/v1/voices", "")
			.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(fields, Clips.ordinary()))
			.build());
		assertThat(created.statusCode()).as(new String(created.body())).isEqualTo(201);
		String id = JsonMapper.shared().readTree(created.body()).path("id").asString();
		String speech = JsonMapper.shared().writeValueAsString(Map.of("voice", id, "text", ENGLISH));
		HttpResponse<byte[]> spoken = gateway.send(gateway.json("POST", "/api/v1/speech", speech).build());
		assertThat(WavAudio.parse(spoken.body()).seconds()).isBetween(1.0, 6.0);
		assertThat(gateway.send(gateway.json("DELETE", "/api/v1/voices/" + id, "").build()).statusCode())
			.isEqualTo(204);
		assertThat(gateway.send(gateway.json("GET", "/api/v1/voices/" + id, "").build()).statusCode()).isEqualTo(404);
	}

	@Test
	void everyServiceTellsWhoItIs() {
		assertThat(stack.status()).hasSize(5).allSatisfy((service) -> {
			assertThat(service.path("state").asString()).isEqualTo("running");
			assertThat(service.path("spiffeId").asString())
				.isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/" + service.path("name").asString());
			assertThat(Instant.parse(service.path("expiresAt").asString())).isBefore(Instant.now().plusSeconds(61));
		});
	}

	@Test
	void upWhenUpSaysSoAndChangesNothing() {
		JsonNode before = stack.status("backend-api");
		Cosymesh.Result result = stack.succeed("up", "--detach");
		assertThat(result.err()).contains("up already");
		assertThat(stack.status("backend-api").path("pid")).isEqualTo(before.path("pid"));
	}

	@Test
	void joinTokenComesAloneOnStandardOutput() {
		Cosymesh.Result result = stack.succeed("token", "--service-account", "visitor", "--ttl", "2m");
		assertThat(result.out().strip()).hasSizeGreaterThan(20).doesNotContainAnyWhitespaces();
	}

	static Stream<Clips.Clip> speakers() throws Exception {
		return Clips.speakers();
	}

	private static void assertTakesAfter(Clips.Clip clip, String text, double shortest, double longest) {
		HttpResponse<byte[]> response = gateway.clone(new HashMap<>(Map.of("text", text)), clip.wav());
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
		WavAudio audio = WavAudio.parse(response.body());
		assertThat(audio.sampleRate()).isEqualTo(24000);
		assertThat(audio.channels()).isOne();
		assertThat(audio.seconds()).isBetween(shortest, longest);
		double wanted = MedianPitch.of(WavAudio.parse(clip.wav()));
		double got = MedianPitch.of(audio);
		assertThat(MedianPitch.semitones(got, wanted)).as("%.0f Hz for a clip of %.0f Hz", got, wanted)
			.isLessThanOrEqualTo(2);
	}

	private static boolean isMp3(byte[] head) {
		boolean tag = head[0] == 'I' && head[1] == 'D' && head[2] == '3';
		return tag || ((head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0);
	}

	private static double secondsSince(long begin) {
		return (System.nanoTime() - begin) / 1e9;
	}

}

package io.cosymesh.inference.cosyvoice;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

/**
 * The engine and the server that we ship for CosyVoice, driven by it.
 */
@Timeout(120)
class CosyVoiceServerIT {

	private static final String PREFIX = "You are a helpful assistant.<|endofprompt|>";

	private static final SpeechOrder ORDER = Driving.order("Hello there.", null, 1, 170, "What I said.");

	@TempDir
	private Path work;

	private CosyVoiceServer server;

	private CosyVoiceEngine engine;

	@BeforeAll
	static void requirePython() throws Exception {
		CosyVoiceServer.require();
	}

	@AfterEach
	void stop() {
		if (this.engine != null) {
			this.engine.close();
		}
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void speaksInTheVoiceOfTheRecordingAndKeepsNoneOfIt() throws Exception {
		start();
		byte[] pcm = Driving.hear(this.engine, Driving.order("This is my own voice.", null, 1, 190, "What I said."));
		assertThat(Listening.semitonesFrom(190, pcm)).isBetween(-0.5, 0.5);
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(2.68, offset(0.05));
		assertThat(this.server.model()).containsSubsequence("told seed=7",
				asked("zero_shot", "This is my own voice.", PREFIX + "What I said."));
		await().until(() -> CosyVoiceServer.recordings(this.work).isEmpty());
	}

	@Test
	void otherModesCarryTheMarkOnce() throws Exception {
		start();
		Driving.hear(this.engine, Driving.order("Hello there.", null, 1, 150, null));
		Driving.hear(this.engine, Driving.order("Hello there.", "loud", 1, 150, "What I said."));
		assertThat(this.server.model()).contains(asked("cross_lingual", PREFIX + "Hello there.", ""),
				asked("instruct2", "Hello there.",
						"You are a helpful assistant. Please say a sentence as loudly as possible.<|endofprompt|>"));
	}

	@Test
	void everySpeechBeginsAsFastAsTheFirstAndLeavesNothingBehind() throws Exception {
		start();
		for (int i = 0; i < 4; i++) {
			Driving.hear(this.engine, Driving.order("This sentence is long enough to double the hop twice.", null, 1,
					150, "What I said."));
		}
		assertThat(this.server.model()).filteredOn((line) -> line.startsWith("asked"))
			.hasSize(5)
			.allSatisfy((line) -> assertThat(line).endsWith("hop=25 sessions=0"));
	}

	@Test
	void tagsAndUmlautsAreNotWrittenOut() throws Exception {
		start();
		Driving.hear(this.engine, Driving.order("Read [R][EH1][D] aloud."));
		Driving.hear(this.engine, Driving.order("Schöne Grüße nach Köln, liebe Leute."));
		Driving.hear(this.engine, Driving.order("我有25个。"));
		assertThat(this.server.model()).filteredOn((line) -> line.contains("mode=zero_shot"))
			.extracting((line) -> line.contains("reads=True"))
			.containsExactly(true, false, false, true);
	}

	@Test
	void speedIsTakenWithoutStreaming() throws Exception {
		start();
		CosyVoiceEngine fast = Driving.engine(this.server.url(), "dialect=fastapi", "takes-speed=true");
		fast.selfTest();
		byte[] pcm = Driving.hear(fast, Driving.order("This is my own voice.", null, 1.5, 150, "What I said."));
		fast.close();
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(2.68 / 1.5, offset(0.05));
		assertThat(this.server.model().getLast()).contains("stream=False speed=1.5");
	}

	@Test
	void modelThatFailsBeforeItsFirstSoundIsAnErrorAtOnce() throws Exception {
		start();
		assertFails("Please break here, in the middle of all this.", "The runtime answered 500");
		assertThat(this.server.model()).filteredOn((line) -> line.startsWith("told seed"))
			.containsExactly("told seed=1", "told seed=7", "told seed=8", "told seed=9");
		assertFails("This silence says nothing at all.", "The runtime answered 500");
		assertSpeaks();
	}

	@Test
	void modelThatFailsLaterBreaksTheAnswerOff() throws Exception {
		start();
		assertFails("The number in here is none, as one can hear.", "The runtime broke off its answer");
		assertSpeaks();
	}

	@Test
	void modelThatHangsIsFreedForTheNext() throws Exception {
		start("--patience", "1");
		assertFails("This will never end, however long one waits.", "The runtime broke off its answer");
		assertSpeaks();
		assertThat(this.server.log()).anySatisfy((line) -> assertThat(line).contains("event=speech-hangs"));
	}

	@Test
	void modelThatHangsForGoodTakesTheProcessAlong() throws Exception {
		start("--patience", "1", "--grace", "1");
		assertFails("Now it is stuck.", "The runtime ");
		assertThat(this.server.exitValue()).isEqualTo(70);
	}

	@Test
	void listenerWhoLeavesEndsTheSpeech() throws Exception {
		start();
		Speech speech = this.engine.open(slowly());
		assertThat(speech.next()).isPresent();
		speech.close();
		await().untilAsserted(() -> assertThat(this.server.log())
			.anySatisfy((line) -> assertThat(line).contains("event=speech-failed given-up=True")));
		assertSpeaks();
		assertThat(this.server.model().getLast()).endsWith("hop=25 sessions=0");
	}

	@Test
	void moreThanMayWaitAreSentAway() throws Exception {
		start("--waiting", "0");
		Speech speech = this.engine.open(slowly());
		assertThat(speech.next()).isPresent();
		assertThat(refusal("Hi.", wav(3))).isEqualTo("503 Too many are waiting");
		speech.close();
	}

	@Test
	void processEndsCleanlyWhenItIsWorn() throws Exception {
		start("--recycle-after", "3");
		assertSpeaks();
		assertSpeaks();
		assertThat(this.server.exitValue()).isZero();
		assertThat(CosyVoiceServer.recordings(this.work)).isEmpty();
	}

	@Test
	void textsStayOutOfTheLog() throws Exception {
		start();
		assertSpeaks();
		assertFails("Please break here, in the middle of all this.", "The runtime answered 500");
		assertThat(String.join("\n", this.server.log())).doesNotContain("Hello", "What I said", "break here",
				"synthesis");
	}

	@Test
	void requestOfTheStockClientIsUnderstood() throws Exception {
		Path speakers = Files.createDirectory(this.work.resolve("speakers"));
		Files.write(speakers.resolve("中文女.wav"), wav(3));
		start("--speakers", speakers.toString());
		HttpResponse<byte[]> spoken = get("/inference_sft", "tts_text=你好&spk_id=中文女");
		assertThat(spoken.statusCode()).isEqualTo(200);
		assertThat(spoken.headers().firstValue("X-Sample-Rate")).contains("24000");
		assertThat(spoken.body().length).isEqualTo(2 * 24_000 * 4 / 5);
		assertThat(get("/inference_instruct", "tts_text=你好&spk_id=中文女&instruct_text=请大声。").statusCode()).isEqualTo(200);
		assertThat(this.server.model()).contains(asked("cross_lingual", PREFIX + "你好", ""),
				asked("instruct2", "你好", "You are a helpful assistant. 请大声。<|endofprompt|>"));
		assertThat(get("/inference_sft", "tts_text=你好&spk_id=nobody").statusCode()).isEqualTo(404);
		assertThat(get("/inference_sft", "tts_text=你好").statusCode()).isEqualTo(422);
		assertThat(get("/health", "").statusCode()).isEqualTo(200);
	}

	@Test
	void whatCannotBeSpokenIsRefusedBeforeTheModelIsAsked() throws Exception {
		start("--largest-request", "1000000");
		assertThat(refusal("Hi.", wav(31))).isEqualTo("413 The request is larger than 1000000 bytes");
		assertThat(refusal("<|x|>", wav(3))).isEqualTo("400 tts_text: there is nothing to say");
		assertThat(refusal("Hi.", new byte[1_000]))
			.isEqualTo("400 prompt_wav is no readable recording of at least 16 kHz");
		this.server.close();
		start();
		assertThat(refusal("Hi.", wav(31))).isEqualTo("400 prompt_wav is longer than 30 s");
		assertThat(CosyVoiceServer.recordings(this.work)).isEmpty();
	}

	@Test
	void otherModelsAreNotServed() throws Exception {
		this.server = CosyVoiceServer.launch(this.work, "CosyVoice2-0.5B");
		assertThat(this.server.exitValue()).isEqualTo(1);
		await().untilAsserted(() -> assertThat(this.server.model())
			.anySatisfy((line) -> assertThat(line).contains("is no Fun-CosyVoice3 model")));
	}

	private void start(String... options) throws Exception {
		this.server = CosyVoiceServer.start(this.work, options);
		this.engine = Driving.engine(this.server.url(), "dialect=fastapi", "probe.interval=1h",
				"recycling.health=/health");
		this.engine.selfTest();
	}

	private static SpeechOrder slowly() {
		return Driving.order("Let it crawl along, " + "on and on and on and on and on, ".repeat(5));
	}

	private void assertSpeaks() throws SpeechException {
		byte[] pcm = Driving.hear(this.engine, ORDER);
		assertThat(Listening.semitonesFrom(170, pcm)).isBetween(-0.5, 0.5);
		assertThat(PcmFormat.seconds(pcm.length)).isEqualTo(1.8, offset(0.05));
	}

	private void assertFails(String text, String message) {
		assertThatExceptionOfType(EngineFailureException.class)
			.isThrownBy(() -> Driving.hear(this.engine, Driving.order(text, null, 1, 150, "What I said.")))
			.withMessageStartingWith(message);
	}

	/** What the stand-in says that it was asked. */
	private static String asked(String mode, String text, String told) {
		return "asked mode=%s text='%s' told='%s' stream=True speed=1.0 reads=%s hop=25 sessions=0".formatted(mode,
				text, told, "True");
	}

	private HttpResponse<byte[]> get(String path, String form) throws Exception {
		String body = Arrays.stream(form.split("&"))
			.map((field) -> field.split("=", 2))
			.map((field) -> (field.length < 2) ? field[0]
					: field[0] + "=" + URLEncoder.encode(field[1], StandardCharsets.UTF_8))
			.reduce((before, after) -> before + "&" + after)
			.orElseThrow();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(URI.create(this.server.url() + path))
				.version(HttpClient.Version.HTTP_1_1)
				.header("Content-Type", "application/x-www-form-urlencoded")
				.method("GET", BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofByteArray());
		}
	}

	/** Uploads a recording and returns status and detail. */
	private String refusal(String text, byte[] wav) throws Exception {
		String head = """
				--edge\r
				Content-Disposition: form-data; name="tts_text"\r
				\r
				%s\r
				--edge\r
				Content-Disposition: form-data; name="prompt_wav"; filename="x"\r
				\r
				""".formatted(text);
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.server.url() + "/inference_cross_lingual"))
			.version(HttpClient.Version.HTTP_1_1)
			.header("Content-Type", "multipart/form-data; boundary=edge")
			.POST(BodyPublishers.concat(BodyPublishers.ofString(head), BodyPublishers.ofByteArray(wav),
					BodyPublishers.ofString("\r\n--edge--\r\n")))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			return response.statusCode() + " " + response.body().replaceAll("^\\{\"detail\":\"|\"}$", "");
		}
	}

	private static byte[] wav(double seconds) {
		return Recording.of(StandInRuntime.pcm(SyntheticSpeaker.speak(150, seconds))).wav();
	}

}

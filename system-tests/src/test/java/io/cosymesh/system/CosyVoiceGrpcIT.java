package io.cosymesh.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of CosyVoice's gRPC server, in Python and made from the published proto,
 * against the whole stack. {@code -Dcosymesh.python=required} makes its absence a
 * failure.
 */
@Order(48)
@ExtendWith(StackExtension.class)
class CosyVoiceGrpcIT {

	private static final String PYTHON = System.getProperty("cosymesh.python.command", "/usr/bin/python3");

	private static final Path WEBUI = Path.of(System.getProperty("cosymesh.root", ".."), "webui-service");

	private final JsonNode credentials;

	CosyVoiceGrpcIT(Cosymesh stack) {
		this.credentials = stack.credentials();
	}

	@BeforeAll
	static void requirePython() throws Exception {
		boolean required = "required".equals(System.getProperty("cosymesh.python"));
		Assumptions.assumeTrue(required || new ProcessBuilder(PYTHON, "-c", "import grpc, google.protobuf")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor() == 0, "there is no Python with grpc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sft", "instruct", "zero_shot", "cross_lingual" })
	void eachKindOfRequestIsSpokenAtTheRateThatTheClientTakesItFor(String mode) throws Exception {
		JsonNode said = call(mode, "Welcome home. It is good to see you.", key());
		assertThat(said.path("detail").asString("")).isEmpty();
		assertThat(said.path("code").asString()).isEqualTo("OK");
		assertThat(said.at("/headers/x-sample-rate").asString()).isEqualTo("22050");
		int bytes = said.path("sizes").values().stream().mapToInt(JsonNode::asInt).sum();
		assertThat(bytes / 44_100.0).isBetween(1.0, 10.0);
		assertThat(said.path("sizes").values()).allMatch((size) -> size.asInt() % 2 == 0);
	}

	@Test
	void wrongKeyIsUnauthenticated() throws Exception {
		assertThat(call("sft", "Hello.", "wrong").path("code").asString()).isEqualTo("UNAUTHENTICATED");
	}

	@Test
	void callThatIsCancelledIsOver() throws Exception {
		assertThat(call("cancel", "It goes on and on. ".repeat(100), key()).path("code").asString())
			.isEqualTo("CANCELLED");
	}

	private String key() {
		return this.credentials.path("apiKey").asString();
	}

	private JsonNode call(String mode, String text, String key) throws Exception {
		String target = this.credentials.path("url").asString().replace("https://", "");
		List<String> command = new ArrayList<>(List.of(PYTHON,
				WEBUI.resolve("src/test/python/cosyvoice_client.py").toString(), target,
				WEBUI.resolve("target/generated-resources/protobuf/descriptor-sets/cosyvoice.protobin").toString(),
				mode, text, this.credentials.path("caCertificate").asString(), key));
		Process client = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (OutputStream prompt = client.getOutputStream()) {
			prompt.write(prompt());
		}
		catch (IOException _) {
			// not every kind reads one
		}
		String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(client.waitFor(90, TimeUnit.SECONDS)).isTrue();
		assertThat(client.exitValue()).as(said).isZero();
		return JsonMapper.shared().readTree(said);
	}

	/** A spoken clip at 16 kHz, without a header. */
	private static byte[] prompt() {
		WavAudio clip = WavAudio.parse(Clips.lasting(5));
		ByteBuffer samples = ByteBuffer.allocate((int) (clip.seconds() * 16_000) * 2).order(ByteOrder.LITTLE_ENDIAN);
		while (samples.hasRemaining()) {
			samples.putShort(clip.samples()[(int) ((long) samples.position() / 2 * clip.sampleRate() / 16_000)]);
		}
		return samples.array();
	}

}

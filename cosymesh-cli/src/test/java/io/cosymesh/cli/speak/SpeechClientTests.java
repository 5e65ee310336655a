package io.cosymesh.cli.speak;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SpeechClientTests {

	@TempDir
	Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	private HttpServer gateway;

	private String form = "";

	@BeforeEach
	void startGateway() throws IOException {
		this.gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.gateway.start();
		Files.writeString(this.folder.resolve("clip.wav"), "the clip");
	}

	@AfterEach
	void stopGateway() {
		this.gateway.stop(0);
		this.http.close();
	}

	@Test
	void streamedWavGetsItsLengthIntoTheHeader() throws Exception {
		answer((exchange) -> {
			this.form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("X-Engine", "embedded");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(wavOfUnknownLength(4800));
		});
		Path out = this.folder.resolve("out.wav");
		SpeechResult result = speak(out);
		ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
		assertThat(wav.getInt(4)).isEqualTo(36 + 4800);
		assertThat(wav.getInt(40)).isEqualTo(4800);
		assertThat(result.engine()).isEqualTo("embedded");
		assertThat(this.form).contains("name=\"text\"", "你好", "name=\"prompt\"; filename=\"clip.wav\"", "the clip");
	}

	@Test
	void refusalNamesTheFieldAndLeavesNoFile() {
		answer((exchange) -> {
			exchange.getRequestBody().readAllBytes();
			byte[] problem = "{\"status\":400,\"field\":\"prompt\",\"detail\":\"The clip is 8 kHz\"}".getBytes();
			exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
			exchange.sendResponseHeaders(400, problem.length);
			exchange.getResponseBody().write(problem);
		});
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> speak(this.folder.resolve("out.wav")))
			.withMessage("prompt: The clip is 8 kHz")
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(4));
		assertThat(this.folder).isDirectoryNotContaining("glob:**out.wav*");
	}

	@Test
	void brokenStreamLeavesNoFile() {
		answer((exchange) -> {
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(200, 10_000);
			exchange.getResponseBody().write(wavOfUnknownLength(100));
		});
		assertThatIOException().isThrownBy(() -> speak(this.folder.resolve("out.wav")));
		assertThat(this.folder).isDirectoryNotContaining("glob:**out.wav*");
	}

	@Test
	void enginesAreListedAsATable() throws IOException {
		String listing = """
				{"engines":[{"name":"embedded","version":"espeak-ng 1.51","state":"ready","languages":["en","zh"],
				"capabilities":{"cloning":"timbre-adaptation"},
				"load":{"running":3,"queued":1,"limit":128,"queueLimit":32}}]}""";
		this.gateway.createContext("/api/v1/engines", (exchange) -> {
			try (exchange; OutputStream body = exchange.getResponseBody()) {
				this.form = exchange.getRequestHeaders().getFirst("Authorization");
				exchange.sendResponseHeaders(200, 0);
				body.write(listing.getBytes(StandardCharsets.UTF_8));
			}
		});
		StringWriter out = new StringWriter();
		EnginesCommand.table(api().get("/api/v1/engines"))
			.print(new Console(new PrintWriter(out), new PrintWriter(Writer.nullWriter()), false));
		assertThat(this.form).isEqualTo("Bearer key");
		assertThat(out.toString().lines().toList().get(1).split("\\s{2,}")).containsExactly("embedded", "ready",
				"timbre-adaptation", "espeak-ng 1.51", "2", "3/128", "1/32");
	}

	@ParameterizedTest
	@CsvSource({ "a.wav,wav", "a.PCM,pcm", "a.mp3,mp3", "a.opus,opus", "a.b.flac,flac", "a.aac,aac" })
	void formatIsKnownByTheEnding(String file, String format) {
		assertThat(SpeechFormat.of(Path.of(file)).wireName()).isEqualTo(format);
	}

	@Test
	void otherEndingIsRefusedWithTheKnownOnes() {
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> SpeechFormat.of(Path.of("a.exe")))
			.withMessage("--out must end in .wav, .pcm, .mp3, .opus, .flac, .aac");
	}

	@Test
	void nobodyAnsweringIsSaidWithTheRemedy() {
		this.gateway.stop(0);
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> speak(this.folder.resolve("out.wav")))
			.withMessageEndingWith("start CosyMesh with ./cosymesh up")
			.satisfies((failure) -> assertThat(failure.exitCode()).isEqualTo(3));
	}

	private SpeechResult speak(Path out) throws IOException {
		Console console = new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()),
				false);
		return new SpeechClient(api()).speak(Map.of("text", "你好"), this.folder.resolve("clip.wav"), new SpeechFile(out),
				new SpeechProgress(console, "你好", SpeechFormat.WAV, 1));
	}

	private PublicApi api() {
		return new PublicApi(this.http, "http://localhost:" + this.gateway.getAddress().getPort(), "key");
	}

	private void answer(HttpHandler handler) {
		this.gateway.createContext("/api/v1/clone", (HttpExchange exchange) -> {
			try (exchange; OutputStream body = exchange.getResponseBody()) {
				handler.handle(exchange);
				body.flush();
			}
		});
	}

	private static byte[] wavOfUnknownLength(int dataBytes) {
		ByteBuffer wav = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
		wav.put("RIFF".getBytes()).putInt(-1).put("WAVEfmt ".getBytes()).putInt(16);
		wav.putShort((short) 1)
			.putShort((short) 1)
			.putInt(24000)
			.putInt(48000)
			.putShort((short) 2)
			.putShort((short) 16);
		wav.put("data".getBytes()).putInt(-1);
		return wav.array();
	}

}

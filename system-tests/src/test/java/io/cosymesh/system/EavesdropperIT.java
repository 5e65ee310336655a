package io.cosymesh.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who reads every packet between the services, and their logs, while a voice is
 * cloned.
 */
@Tag("attackers")
@Order(3)
@ExtendWith(StackExtension.class)
class EavesdropperIT {

	private static final String TEXT = "Señora Quokka counts seventeen herons by the lighthouse.";

	private static final String TRANSCRIPT = "Good morning, this is a short recording of my own voice.";

	private static final String FILE = "madame-quokka-confidential";

	private static final String LAST = "last-" + UUID.randomUUID();

	@TempDir
	private static Path folder;

	private static Cosymesh stack;

	private static List<Secret> secrets;

	private static Packets packets;

	private static int control;

	private static Audit engine;

	private static List<Cosymesh.Log> logs;

	@BeforeAll
	static void cloneAVoiceAndListen(Cosymesh running) throws IOException {
		stack = running;
		byte[] clip = Clips.ordinary();
		engine = stack.audit("inference-engine");
		logs = services().map(stack::log).toList();
		try (Plaintext plaintext = new Plaintext(); Capture capture = Capture.of(ports(plaintext), folder)) {
			control = plaintext.port();
			byte[] speech = speak(clip);
			secrets = List.of(Secret.text("the text", TEXT), Secret.text("the transcript", TRANSCRIPT),
					Secret.text("the name of the file", FILE), Secret.bytes("the recording", clip),
					Secret.bytes("the speech", speech),
					Secret.text("the API key", stack.credentials().path("apiKey").asString()));
			for (Secret secret : secrets) {
				plaintext.send(secret.spellings().getFirst());
			}
			plaintext.send(LAST);
			packets = capture.endAfter(LAST);
		}
	}

	private static byte[] speak(byte[] clip) throws IOException {
		Path prompt = Files.write(folder.resolve(FILE + ".wav"), clip);
		Path out = folder.resolve("out.wav");
		stack.succeed("speak", "--prompt", prompt.toString(), "--transcript", TRANSCRIPT, "--text", TEXT, "--out",
				out.toString());
		return Files.readAllBytes(out);
	}

	private static List<Integer> ports(Plaintext plaintext) {
		return Stream
			.concat(Stream.of(plaintext.port(), stack.port(), stack.meshPort(9441)),
					Stream.of(MeshPort.values()).map((port) -> port.in(stack)))
			.toList();
	}

	private static Stream<String> services() {
		return Stream.concat(Stream.of("webui-service"), Stream.of(MeshPort.values()).map(MeshPort::service));
	}

	static List<Secret> secrets() {
		return secrets;
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void secretIsReadWhereItTravelsInPlaintext(Secret secret) {
		assertThat(packets.of(control)).anyMatch((bytes) -> bytes.contains(secret.spellings().getFirst()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 9443, 9444, 9445 })
	void everyHopOfTheCloneWasListenedTo(int standard) {
		int port = (standard == 0) ? stack.port() : stack.meshPort(standard);
		assertThat(packets.countOf(port)).as("packets").isGreaterThan(10);
		assertThat(packets.of(port).stream().mapToLong(String::length).sum()).as("bytes").isGreaterThan(20_000);
		assertThat(engine.decisions()).anySatisfy((decision) -> {
			assertThat(decision.path("route").asString("")).isEqualTo("POST /v1/synthesize");
			assertThat(decision.path("peer").asString("")).isEqualTo(StackAuthority.idOf("backend-api"));
			assertThat(decision.path("decision").asString("")).isEqualTo("allowed");
		});
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void secretIsInNoPacketBetweenTheServices(Secret secret) {
		assertThat(ofTheStack()).isNotEmpty().allSatisfy((bytes) -> {
			for (String spelling : secret.spellings()) {
				assertThat(bytes.contains(spelling)).as(spelling).isFalse();
			}
		});
	}

	@Test
	void everyByteBetweenTheServicesIsInARecordOfTls() {
		assertThat(ofTheStack()).allSatisfy(EavesdropperIT::assertTls);
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void secretIsInNoLog(Secret secret) throws IOException {
		for (Cosymesh.Log log : logs) {
			assertThat(log.lines()).noneMatch((line) -> line.contains(secret.spellings().getFirst()));
		}
		try (Stream<Path> files = Files.list(stack.logs().resolve("audit"))) {
			for (Path file : files.toList()) {
				assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
					.doesNotContain(secret.spellings().getFirst());
			}
		}
	}

	private static Stream<String> ofTheStack() {
		return Stream
			.concat(Stream.of(stack.port(), stack.meshPort(9441)),
					Stream.of(MeshPort.values()).map((port) -> port.in(stack)))
			.flatMap((port) -> packets.of(port).stream());
	}

	// RFC 8446 §5.1: type, version, length.
	private static void assertTls(String bytes) {
		int at = 0;
		while (at + 5 <= bytes.length()) {
			assertThat((int) bytes.charAt(at)).as("type of the record at %d", at).isBetween(20, 23);
			assertThat((int) bytes.charAt(at + 1)).as("version of the record at %d", at).isEqualTo(3);
			at += 5 + (bytes.charAt(at + 3) << 8 | bytes.charAt(at + 4));
		}
	}

	/**
	 * A server of the attacker's own, to see that secrets would be seen.
	 */
	private static final class Plaintext implements AutoCloseable {

		private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final Socket client = new Socket(InetAddress.getLoopbackAddress(), this.server.getLocalPort());

		private final Socket accepted = this.server.accept();

		Plaintext() throws IOException {
		}

		int port() {
			return this.server.getLocalPort();
		}

		void send(String text) throws IOException {
			byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
			this.client.getOutputStream().write(bytes);
			this.accepted.getInputStream().readNBytes(bytes.length);
		}

		@Override
		public void close() throws IOException {
			this.client.close();
			this.accepted.close();
			this.server.close();
		}

	}

}

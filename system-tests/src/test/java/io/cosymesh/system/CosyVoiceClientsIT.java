package io.cosymesh.system;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests byte for byte as CosyVoice's own client sends them, with nothing but a key
 * added: what was captured of it, where there is a folder with it, and always the same
 * kind of requests made here.
 */
@Order(3)
@ExtendWith(StackExtension.class)
class CosyVoiceClientsIT {

	private static final String TEXT = "你好，我是通义千问语音合成大模型，请问有什么可以帮您的吗？";

	private static JsonNode credentials;

	private static Gateway gateway;

	@BeforeAll
	static void connect(Cosymesh stack) {
		credentials = stack.credentials();
		gateway = new Gateway(credentials);
	}

	@AfterAll
	static void disconnect() {
		gateway.close();
	}

	static Stream<Captured> requests() throws IOException {
		List<Captured> requests = new ArrayList<>();
		for (String method : List.of("GET", "POST")) {
			requests.add(form(method, "sft", "spk_id", "中文女"));
			requests.add(form(method, "instruct", "spk_id", "中文男", "instruct_text", "Theo 'Crimson', a rebel leader."));
			requests.add(multipart(method, "zero_shot", "prompt_text", "Good morning."));
			requests.add(multipart(method, "cross_lingual"));
			requests.add(multipart(method, "instruct2", "instruct_text", "请非常开心地说一句话。<|endofprompt|>"));
		}
		Path folder = Path.of(System.getProperty("cosymesh.test.data", ""), "cosyvoice-client");
		if (!System.getProperty("cosymesh.test.data", "").isEmpty() && Files.isDirectory(folder)) {
			try (Stream<Path> files = Files.list(folder)) {
				for (Path file : files.filter((path) -> path.toString().endsWith(".http")).sorted().toList()) {
					requests.add(new Captured(file.getFileName().toString(), Files.readAllBytes(file)));
				}
			}
		}
		return requests.stream();
	}

	@ParameterizedTest
	@MethodSource("requests")
	void clientHearsItsTextAtTheRateItSavesItAt(Captured request) throws Exception {
		Answer answer = send(request.withKey(credentials.path("apiKey").asString()));
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.headers()).containsEntry("x-sample-rate", "22050")
			.containsEntry("transfer-encoding", "chunked");
		Audible.assertAudible(Audible.samples(answer.body(), 22_050), 3.5, 14);
	}

	@Test
	void nativeRateIsGivenOnRequest() {
		HttpResponse<byte[]> response = post("/inference_sft?sample_rate=native",
				"tts_text=Hello+there.&spk_id=%E8%8B%B1%E6%96%87%E5%A5%B3");
		assertThat(response.headers().firstValue("X-Sample-Rate")).hasValue("24000");
		Audible.assertAudible(Audible.samples(response.body(), 24_000), 0.5, 4);
	}

	@Test
	void whatFailsIsNeverTakenForAudio() throws Exception {
		assertThat(post("/inference_sft", "spk_id=x").statusCode()).isEqualTo(422);
		assertThat(new String(post("/inference_sft", "spk_id=x").body(), StandardCharsets.UTF_8)).isEqualTo(
				"{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"tts_text\"],\"msg\":\"Field required\",\"input\":null}]}");
		assertThat(post("/inference_sft", "tts_text=Hello&spk_id=nobody").statusCode()).isEqualTo(404);
		Answer stranger = send(form("GET", "sft", "spk_id", "中文女").bytes());
		assertThat(stranger.status()).isEqualTo(401);
		assertThat(stranger.text()).startsWith("{\"detail\":");
	}

	private static HttpResponse<byte[]> post(String path, String form) {
		return gateway.send(gateway.get(path)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build());
	}

	private static Captured form(String method, String route, String... fields) {
		StringBuilder body = new StringBuilder("tts_text=" + URLEncoder.encode(TEXT, StandardCharsets.UTF_8));
		for (int i = 0; i < fields.length; i += 2) {
			body.append('&')
				.append(fields[i])
				.append('=')
				.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return Captured.of(method, route, "application/x-www-form-urlencoded",
				body.toString().getBytes(StandardCharsets.US_ASCII));
	}

	private static Captured multipart(String method, String route, String... fields) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		String head = "--0b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
		body.writeBytes(head.formatted("tts_text", TEXT).getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < fields.length; i += 2) {
			body.writeBytes(head.formatted(fields[i], fields[i + 1]).getBytes(StandardCharsets.UTF_8));
		}
		body.writeBytes("""
				--0b\r
				Content-Disposition: form-data; name="prompt_wav"; filename="prompt_wav"\r
				Content-Type: application/octet-stream\r
				\r
				""".getBytes(StandardCharsets.US_ASCII));
		body.writeBytes(Clips.ordinary());
		body.writeBytes("\r\n--0b--\r\n".getBytes(StandardCharsets.US_ASCII));
		return Captured.of(method, route, "multipart/form-data; boundary=0b", body.toByteArray());
	}

	private static Answer send(byte[] request) throws Exception {
		URI url = URI.create(credentials.path("url").asString());
		Path ca = Path.of(credentials.path("caCertificate").asString());
		try (SSLSocket socket = (SSLSocket) Gateway.trusting(ca)
			.getSocketFactory()
			.createSocket(url.getHost(), url.getPort())) {
			socket.setSoTimeout(120_000);
			socket.getOutputStream().write(request);
			socket.getOutputStream().flush();
			return Answer.read(new DataInputStream(socket.getInputStream()));
		}
	}

	/** A request as it goes over the wire. */
	record Captured(String name, byte[] bytes) {

		static Captured of(String method, String route, String type, byte[] body) {
			ByteArrayOutputStream request = new ByteArrayOutputStream();
			request.writeBytes("""
					%s /inference_%s HTTP/1.1\r
					Host: 127.0.0.1:50000\r
					User-Agent: python-requests/2.34.2\r
					Accept-Encoding: gzip, deflate\r
					Accept: */*\r
					Connection: keep-alive\r
					Content-Length: %d\r
					Content-Type: %s\r
					\r
					""".formatted(method, route, body.length, type).getBytes(StandardCharsets.US_ASCII));
			request.writeBytes(body);
			return new Captured(method + " " + route, request.toByteArray());
		}

		byte[] withKey(String key) {
			String line = new String(this.bytes, 0, 200, StandardCharsets.ISO_8859_1);
			int end = line.indexOf("\r\n") + 2;
			ByteArrayOutputStream request = new ByteArrayOutputStream();
			request.write(this.bytes, 0, end);
			request.writeBytes("Authorization: Bearer %s\r\n".formatted(key).getBytes(StandardCharsets.US_ASCII));
			request.write(this.bytes, end, this.bytes.length - end);
			return request.toByteArray();
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** An answer, put together from its chunks. */
	record Answer(int status, Map<String, String> headers, byte[] body) {

		static Answer read(DataInputStream in) throws IOException {
			int status = Integer.parseInt(line(in).split(" ")[1]);
			Map<String, String> headers = new TreeMap<>();
			for (String line = line(in); !line.isEmpty(); line = line(in)) {
				String[] header = line.split(": ", 2);
				headers.put(header[0].toLowerCase(), header[1]);
			}
			if (headers.containsKey("content-length")) {
				return new Answer(status, headers, in.readNBytes(Integer.parseInt(headers.get("content-length"))));
			}
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
				body.write(in.readNBytes(size));
				line(in);
			}
			return new Answer(status, headers, body.toByteArray());
		}

		String text() {
			return (this.status == 200) ? "audio" : new String(this.body, StandardCharsets.UTF_8);
		}

		private static String line(DataInputStream in) throws IOException {
			StringBuilder line = new StringBuilder();
			for (int next = in.read(); next != '\n'; next = in.read()) {
				if (next < 0) {
					throw new IOException("The server hung up");
				}
				line.append((char) next);
			}
			return line.toString().strip();
		}

	}

}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * CosyMesh from Java 17 or newer, with nothing but the JDK: {@code java CosyMesh.java COMMAND …}
 *
 * <pre>
 * clone  CLIP TEXT OUT.wav               speaks in the voice of a recording
 * stream CLIP TEXT OUT.wav               the same, and says when the first audio came
 * job    VOICE TEXT OUT.wav              has a long text made, and tells how far it is
 * voice  NAME CLIP CONSENT TEXT OUT.wav  keeps a voice with a recorded consent, and speaks in it
 * </pre>
 *
 * COSYMESH_URL, COSYMESH_KEY and COSYMESH_CA come from ./cosymesh credentials --json (see ../README.md).
 */
public final class CosyMesh {

	private static final String URL = System.getenv("COSYMESH_URL");

	private final HttpClient client;

	private CosyMesh(HttpClient client) {
		this.client = client;
	}

	public static void main(String[] arguments) throws Exception {
		SSLContext tls = trusting(Path.of(System.getenv("COSYMESH_CA")));
		CosyMesh mesh = new CosyMesh(HttpClient.newBuilder().sslContext(tls).build());
		List<String> given = List.of(arguments);
		switch ((given.isEmpty() ? "" : given.get(0)) + " " + given.size()) {
			case "clone 4" -> mesh.clone(Path.of(given.get(1)), given.get(2), Path.of(given.get(3)));
			case "stream 4" -> mesh.stream(Path.of(given.get(1)), given.get(2), Path.of(given.get(3)));
			case "job 4" -> mesh.job(given.get(1), given.get(2), Path.of(given.get(3)));
			case "voice 6" -> mesh.voice(given.get(1), Path.of(given.get(2)), Path.of(given.get(3)), given.get(4),
					Path.of(given.get(5)));
			default -> {
				System.err.println("clone|stream CLIP TEXT OUT, job VOICE TEXT OUT, voice NAME CLIP CONSENT TEXT OUT");
				System.exit(2);
			}
		}
	}

	private void clone(Path clip, String text, Path out) throws Exception {
		save(postForm("/api/v1/clone", Map.of("text", text), Map.of("prompt", clip)), out);
	}

	private void stream(Path clip, String text, Path out) throws Exception {
		long begin = System.nanoTime();
		try (InputStream audio = postForm("/api/v1/clone", Map.of("text", text), Map.of("prompt", clip));
				OutputStream file = Files.newOutputStream(out)) {
			file.write(audio.read());
			System.out.printf("first audio after %.2f s%n", (System.nanoTime() - begin) / 1e9);
			audio.transferTo(file);
		}
		System.out.printf("all of it after %.2f s%n", (System.nanoTime() - begin) / 1e9);
	}

	private void job(String voice, String text, Path out) throws Exception {
		String request = "{\"voice\": %s, \"text\": %s, \"format\": \"wav\"}".formatted(quoted(voice), quoted(text));
		String path = "/api/v1/jobs/" + id(postJson("/api/v1/jobs", request));
		try (BufferedReader events = new BufferedReader(
				new InputStreamReader(call("GET", path + "/events"), StandardCharsets.UTF_8))) {
			String event = "";
			for (String line = events.readLine(); line != null; line = events.readLine()) {
				event = line.startsWith("event:") ? line.substring(6).strip() : event;
				if (line.startsWith("data:") && event.equals("sentence")) {
					System.out.printf("sentence %s of %s%n", number(line, "number"), number(line, "total"));
				}
			}
		}
		save(call("GET", path + "/audio"), out);
		call("DELETE", path).close();
	}

	private void voice(String name, Path clip, Path consent, String text, Path out) throws Exception {
		String id = id(postForm("/api/v1/voices", Map.of("name", name, "consent", "true", "consentBy", name),
				Map.of("prompt", clip, "consentRecording", consent)));
		System.out.println("kept as " + id);
		save(postJson("/api/v1/speech", "{\"voice\": %s, \"text\": %s}".formatted(quoted(id), quoted(text))), out);
		call("DELETE", "/api/v1/voices/" + id).close();
	}

	private InputStream call(String method, String path) throws IOException, InterruptedException {
		return send(request(path).method(method, BodyPublishers.noBody()));
	}

	private InputStream postJson(String path, String json) throws IOException, InterruptedException {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	private InputStream postForm(String path, Map<String, String> fields, Map<String, Path> files)
			throws IOException, InterruptedException {
		String boundary = UUID.randomUUID().toString();
		List<BodyPublisher> parts = new ArrayList<>();
		fields.forEach((name, value) -> parts.add(BodyPublishers.ofString(
				"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value))));
		for (Map.Entry<String, Path> file : files.entrySet()) {
			parts.add(BodyPublishers.ofString("""
					--%s\r
					Content-Disposition: form-data; name="%s"; filename="%2$s"\r
					Content-Type: application/octet-stream\r
					\r
					""".formatted(boundary, file.getKey())));
			parts.add(BodyPublishers.ofFile(file.getValue()));
			parts.add(BodyPublishers.ofString("\r\n"));
		}
		parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
		return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new))));
	}

	private static HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(URL + path))
			.timeout(Duration.ofMinutes(3))
			.header("Authorization", "Bearer " + System.getenv("COSYMESH_KEY"));
	}

	/** Sends a request; what comes can be read while it is made. */
	private InputStream send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<InputStream> answer = this.client.send(request.build(), BodyHandlers.ofInputStream());
		if (answer.statusCode() >= 400) {
			throw new IOException(answer.statusCode() + " " + new String(answer.body().readAllBytes()));
		}
		return answer.body();
	}

	/** Writes audio as it comes, and fails when the connection breaks off before its end. */
	private static void save(InputStream audio, Path out) throws IOException {
		try (audio; OutputStream file = Files.newOutputStream(out)) {
			audio.transferTo(file);
		}
	}

	private static String id(InputStream json) throws IOException {
		try (json) {
			Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(new String(json.readAllBytes()));
			if (!id.find()) {
				throw new IOException("The answer has no id");
			}
			return id.group(1);
		}
	}

	private static String number(String json, String name) {
		Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
		return number.find() ? number.group(1) : "?";
	}

	private static String quoted(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
	}

	private static SSLContext trusting(Path ca) throws Exception {
		KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
		anchors.load(null, null);
		try (InputStream pem = Files.newInputStream(ca)) {
			anchors.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(anchors);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}

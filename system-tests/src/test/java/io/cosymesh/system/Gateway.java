package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public API as a REST client sees it: verified with the local CA, authorised by the
 * API key.
 */
final class Gateway implements AutoCloseable {

	static final String BOUNDARY = "----cosymesh-system-test";

	private final HttpClient client;

	private final String url;

	private final String key;

	Gateway(JsonNode credentials) {
		this.url = credentials.path("url").asString();
		this.key = credentials.path("apiKey").asString();
		this.client = HttpClient.newBuilder()
			.sslContext(trusting(Path.of(credentials.path("caCertificate").asString())))
			.connectTimeout(Duration.ofSeconds(30))
			.build();
	}

	HttpResponse<byte[]> clone(Map<String, String> fields, byte[] prompt) {
		return send(cloneRequest(fields, prompt).build());
	}

	HttpRequest.Builder cloneRequest(Map<String, String> fields, byte[] prompt) {
		return request("/api/v1/clone").header("Authorization", "Bearer " + this.key).POST(form(fields, prompt));
	}

	/**
	 * Returns a request without a key.
	 */
	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofMinutes(2))
			.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
	}

	HttpRequest.Builder get(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofMinutes(1))
			.header("Authorization", "Bearer " + this.key);
	}

	HttpRequest.Builder json(String method, String path, String body) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofMinutes(2))
			.header("Authorization", "Bearer " + this.key)
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
	}

	HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return this.client.send(request, BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new AssertionError("No answer from " + request.uri(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	HttpResponse<InputStream> stream(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, BodyHandlers.ofInputStream());
	}

	static JsonNode problem(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	static BodyPublisher form(Map<String, String> fields, byte[] prompt) {
		StringBuilder head = new StringBuilder();
		fields.forEach((name, value) -> head.append(
				"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value)));
		head.append("""
				--%s\r
				Content-Disposition: form-data; name="prompt"; filename="clip.wav"\r
				Content-Type: audio/wav\r
				\r
				""".formatted(BOUNDARY));
		return BodyPublishers.concat(BodyPublishers.ofString(head.toString()), BodyPublishers.ofByteArray(prompt),
				BodyPublishers.ofString("\r\n--%s--\r\n".formatted(BOUNDARY)));
	}

	private static SSLContext trusting(Path ca) {
		try (InputStream pem = Files.newInputStream(ca)) {
			KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
			anchors.load(null, null);
			anchors.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(anchors);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}

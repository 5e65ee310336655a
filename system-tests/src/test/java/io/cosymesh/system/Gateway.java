package io.cosymesh.system;

import java.io.IOException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

	private final JsonNode credentials;

	private final HttpClient client;

	private final String url;

	private final String key;

	Gateway(JsonNode credentials) {
		this(credentials, credentials.path("apiKey").asString());
	}

	private Gateway(JsonNode credentials, String key) {
		this.credentials = credentials;
		this.url = credentials.path("url").asString();
		this.key = key;
		this.client = browser();
	}

	/**
	 * Returns the same gateway for somebody with another key.
	 */
	Gateway with(String key) {
		return new Gateway(this.credentials, key);
	}

	/**
	 * Returns the same gateway for somebody without a key.
	 */
	Gateway stranger() {
		return new Gateway(this.credentials, "");
	}

	/**
	 * Returns a client that trusts the gateway and keeps cookies.
	 */
	private HttpClient browser() {
		return HttpClient.newBuilder()
			.sslContext(trusting(Path.of(this.credentials.path("caCertificate").asString())))
			.cookieHandler(new CookieManager())
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
		return identified(path).timeout(Duration.ofMinutes(1));
	}

	HttpRequest.Builder json(String method, String path, String body) {
		return identified(path).timeout(Duration.ofMinutes(2))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
	}

	private HttpRequest.Builder identified(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + path));
		return this.key.isEmpty() ? request : request.header("Authorization", "Bearer " + this.key);
	}

	/**
	 * Returns a browser in which the administrator has signed in.
	 */
	HttpClient signedIn() {
		HttpClient browser = browser();
		String body = JsonMapper.shared()
			.writeValueAsString(Map.of("username", this.credentials.path("username").asString(), "password",
					this.credentials.path("password").asString()));
		HttpRequest signIn = stranger().json("POST", "/session", body).build();
		HttpResponse<byte[]> answer = send(browser, signIn);
		if (answer.statusCode() != 204) {
			throw new AssertionError("%d %s".formatted(answer.statusCode(), new String(answer.body())));
		}
		return browser;
	}

	WebSocket.Builder webSocket() {
		return this.client.newWebSocketBuilder();
	}

	WebSocket.Builder webSocketWithKey() {
		return webSocket().header("Authorization", "Bearer " + this.key);
	}

	URI webSocket(String path) {
		return URI.create(this.url.replace("https://", "wss://") + path);
	}

	HttpResponse<byte[]> send(HttpRequest request) {
		return send(this.client, request);
	}

	static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) {
		try {
			return client.send(request, BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new AssertionError("No answer from " + request.uri(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
		return this.client.sendAsync(request, BodyHandlers.ofByteArray());
	}

	HttpResponse<InputStream> stream(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, BodyHandlers.ofInputStream());
	}

	static JsonNode problem(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	static BodyPublisher form(Map<String, String> fields, byte[] prompt) {
		return BodyPublishers.ofByteArray(formBytes(fields, prompt));
	}

	static byte[] formBytes(Map<String, String> fields, byte[] prompt) {
		StringBuilder head = new StringBuilder();
		fields.forEach((name, value) -> head.append(
				"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value)));
		head.append("""
				--%s\r
				Content-Disposition: form-data; name="prompt"; filename="clip.wav"\r
				Content-Type: audio/wav\r
				\r
				""".formatted(BOUNDARY));
		ByteArrayOutputStream form = new ByteArrayOutputStream();
		form.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
		form.writeBytes(prompt);
		form.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
		return form.toByteArray();
	}

	static SSLContext trusting(Path ca) {
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

package io.cosymesh.compose;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of the public API, with the key and the certificate that {@code init} says
 * where to find.
 */
final class Listener {

	private static final String BOUNDARY = "----cosymesh-compose-test";

	private final String url;

	private final String key;

	private final HttpClient client;

	Listener(ComposeStack stack) {
		this.url = stack.url();
		this.key = stack.read("webui-service", "/run/cosymesh/secrets/api-key").strip();
		this.client = client(stack.read("webui-service", "/var/lib/cosymesh/webui-service/tls/ca.pem"));
	}

	HttpResponse<byte[]> get(String path) {
		return send(request(path).GET());
	}

	HttpResponse<byte[]> page() {
		return send(HttpRequest.newBuilder(URI.create(this.url + "/signin")).header("Accept", "text/html").GET());
	}

	byte[] clone(byte[] prompt, String text) {
		HttpResponse<byte[]> response = form("/api/v1/clone", prompt, Map.of("text", text));
		assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
		return response.body();
	}

	/**
	 * Keeps a voice.
	 * @return its id
	 */
	String voice(byte[] prompt, String name) {
		HttpResponse<byte[]> response = form("/api/v1/voices", prompt, Map.of("name", name, "consent", "true"));
		assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
		return json(response).path("id").asString();
	}

	HttpResponse<byte[]> speech(String voice, String text, String format) {
		return post("/api/v1/speech", Map.of("voice", voice, "text", text, "format", format));
	}

	/**
	 * Has a job made.
	 * @return its id
	 */
	String job(String voice, String text) {
		HttpResponse<byte[]> response = post("/api/v1/jobs", Map.of("voice", voice, "text", text));
		assertThat(response.statusCode()).as(text(response)).isEqualTo(202);
		return json(response).path("id").asString();
	}

	static JsonNode json(HttpResponse<byte[]> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), 0, Math.min(500, response.body().length), StandardCharsets.UTF_8);
	}

	private HttpResponse<byte[]> post(String path, Map<String, String> fields) {
		return send(request(path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(fields))));
	}

	private HttpResponse<byte[]> form(String path, byte[] prompt, Map<String, String> fields) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		fields.forEach((name,
				value) -> body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
					.formatted(BOUNDARY, name, value)
					.getBytes(StandardCharsets.UTF_8)));
		body.writeBytes(("--%s\r\nContent-Disposition: form-data; name=\"prompt\"; filename=\"clip\"\r\n\r\n")
			.formatted(BOUNDARY)
			.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(prompt);
		body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
		return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
			.POST(BodyPublishers.ofByteArray(body.toByteArray())));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path)).header("Authorization", "Bearer " + this.key);
	}

	private HttpResponse<byte[]> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static HttpClient client(String caCertificate) {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			trusted.setCertificateEntry("gateway", CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(caCertificate.getBytes(StandardCharsets.US_ASCII))));
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			return HttpClient.newBuilder().sslContext(context).connectTimeout(Duration.ofSeconds(10)).build();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

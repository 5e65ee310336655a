package io.cosymesh.cli.speak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.cosymesh.cli.console.CommandFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls {@code POST /api/v1/clone} and stores the audio as it arrives.
 */
final class SpeechClient {

	private static final Duration FIRST_BYTE = Duration.ofMinutes(2);

	private static final int PROBLEM_BYTES = 64 << 10;

	private final HttpClient client;

	private final String baseUrl;

	private final String apiKey;

	SpeechClient(HttpClient client, String baseUrl, String apiKey) {
		this.client = client;
		this.baseUrl = baseUrl;
		this.apiKey = apiKey;
	}

	SpeechResult speak(Map<String, String> fields, Path prompt, SpeechFile file, SpeechProgress progress)
			throws IOException {
		MultipartForm form = new MultipartForm(fields, "prompt", prompt);
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.baseUrl + "/api/v1/clone"))
			.timeout(FIRST_BYTE)
			.header("Authorization", "Bearer " + this.apiKey)
			.header("Content-Type", form.contentType())
			.header("Accept", "audio/*, application/problem+json")
			.POST(form.body())
			.build();
		long begin = System.nanoTime();
		progress.sending();
		HttpResponse<InputStream> response = send(request);
		try (InputStream body = response.body()) {
			if (response.statusCode() != 200) {
				throw refusal(response.statusCode(), body.readNBytes(PROBLEM_BYTES));
			}
			String engine = response.headers().firstValue("X-Engine").orElse("unknown");
			return store(body, engine, file, progress, begin);
		}
	}

	private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
		try {
			return this.client.send(request, BodyHandlers.ofInputStream());
		}
		catch (ConnectException ex) {
			throw CommandFailure
				.unavailable("nothing answers at %s; start CosyMesh with ./cosymesh up".formatted(this.baseUrl));
		}
		catch (HttpTimeoutException ex) {
			throw CommandFailure
				.unavailable("%s did not answer in time; see ./cosymesh status".formatted(this.baseUrl));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
	}

	private SpeechResult store(InputStream body, String engine, SpeechFile file, SpeechProgress progress, long begin)
			throws IOException {
		long bytes = 0;
		long first = 0;
		try (OutputStream out = file.open()) {
			byte[] buffer = new byte[16 << 10];
			for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
				first = (bytes == 0) ? millisSince(begin) : first;
				bytes += read;
				out.write(buffer, 0, read);
				progress.received(bytes);
			}
		}
		catch (IOException ex) {
			file.discard();
			throw ex;
		}
		file.complete();
		return new SpeechResult(bytes, engine, first, millisSince(begin));
	}

	private static CommandFailure refusal(int status, byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		try {
			JsonNode problem = JsonMapper.shared().readTree(text);
			String field = problem.path("field").asString("");
			String detail = problem.path("detail").asString(problem.path("title").asString("HTTP " + status));
			String message = (field.isEmpty() ? "" : field + ": ") + detail;
			return (status >= 500) ? CommandFailure.unavailable(message) : CommandFailure.refused(message);
		}
		catch (JacksonException ex) {
			return CommandFailure.because("the gateway answered %d without saying why".formatted(status));
		}
	}

	private static long millisSince(long begin) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
	}

}

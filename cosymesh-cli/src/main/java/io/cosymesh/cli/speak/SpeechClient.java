package io.cosymesh.cli.speak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.cosymesh.cli.gateway.PublicApi;

/**
 * Calls {@code POST /api/v1/clone} and stores the audio as it arrives.
 */
final class SpeechClient {

	private static final Duration FIRST_BYTE = Duration.ofMinutes(2);

	private final PublicApi api;

	SpeechClient(PublicApi api) {
		this.api = api;
	}

	SpeechResult speak(Map<String, String> fields, Path prompt, SpeechFile file, SpeechProgress progress)
			throws IOException {
		MultipartForm form = MultipartForm.of(fields, "prompt", prompt);
		HttpRequest request = this.api.request("/api/v1/clone", FIRST_BYTE)
			.header("Content-Type", form.contentType())
			.header("Accept", "audio/*, application/problem+json")
			.POST(form.body())
			.build();
		long begin = System.nanoTime();
		progress.sending();
		HttpResponse<InputStream> response = this.api.send(request);
		try (InputStream body = response.body()) {
			String engine = response.headers().firstValue("X-Engine").orElse("unknown");
			return store(body, engine, file, progress, begin);
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

	private static long millisSince(long begin) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
	}

}

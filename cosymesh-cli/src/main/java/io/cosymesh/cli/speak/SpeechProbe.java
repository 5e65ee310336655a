package io.cosymesh.cli.speak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.cosymesh.cli.gateway.PublicApi;

/**
 * Speaks one word through the whole pipeline, with a recording of nobody as its voice,
 * and keeps nothing.
 */
public final class SpeechProbe {

	private static final Map<String, String> FIELDS = Map.of("text", "Hello.", "language", "en", "format", "pcm",
			"seed", "1");

	private final PublicApi api;

	/**
	 * Creates a probe.
	 * @param api the gateway
	 */
	public SpeechProbe(PublicApi api) {
		this.api = api;
	}

	/**
	 * Has the word spoken.
	 * @param patience how long that may take
	 * @return how it went
	 * @throws IOException if the audio breaks off or doesn't end
	 */
	public Spoken speak(Duration patience) throws IOException {
		MultipartForm form = MultipartForm.of(FIELDS, "prompt", "check.wav", GeneratedClip.wav());
		HttpRequest request = this.api.request("/api/v1/clone", patience)
			.header("Content-Type", form.contentType())
			.header("Accept", "audio/*, application/problem+json")
			.POST(form.body())
			.build();
		long begin = System.nanoTime();
		HttpResponse<InputStream> response = this.api.send(request);
		try (InputStream body = response.body()) {
			CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS).execute(() -> end(body));
			long bytes = body.transferTo(OutputStream.nullOutputStream());
			return new Spoken(response.headers().firstValue("X-Engine").orElse("unknown"), bytes,
					Duration.ofNanos(System.nanoTime() - begin));
		}
	}

	private static void end(InputStream body) {
		try {
			body.close();
		}
		catch (IOException ex) {
			// It has ended by itself.
		}
	}

	/**
	 * A word that was spoken.
	 *
	 * @param engine who spoke it
	 * @param bytes how much audio that is
	 * @param time from the request to the last of it
	 */
	public record Spoken(String engine, long bytes, Duration time) {
	}

}

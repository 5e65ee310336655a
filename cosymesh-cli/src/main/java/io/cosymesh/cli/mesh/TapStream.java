package io.cosymesh.cli.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events (WHATWG HTML, §9.2) one after the other, until the time is
 * over.
 */
final class TapStream implements AutoCloseable {

	private static final int LONGEST_EVENT = 1 << 16;

	private final InputStream body;

	private final BufferedReader lines;

	private volatile boolean over;

	TapStream(InputStream body) {
		this.body = body;
		this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
	}

	void endAfter(Duration time) {
		CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(this::close);
	}

	/**
	 * Waits for the next event.
	 * @return the event, or empty when there will be none
	 */
	Optional<Event> next() throws IOException {
		String name = "message";
		StringBuilder data = new StringBuilder();
		try {
			for (String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
				if (line.isEmpty() && !data.isEmpty()) {
					return Optional.of(new Event(name, parse(data.toString())));
				}
				name = line.isEmpty() ? "message" : line.startsWith("event:") ? value(line) : name;
				if (line.startsWith("data:") && data.length() + line.length() < LONGEST_EVENT) {
					data.append(value(line));
				}
			}
		}
		catch (IOException ex) {
			if (!this.over) {
				throw ex;
			}
		}
		return Optional.empty();
	}

	private static JsonNode parse(String data) throws IOException {
		try {
			return JsonMapper.shared().readTree(data);
		}
		catch (JacksonException ex) {
			throw new IOException("an event can't be read", ex);
		}
	}

	private static String value(String line) {
		return line.substring(line.indexOf(':') + 1).strip();
	}

	@Override
	public void close() {
		this.over = true;
		try {
			this.body.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Something that happened.
	 *
	 * @param name its kind
	 * @param data what is told of it
	 */
	record Event(String name, JsonNode data) {
	}

}

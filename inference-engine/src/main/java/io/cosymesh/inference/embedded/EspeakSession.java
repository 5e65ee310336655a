package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.cosymesh.inference.embedded.PrivateVoices.Lease;
import io.cosymesh.inference.engine.EngineFailureException;
import org.jspecify.annotations.Nullable;

/**
 * Runs espeak-ng for one speech, one process per sentence, as its library is neither
 * thread-safe nor hardened. Closing the session kills the process at once.
 */
final class EspeakSession implements AutoCloseable {

	/** Samples per second of everything espeak-ng says. */
	static final int SAMPLE_RATE = 22_050;

	private static final int HEADER_BYTES = 44;

	private static final int RATE_OFFSET = 24;

	private static final int MOST_BYTES = 40 * 1024 * 1024;

	private final Espeak espeak;

	private @Nullable Process running;

	private boolean closed;

	EspeakSession(Espeak espeak) {
		this.espeak = espeak;
	}

	/** Speaks with the plain voice of a language. */
	float[] speak(String voice, String text) throws EngineFailureException {
		return run(voice, 1, text);
	}

	/** Speaks with the voice of a language, changed by a variant. */
	float[] speak(String voice, VoiceVariant variant, double speed, String text) throws EngineFailureException {
		try (Lease lease = this.espeak.voices().lease(variant)) {
			return run(voice + "+" + lease.name(), speed, text);
		}
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.running != null) {
			this.running.destroyForcibly();
		}
	}

	private float[] run(String voice, double speed, String text) throws EngineFailureException {
		Process process = start(voice, speed);
		try {
			process.onExit()
				.orTimeout(this.espeak.properties().timeout().toMillis(), TimeUnit.MILLISECONDS)
				.exceptionally((ex) -> process.destroyForcibly());
			try (OutputStream input = process.getOutputStream()) {
				input.write(text.getBytes(StandardCharsets.UTF_8));
			}
			byte[] wave = process.getInputStream().readNBytes(MOST_BYTES);
			int status = process.waitFor();
			if (status != 0) {
				throw new EngineFailureException("espeak-ng ended with status %d".formatted(status), null);
			}
			return samples(wave);
		}
		catch (IOException ex) {
			throw new EngineFailureException("espeak-ng broke off", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EngineFailureException("Interrupted", ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private synchronized Process start(String voice, double speed) throws EngineFailureException {
		if (this.closed) {
			throw new EngineFailureException("The speech was cancelled", null);
		}
		try {
			this.running = this.espeak.process(voice, speed).start();
			return this.running;
		}
		catch (IOException ex) {
			throw new EngineFailureException("espeak-ng can't be started", ex);
		}
	}

	private static float[] samples(byte[] wave) throws EngineFailureException {
		ByteBuffer buffer = ByteBuffer.wrap(wave).order(ByteOrder.LITTLE_ENDIAN);
		// The sizes in the header are made up, as espeak-ng doesn't know the end yet.
		if (wave.length <= HEADER_BYTES || buffer.getInt(RATE_OFFSET) != SAMPLE_RATE) {
			throw new EngineFailureException("espeak-ng said nothing", null);
		}
		float[] samples = new float[(wave.length - HEADER_BYTES) / 2];
		buffer.position(HEADER_BYTES);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return samples;
	}

}

package io.cosymesh.inference.cosyvoice;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at an utterance. The beginning is held back until the speech is as long as
 * it must be at least, so that one that breaks off too early can be tried again before
 * anybody heard of it.
 */
final class Take {

	private final Arrivals arrivals;

	private final Supplier<AnswerFormat> head;

	private final PlausibleLength length;

	private final boolean whole;

	private final ByteArrayOutputStream held = new ByteArrayOutputStream();

	private @Nullable SoundReader reader;

	private long made;

	private boolean passedOn;

	private boolean ended;

	/**
	 * Attempts an utterance.
	 * @param arrivals the body of the answer
	 * @param head its head, there when the body is
	 * @param length what would be plausible
	 * @param whole whether to hold back until the end
	 */
	Take(Arrivals arrivals, Supplier<AnswerFormat> head, PlausibleLength length, boolean whole) {
		this.arrivals = arrivals;
		this.head = head;
		this.length = length;
		this.whole = whole;
	}

	/** Returns the next piece of PCM, or nothing after the last. */
	Optional<byte[]> next(Patience patience) throws RuntimeFailureException {
		while (!this.ended) {
			Optional<byte[]> piece = arrival(patience);
			byte[] sound = piece.isPresent() ? reader().read(piece.get()) : reader().finish();
			this.ended = piece.isEmpty();
			this.made += sound.length;
			this.held.writeBytes(sound);
			checkLength();
			if (this.held.size() > 0 && (this.ended || mayPass())) {
				this.passedOn = true;
				byte[] passed = this.held.toByteArray();
				this.held.reset();
				return Optional.of(passed);
			}
		}
		return Optional.empty();
	}

	/** Tells whether somebody has heard of this attempt. */
	boolean isPassedOn() {
		return this.passedOn;
	}

	/** Ends the request, from any thread. */
	void cancel() {
		this.arrivals.cancel();
	}

	private Optional<byte[]> arrival(Patience patience) throws RuntimeFailureException {
		long begin = System.nanoTime();
		try {
			return this.arrivals.take(patience.next(this.made > 0));
		}
		finally {
			patience.spend(Duration.ofNanos(System.nanoTime() - begin));
		}
	}

	private SoundReader reader() throws RuntimeFailureException {
		if (this.reader == null) {
			AnswerFormat format = this.head.get();
			checkAnnounced(format);
			this.reader = new SoundReader(format.sampleRate());
		}
		return this.reader;
	}

	private void checkAnnounced(AnswerFormat format) throws RuntimeFailureException {
		double seconds = format.length().orElse(0) / (double) (format.sampleRate() * PcmFormat.BYTES_PER_SAMPLE);
		if (seconds > this.length.longestSeconds() + 1) {
			throw implausible(seconds);
		}
	}

	private void checkLength() throws RuntimeFailureException {
		double seconds = PcmFormat.seconds(this.made);
		if (seconds > this.length.longestSeconds() || (this.ended && seconds < this.length.shortestSeconds())) {
			throw implausible(seconds);
		}
	}

	private RuntimeFailureException implausible(double seconds) {
		return new RuntimeFailureException(Kind.IMPLAUSIBLE,
				"The runtime made %.1f s of speech where %.1f to %.1f s are plausible".formatted(seconds,
						this.length.shortestSeconds(), this.length.longestSeconds()));
	}

	private boolean mayPass() {
		return this.passedOn || (!this.whole && PcmFormat.seconds(this.made) >= this.length.shortestSeconds());
	}

}

package io.cosymesh.inference.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.SentenceMark;

/**
 * An engine that says as many pieces as it is told to.
 */
public final class FakeEngine implements SpeechEngine {

	private final int pieces;

	private final boolean working;

	private boolean closed;

	public FakeEngine(int pieces, boolean working) {
		this.pieces = pieces;
		this.working = working;
	}

	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public EngineProfile profile() {
		return profile("fake");
	}

	/** Describes an engine that promises nothing beyond speaking. */
	static EngineProfile profile(String name) {
		return new EngineProfile(name, "unknown", "Says nothing", 24_000, List.of("en"),
				new EngineCapabilities(EngineCapabilities.Cloning.TIMBRE_ADAPTATION,
						List.of("zero_shot", "cross_lingual"), new EngineCapabilities.Range(1, 1), false, List.of(),
						false, List.of(), List.of(), false),
				0);
	}

	@Override
	public Speech open(SpeechOrder order) {
		return new FakeSpeech(this.pieces);
	}

	@Override
	public void selfTest() throws SpeechException {
		if (!this.working) {
			throw new EngineFailureException("Out of order", null);
		}
	}

	@Override
	public Speech probe() {
		return new FakeSpeech(1);
	}

	@Override
	public void close() {
		this.closed = true;
	}

	/**
	 * Says its number, again and again; fails at piece {@code failAt}.
	 */
	public static final class FakeSpeech implements Speech {

		private final int pieces;

		private final int failAt;

		private final AtomicInteger made = new AtomicInteger();

		private final AtomicBoolean closed = new AtomicBoolean();

		public FakeSpeech(int pieces) {
			this(pieces, Integer.MAX_VALUE);
		}

		public FakeSpeech(int pieces, int failAt) {
			this.pieces = pieces;
			this.failAt = failAt;
		}

		public int made() {
			return this.made.get();
		}

		public boolean isClosed() {
			return this.closed.get();
		}

		@Override
		public String language() {
			return "en";
		}

		@Override
		public int sentences() {
			return 1;
		}

		@Override
		public Optional<byte[]> next() throws SpeechException {
			int piece = this.made.incrementAndGet();
			if (piece == this.failAt || this.closed.get()) {
				throw new EngineFailureException("Broken", null);
			}
			return (piece > this.pieces) ? Optional.empty() : Optional.of(new byte[] { (byte) piece, 0 });
		}

		@Override
		public List<SentenceMark> takeMarks() {
			return (this.made.get() == this.pieces) ? List.of(new SentenceMark("Words.", 0, this.pieces)) : List.of();
		}

		@Override
		public void close() {
			this.closed.set(true);
		}

	}

}

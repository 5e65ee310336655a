package io.cosymesh.inference.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who makes a speech: the first of some engines that makes a first piece of it. A refusal
 * is an answer and goes to the caller; only an engine that breaks down is passed over.
 */
public final class ChosenEngine {

	private static final Logger logger = LoggerFactory.getLogger(ChosenEngine.class);

	private final SpeechOrder order;

	private final Deque<Engines> candidates;

	private volatile String name;

	ChosenEngine(SpeechOrder order, List<Engines> candidates) {
		this.order = order;
		this.candidates = new ArrayDeque<>(candidates);
		this.name = candidates.getFirst().describe().name();
	}

	/**
	 * Returns the name of the engine that speaks; certain once the first piece is made.
	 * @return its name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Takes the order.
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if no engine can meet the order
	 */
	public Speech open() throws SpeechException {
		return new FallingBackSpeech(openNext(null));
	}

	/** Opens the speech at the next engine that takes it. */
	private Speech openNext(@Nullable SpeechException failure) throws SpeechException {
		SpeechException first = failure;
		for (Engines next = this.candidates.poll(); next != null; next = this.candidates.poll()) {
			try {
				Speech speech = next.open(this.order);
				this.name = next.describe().name();
				return speech;
			}
			catch (SpeechException ex) {
				// What a stand-in can't do is no fault of the order.
				if (first == null && ex instanceof RefusedOrderException) {
					throw ex;
				}
				first = (first != null) ? first : ex;
				logger.warn("event=engine-passed-over engine={} reason=\"{}\"", next.describe().name(),
						ex.getMessage());
			}
		}
		throw Objects.requireNonNull(first, "There is at least one engine");
	}

	private final class FallingBackSpeech implements ForwardingSpeech {

		private volatile Speech speech;

		private volatile boolean closed;

		private boolean heard;

		FallingBackSpeech(Speech speech) {
			this.speech = speech;
		}

		@Override
		public Speech speech() {
			return this.speech;
		}

		@Override
		public Optional<byte[]> next() throws SpeechException {
			while (true) {
				try {
					Optional<byte[]> piece = this.speech.next();
					this.heard = true;
					return piece;
				}
				catch (SpeechException ex) {
					if (this.heard || this.closed || ex instanceof RefusedOrderException) {
						throw ex;
					}
					fallBack(ex);
				}
			}
		}

		@Override
		public void close() {
			this.closed = true;
			this.speech.close();
		}

		private void fallBack(SpeechException failure) throws SpeechException {
			String failed = ChosenEngine.this.name;
			this.speech.close();
			this.speech = openNext(failure);
			logger.warn("event=engine-fell-back from={} to={} reason=\"{}\"", failed, ChosenEngine.this.name,
					failure.getMessage());
			if (this.closed) {
				this.speech.close();
			}
		}

	}

}

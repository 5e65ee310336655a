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
 * is an answer and goes to the caller, and so is a full queue: a quite different voice is
 * no remedy for a rush. Only an engine that breaks down is passed over.
 */
public final class ChosenEngine {

	private static final Logger logger = LoggerFactory.getLogger(ChosenEngine.class);

	private final SpeechOrder order;

	private final Deque<EngineDesk> candidates;

	private volatile String name;

	private volatile int queuePosition;

	ChosenEngine(SpeechOrder order, List<EngineDesk> candidates) {
		this.order = order;
		this.candidates = new ArrayDeque<>(candidates);
		this.name = candidates.getFirst().engines().describe().name();
	}

	/**
	 * Returns the name of the engine that speaks; certain once the first piece is made.
	 * @return its name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns where in its queue the order came in; certain once the first piece is made.
	 * @return the place, from 1, or 0 if the order didn't wait
	 */
	public int queuePosition() {
		return this.queuePosition;
	}

	/**
	 * Takes the order; blocks until its turn comes.
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if no engine can meet the order
	 */
	public Speech open() throws SpeechException {
		return new FallingBackSpeech(openNext(null));
	}

	/** Opens the speech at the next engine that takes it. */
	private Speech openNext(@Nullable SpeechException failure) throws SpeechException {
		SpeechException first = failure;
		for (EngineDesk next = this.candidates.poll(); next != null; next = this.candidates.poll()) {
			try {
				Admission.AdmittedSpeech speech = next.open(this.order);
				this.name = next.engines().describe().name();
				this.queuePosition = speech.queuePosition();
				return speech;
			}
			catch (SpeechException ex) {
				// What a stand-in can't do is no fault of the order.
				if (first == null && isAnswer(ex)) {
					throw ex;
				}
				first = (first != null) ? first : ex;
				logger.warn("event=engine-passed-over engine={} reason=\"{}\"", next.engines().describe().name(),
						ex.getMessage());
			}
		}
		throw Objects.requireNonNull(first, "There is at least one engine");
	}

	/** Says of a failure whether the engine is in order. */
	private static boolean isAnswer(SpeechException failure) {
		return failure instanceof RefusedOrderException || failure instanceof BusyEngineException;
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
					if (this.heard || this.closed || isAnswer(ex)) {
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

package io.cosymesh.inference.engine;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.contracts.inference.EngineDescription;

/**
 * The engine at work. Loading another swaps it in at once; speeches in flight end on the
 * engine they began on.
 */
public final class Engines implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Engines.class);

	private final EngineLoader loader;

	private final InstantSource clock;

	private volatile LoadedEngine current;

	private volatile boolean worked;

	/**
	 * Loads and tests the first engine.
	 * @param loader makes engines
	 * @param clock tells when one was loaded
	 * @throws SpeechException if there is no working engine, and none that may come to
	 * work
	 */
	public Engines(EngineLoader loader, InstantSource clock) throws SpeechException {
		this.loader = loader;
		this.clock = clock;
		this.current = loadTested(1);
	}

	/**
	 * Says which engine is at work.
	 * @return its description
	 */
	public EngineDescription describe() {
		return this.current.description();
	}

	/**
	 * Tells why the engine at work can't work at present.
	 * @return the reason, for the operator, or nothing if it works
	 */
	public Optional<String> trouble() {
		Optional<String> trouble = this.current.engine().trouble();
		if (trouble.isEmpty()) {
			this.worked = true;
		}
		return trouble;
	}

	/**
	 * Returns what the engine at work is.
	 * @return its profile
	 */
	EngineProfile profile() {
		return this.current.engine().profile();
	}

	/**
	 * Tells whether any engine of these was ever seen in working order.
	 */
	boolean hasWorked() {
		return this.worked;
	}

	/**
	 * Takes an order.
	 * @param order what to say and how
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if the order can't be met
	 */
	public Speech open(SpeechOrder order) throws SpeechException {
		return open((engine) -> engine.open(order));
	}

	/**
	 * Makes a word for timing.
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if it can't be made
	 */
	public Speech probe() throws SpeechException {
		return open(SpeechEngine::probe);
	}

	/**
	 * Loads the engine anew, tests it and only then swaps it in; if either fails, the old
	 * one stays.
	 * @return description of the engine now at work
	 * @throws SpeechException if the new engine doesn't work
	 */
	public synchronized EngineDescription reload() throws SpeechException {
		LoadedEngine old = this.current;
		this.current = loadTested(old.description().generation() + 1);
		old.retire();
		return this.current.description();
	}

	@Override
	public synchronized void close() {
		this.current.retire();
	}

	private LoadedEngine loadTested(long generation) throws SpeechException {
		SpeechEngine engine = this.loader.load();
		boolean mayWait = generation == 1 && engine.recovers();
		try {
			engine.selfTest();
			this.worked = true;
		}
		catch (SpeechException | RuntimeException ex) {
			if (!(mayWait && ex instanceof SpeechException)) {
				engine.close();
				throw ex;
			}
			logger.warn("event=engine-not-ready engine={} reason=\"{}\"", engine.profile().name(), ex.getMessage());
		}
		LoadedEngine loaded = new LoadedEngine(engine, generation, this.clock.instant());
		logger.info("event=engine-loaded engine={} generation={} languages={}", loaded.description().name(), generation,
				loaded.description().languages().size());
		return loaded;
	}

	private Speech open(Opening opening) throws SpeechException {
		LoadedEngine loaded = this.current;
		while (!loaded.enter()) {
			// Retired between the read and the step in: its successor is there already.
			loaded = this.current;
		}
		try {
			return new LeasedSpeech(opening.open(loaded.engine()), loaded);
		}
		catch (SpeechException | RuntimeException ex) {
			loaded.leave();
			throw ex;
		}
	}

	@FunctionalInterface
	private interface Opening {

		Speech open(SpeechEngine engine) throws SpeechException;

	}

	private record LeasedSpeech(Speech speech, LoadedEngine engine, AtomicBoolean closed) implements ForwardingSpeech {

		LeasedSpeech(Speech speech, LoadedEngine engine) {
			this(speech, engine, new AtomicBoolean());
		}

		@Override
		public Optional<byte[]> next() throws SpeechException {
			return this.speech.next();
		}

		@Override
		public void close() {
			if (this.closed.compareAndSet(false, true)) {
				this.speech.close();
				this.engine.leave();
			}
		}

	}

}

package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.Optional;

import io.cosymesh.inference.cosyvoice.CosyVoiceProperties.Recycling;
import io.cosymesh.inference.engine.SpeechException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Whether the runtime works, judged by what becomes of its requests. Out of order until a
 * word was made, and again after some failures in a row; then it is restarted, if anybody
 * said how, and a word is tried until one comes out.
 */
final class RuntimeCondition {

	private static final Logger logger = LoggerFactory.getLogger(RuntimeCondition.class);

	private final Recycling recycling;

	private final Scheduler workers;

	private final Disposable.Swap watch = Disposables.swap();

	private int failures;

	private @Nullable String trouble = "The runtime has not said a word yet";

	RuntimeCondition(Recycling recycling, Scheduler workers) {
		this.recycling = recycling;
		this.workers = workers;
	}

	/** Tells what is wrong, if anything is. */
	synchronized Optional<String> trouble() {
		return Optional.ofNullable(this.trouble);
	}

	synchronized void works() {
		this.failures = 0;
		if (this.trouble != null) {
			logger.info("event=runtime-works");
			this.trouble = null;
		}
	}

	/** A word didn't come out. */
	synchronized void isBroken(String reason) {
		if (!reason.equals(this.trouble)) {
			logger.warn("event=runtime-out-of-order reason=\"{}\"", reason);
		}
		this.trouble = reason;
	}

	/** A request failed in a way that can't be blamed on the request. */
	synchronized void failed(RuntimeFailureException failure) {
		if (!failure.kind().isTheRuntimesFault()) {
			return;
		}
		this.failures++;
		if (this.trouble == null && this.failures >= this.recycling.after()) {
			isBroken("%d requests in a row failed, the last one: %s".formatted(this.failures, failure.getMessage()));
			this.workers.schedule(new Restart(this.recycling.command())::run);
		}
	}

	/** Tries a word now and then while the runtime is out of order. */
	void watch(Word word, Duration interval) {
		this.watch.update(Flux.interval(interval)
			.onBackpressureDrop()
			.filter((tick) -> trouble().isPresent())
			.concatMap((tick) -> Mono.fromRunnable(() -> tryOut(word)).subscribeOn(this.workers), 1)
			.subscribe());
	}

	void stopWatching() {
		this.watch.dispose();
	}

	private void tryOut(Word word) {
		try {
			word.say();
			works();
		}
		catch (SpeechException ex) {
			isStillBroken(String.valueOf(ex.getMessage()));
		}
	}

	/** A word didn't come out; unless something else did meanwhile, that's how it is. */
	private synchronized void isStillBroken(String reason) {
		if (this.trouble != null && !this.watch.isDisposed()) {
			isBroken(reason);
		}
	}

	/**
	 * Proves that the runtime works.
	 */
	@FunctionalInterface
	interface Word {

		/** Has a word made; blocks. */
		void say() throws SpeechException;

	}

}

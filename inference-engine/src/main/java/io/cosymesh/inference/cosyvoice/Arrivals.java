package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Signal;

/**
 * The bytes of an answer as they come in, pulled by a thread that may wait. No more than
 * a few pieces are asked for ahead, so the runtime is held up when nobody listens.
 * Disposing of it, from any thread, ends the request and wakes who waits.
 */
final class Arrivals extends BaseSubscriber<byte[]> {

	private static final int AHEAD = 4;

	private final BlockingQueue<Signal<byte[]>> queue = new LinkedBlockingQueue<>();

	/**
	 * Returns the next piece, or nothing after the last.
	 * @param patience how long to wait for it
	 */
	Optional<byte[]> take(Duration patience) throws RuntimeFailureException {
		Signal<byte[]> signal = poll(patience);
		if (signal == null) {
			cancel();
			throw new RuntimeFailureException(Kind.WEDGED,
					"The runtime sent nothing for %d ms".formatted(patience.toMillis()));
		}
		if (signal.getThrowable() != null) {
			throw Faults.of(signal.getThrowable());
		}
		if (signal.hasValue()) {
			request(1);
		}
		return Optional.ofNullable(signal.get());
	}

	private @Nullable Signal<byte[]> poll(Duration patience) throws RuntimeFailureException {
		try {
			return this.queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RuntimeFailureException(Kind.REFUSED, "Interrupted", ex);
		}
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		request(AHEAD);
	}

	@Override
	protected void hookOnNext(byte[] piece) {
		this.queue.add(Signal.next(piece));
	}

	@Override
	protected void hookOnComplete() {
		this.queue.add(Signal.complete());
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.queue.add(Signal.error(failure));
	}

	@Override
	protected void hookOnCancel() {
		this.queue.add(Signal.error(new CancellationException("The request was given up")));
	}

}

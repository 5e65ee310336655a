package io.cosymesh.backend.speech;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A question that has one answer for everybody: who asks while it is being asked hears
 * the same answer, so that a flood of askers is one call.
 *
 * @param <T> the answer
 */
final class SharedQuestion<T> {

	private final Mono<T> question;

	private final AtomicReference<@Nullable Mono<T>> asked = new AtomicReference<>();

	SharedQuestion(Mono<T> question) {
		this.question = question;
	}

	Mono<T> ask() {
		return Mono.defer(() -> {
			Mono<T> others = this.asked.get();
			if (others != null) {
				// It may have failed for want of the other's time.
				return others.onErrorResume((_) -> this.question);
			}
			Mono<T> own = this.question.doFinally((_) -> this.asked.set(null)).cache();
			return this.asked.compareAndSet(null, own) ? own : ask();
		});
	}

}

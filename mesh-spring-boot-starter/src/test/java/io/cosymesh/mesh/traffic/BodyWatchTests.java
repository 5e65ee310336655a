package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class BodyWatchTests {

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final VirtualTime clock = new VirtualTime();

	private final TestPublisher<String> source = TestPublisher.create();

	private final Flux<String> body = BodyWatch.on(this.source.flux(), IDLE,
			() -> new IllegalStateException("too long a pause"), this.clock.time());

	@Test
	void pauseOfTheSourceEndsTheAnswer() {
		StepVerifier.create(this.body)
			.then(() -> this.source.next("one"))
			.expectNext("one")
			.then(() -> this.clock.advance(Duration.ofMillis(4900)))
			.then(() -> this.source.next("two"))
			.expectNext("two")
			.then(() -> this.clock.advance(Duration.ofMillis(5100)))
			.expectErrorMessage("too long a pause")
			.verify();
		this.source.assertCancelled();
	}

	@Test
	void listenerMayPauseForAnHour() {
		StepVerifier.create(this.body, 1)
			.then(() -> this.source.next("one"))
			.expectNext("one")
			.then(() -> this.clock.advance(Duration.ofHours(1)))
			.thenRequest(1)
			.then(() -> this.clock.advance(Duration.ofSeconds(4)))
			.then(() -> this.source.next("two").complete())
			.expectNext("two")
			.verifyComplete();
	}

	@Test
	void sourceThatPausesAfterTheListenerIsBackEndsTheAnswer() {
		StepVerifier.create(this.body, 1)
			.then(() -> this.source.next("one"))
			.expectNext("one")
			.then(() -> this.clock.advance(Duration.ofHours(1)))
			.thenRequest(1)
			.then(() -> this.clock.advance(Duration.ofSeconds(11)))
			.expectErrorMessage("too long a pause")
			.verify();
	}

	@Test
	void endOfTheSourceIsTheEnd() {
		StepVerifier.create(this.body).then(this.source::complete).verifyComplete();
	}

}

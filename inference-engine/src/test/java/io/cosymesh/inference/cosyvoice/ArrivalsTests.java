package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArrivalsTests {

	private static final Duration AT_ONCE = Duration.ZERO;

	@Test
	void noMoreIsAskedForThanAFewPiecesAhead() throws RuntimeFailureException {
		AtomicLong made = new AtomicLong();
		Arrivals arrivals = new Arrivals();
		Flux.<byte[]>generate((sink) -> {
			made.incrementAndGet();
			sink.next(new byte[2]);
		}).subscribe(arrivals);
		assertThat(made).hasValue(4);
		arrivals.take(AT_ONCE);
		assertThat(made).hasValue(5);
	}

	@Test
	void silenceEndsTheRequest() {
		Arrivals arrivals = new Arrivals();
		Flux.<byte[]>never().subscribe(arrivals);
		assertThatExceptionOfType(RuntimeFailureException.class).isThrownBy(() -> arrivals.take(AT_ONCE))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(RuntimeFailureException.Kind.WEDGED));
		assertThat(arrivals.isDisposed()).isTrue();
	}

	@Test
	void endIsNothingMore() throws RuntimeFailureException {
		Arrivals arrivals = new Arrivals();
		Flux.just(new byte[] { 1, 2 }).subscribe(arrivals);
		assertThat(arrivals.take(AT_ONCE)).hasValue(new byte[] { 1, 2 });
		assertThat(arrivals.take(AT_ONCE)).isEmpty();
	}

}

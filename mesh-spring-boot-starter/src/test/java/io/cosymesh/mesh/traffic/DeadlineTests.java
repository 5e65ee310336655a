package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	private final VirtualTime clock = new VirtualTime();

	@Test
	void whatIsLeftShrinks() {
		Deadline deadline = Deadline.parse("1500", this.clock.time()).orElseThrow();
		this.clock.advance(Duration.ofMillis(400));
		assertThat(deadline.left(this.clock.time())).isEqualTo(Duration.ofMillis(1100));
	}

	@Test
	void lastMillisecondIsNotWorthARequest() {
		Deadline deadline = Deadline.in(Duration.ofMillis(10), this.clock.time());
		this.clock.advance(Duration.ofMillis(9));
		assertThat(deadline.isOver(this.clock.time())).isFalse();
		this.clock.advance(Duration.ofNanos(1));
		assertThat(deadline.isOver(this.clock.time())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "1.5", "1e3", " 1", "0x10", "1234567890123", "soon" })
	void whatIsNoNumberIsNoDeadline(String header) {
		assertThat(Deadline.parse(header, this.clock.time())).isEmpty();
	}

	@Test
	void earlierOfTwoHolds() {
		Deadline soon = Deadline.in(Duration.ofSeconds(1), this.clock.time());
		Deadline later = Deadline.in(Duration.ofSeconds(2), this.clock.time());
		assertThat(Deadline.earlier(soon, later)).isSameAs(soon);
		assertThat(Deadline.earlier(later, soon)).isSameAs(soon);
		assertThat(Deadline.earlier(null, later)).isSameAs(later);
		assertThat(Deadline.earlier(soon, null)).isSameAs(soon);
		assertThat(Deadline.earlier(null, null)).isNull();
	}

	@Test
	void deadlineTravelsInTheContext() {
		Deadline deadline = Deadline.in(Duration.ofSeconds(1), this.clock.time());
		assertThat(Deadline.of(deadline.bindTo(Context.empty()))).contains(deadline);
		assertThat(Deadline.of(Context.empty())).isEmpty();
	}

}

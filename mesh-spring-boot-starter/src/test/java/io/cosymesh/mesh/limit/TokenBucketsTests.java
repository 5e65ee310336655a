package io.cosymesh.mesh.limit;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketsTests {

	private final MovableTime time = new MovableTime();

	@Test
	void callersHaveBucketsOfTheirOwn() {
		TokenBuckets<String> buckets = new TokenBuckets<>(new Rate(1, 1), this.time);
		assertThat(buckets.of("one").take()).isEmpty();
		assertThat(buckets.of("one").take()).contains(Duration.ofSeconds(1));
		assertThat(buckets.of("two").take()).isEmpty();
	}

	@Test
	void bucketIsForgottenOnlyWhenItIsFullAgain() {
		TokenBuckets<String> buckets = new TokenBuckets<>(new Rate(2, 5), this.time);
		buckets.of("one").take();
		this.time.advance(Duration.ofMillis(2499));
		assertThat(buckets.size()).isOne();
		this.time.advance(Duration.ofMillis(501));
		assertThat(buckets.size()).isZero();
	}

	@Test
	void anyNumberOfCallersFitsInBoundedMemory() {
		TokenBuckets<Integer> buckets = new TokenBuckets<>(new Rate(1, 1000), this.time);
		for (int caller = 0; caller < 30_000; caller++) {
			buckets.of(caller).take();
		}
		assertThat(buckets.size()).isBetween(1L, 10_000L);
	}

}

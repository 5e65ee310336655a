package io.cosymesh.mesh.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.telemetry.TelemetryProperties.TapBounds;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TapTests {

	private static final TapFilter EVERYTHING = TapFilter.of(new LinkedMultiValueMap<>());

	private final AtomicLong nanos = new AtomicLong();

	private final Tap tap = new Tap(new TapBounds(2, 100), new Instance(new MockEnvironment()),
			new StandingTime(this.nanos));

	@Test
	void nobodyWatchesUnlessSubscribed() {
		assertThat(this.tap.isWatched()).isFalse();
		Disposable watching = this.tap.watch(EVERYTHING).subscribe();
		assertThat(this.tap.isWatched()).isTrue();
		watching.dispose();
		assertThat(this.tap.isWatched()).isFalse();
	}

	@Test
	void watcherIsToldWhatMatchesAndNothingElse() {
		List<TapSignal> told = new ArrayList<>();
		Disposable watching = this.tap.watch(filter("status", "5xx")).subscribe(told::add);
		this.tap.tell(event(200), new HttpHeaders());
		this.tap.tell(event(503), new HttpHeaders());
		watching.dispose();
		assertThat(told).singleElement()
			.isInstanceOfSatisfying(TapSignal.Request.class,
					(request) -> assertThat(request.event().status()).isEqualTo(503));
	}

	@Test
	void atMostAHundredRequestsASecondAreToldAndTheRestIsCounted() {
		StepVerifier.withVirtualTime(() -> this.tap.watch(EVERYTHING), 1000)
			.expectSubscription()
			.then(() -> IntStream.range(0, 150).forEach((_) -> this.tap.tell(event(200), new HttpHeaders())))
			.expectNextCount(100)
			.thenAwait(Duration.ofSeconds(1))
			.assertNext((signal) -> assertThat(signal).isInstanceOfSatisfying(TapSignal.Dropped.class,
					(dropped) -> assertThat(dropped.count()).isEqualTo(50)))
			.then(() -> this.nanos.addAndGet(Duration.ofSeconds(1).toNanos()))
			.then(() -> this.tap.tell(event(200), new HttpHeaders()))
			.expectNextMatches((signal) -> signal instanceof TapSignal.Request)
			.thenCancel()
			.verify(Duration.ofSeconds(20));
	}

	@Test
	void watcherWhoDoesNotReadLosesEventsAndHoldsNobodyUp() {
		TapWatcher watcher = new TapWatcher(EVERYTHING,
				Bucket.builder()
					.addLimit((limit) -> limit.capacity(100_000).refillGreedy(100_000, Duration.ofSeconds(1)))
					.build());
		StepVerifier.withVirtualTime(watcher::signals, 0)
			.expectSubscription()
			.then(() -> IntStream.range(0, 10_000).forEach((_) -> watcher.tell(event(200))))
			.thenRequest(Long.MAX_VALUE)
			.thenAwait(Duration.ofSeconds(2))
			.recordWith(ArrayList::new)
			.thenConsumeWhile((signal) -> signal instanceof TapSignal.Request)
			.consumeRecordedWith((read) -> assertThat(read).hasSizeBetween(200, 400))
			.expectNextMatches((signal) -> signal instanceof TapSignal.Dropped(long count) && count > 9_000)
			.thenCancel()
			.verify(Duration.ofSeconds(20));
	}

	@Test
	void oneWatcherTooManyIsTurnedAwayUntilAnotherGoes() {
		Disposable first = this.tap.watch(EVERYTHING).subscribe();
		Disposable second = this.tap.watch(EVERYTHING).subscribe();
		StepVerifier.create(this.tap.watch(EVERYTHING)).expectError(ProblemException.class).verify();
		first.dispose();
		Disposable third = this.tap.watch(EVERYTHING).subscribe();
		assertThat(third.isDisposed()).isFalse();
		second.dispose();
		third.dispose();
		assertThat(this.tap.isWatched()).isFalse();
	}

	@Test
	void onlyHarmlessHeadersAreShownAndOnlyToWhoAsked() {
		HttpHeaders headers = new HttpHeaders();
		List.of("Authorization", "Cookie", "X-CosyMesh-Caller", "Set-Cookie", "X-Api-Key", "Proxy-Authorization",
				"X-New")
			.forEach((name) -> headers.set(name, "hunter2"));
		headers.set("Accept", "audio/wav\u00e4");
		List<TapSignal> asked = new ArrayList<>();
		List<TapSignal> silent = new ArrayList<>();
		Disposable one = this.tap.watch(filter("headers", "true")).subscribe(asked::add);
		Disposable other = this.tap.watch(EVERYTHING).subscribe(silent::add);
		this.tap.tell(event(200), headers);
		one.dispose();
		other.dispose();
		assertThat(((TapSignal.Request) asked.getFirst()).event().requestHeaders()).hasSize(1)
			.containsEntry("accept", "audio/wav?");
		assertThat(((TapSignal.Request) silent.getFirst()).event().requestHeaders()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "source, peer, true", "source, spiffe://x/ns/y/sa/peer, true", "source, self, false",
			"destination, self, true", "method, GET, true", "method, POST, false", "path, /v1, true",
			"path, /v2, false", "route, GET /v1/a, true", "route, GET /v1, false", "status, 200, true",
			"status, 2xx, true", "status, 201, false", "outcome, allowed, true", "outcome, denied, false" })
	void filterSaysWhatIsWanted(String name, String value, boolean wanted) {
		assertThat(filter(name, value).matches(event(200))).isEqualTo(wanted);
	}

	@ParameterizedTest
	@CsvSource({ "status, 5x", "status, abc", "outcome, maybe", "maxRate, 0", "maxRate, 101", "maxRate, many" })
	void filterThatIsNoneIsRefusedByItsField(String name, String value) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> filter(name, value))
			.satisfies((problem) -> assertThat(problem.getBody().getProperties()).containsEntry("field", name));
	}

	private static TapFilter filter(String name, String value) {
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
		query.add(name, value);
		return TapFilter.of(query);
	}

	private static TapEvent event(int status) {
		return new TapEvent.Builder(Instant.EPOCH, Direction.INBOUND, new Workload("spiffe://x/ns/y/sa/peer", "peer"),
				new Workload("spiffe://x/ns/y/sa/self", "self"))
			.request("h2", "GET", "GET /v1/a", "/v1/a")
			.answer(status, 1, 2, null)
			.bytes(-1, 3)
			.decided(TapEvent.ALLOWED, "rule", null)
			.build();
	}

	private record StandingTime(AtomicLong nanos) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.nanos.get();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}

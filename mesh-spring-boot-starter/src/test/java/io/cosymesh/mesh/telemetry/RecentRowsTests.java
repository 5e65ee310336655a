package io.cosymesh.mesh.telemetry;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRowsTests {

	private final RecentRows rows = new RecentRows();

	private final AtomicInteger found = new AtomicInteger();

	@Test
	void rowIsFoundOnce() {
		TrafficRow row = find(HttpMethod.GET, "/v1/things/{id}", "read", false);
		assertThat(find(HttpMethod.GET, "/v1/things/{id}", "read", false)).isSameAs(row);
		assertThat(this.found).hasValue(1);
	}

	@Test
	void whateverDiffersHasARowOfItsOwn() {
		TrafficRow row = find(HttpMethod.GET, "/v1/things/{id}", "read", false);
		assertThat(find(HttpMethod.PUT, "/v1/things/{id}", "read", false)).isNotSameAs(row);
		assertThat(find(HttpMethod.GET, "/v1/things", "read", false)).isNotSameAs(row);
		assertThat(find(HttpMethod.GET, "/v1/things/{id}", "-", false)).isNotSameAs(row);
		assertThat(find(HttpMethod.GET, "/v1/things/{id}", "read", true)).isNotSameAs(row);
	}

	@Test
	void templatesWithoutEndAreNotKept() {
		for (int i = 0; i < 1000; i++) {
			find(HttpMethod.GET, "/v1/things/" + i, "read", false);
		}
		this.found.set(0);
		find(HttpMethod.GET, "/v1/things/0", "read", false);
		assertThat(this.found).hasValue(0);
		find(HttpMethod.GET, "/v1/things/999", "read", false);
		find(HttpMethod.GET, "/v1/things/999", "read", false);
		assertThat(this.found).hasValue(2);
	}

	private TrafficRow find(HttpMethod method, String template, String rule, boolean observing) {
		return this.rows.of(method, template, rule, observing, () -> {
			this.found.incrementAndGet();
			TrafficKey key = new TrafficKey(Direction.INBOUND, Workload.OUTSIDE, template, rule, "true", observing);
			return new TrafficRow(key, new TrafficMeters(new SimpleMeterRegistry(), key, Workload.OUTSIDE));
		});
	}

}

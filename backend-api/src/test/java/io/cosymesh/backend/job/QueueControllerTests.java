package io.cosymesh.backend.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.cosymesh.backend.job.QueueOverview.TenantQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class QueueControllerTests extends JobApi {

	@Autowired
	private QueueController queue;

	@Test
	void operatorsSeeWhatWaitsAndWhatIsMadeOverAllTenants() {
		assertThat(this.queue.overview().block()).isEqualTo(new QueueOverview(1000, 5, List.of()));
		this.inferenceEngine.speaking = (_) -> Flux.never();
		Instant before = Instant.now();
		String batch = accepted(Map.of("items", List.of(order("One."), order("Two."), order("Three.")))).path("id")
			.asString();
		TenantQueue tenant = await().until(this::onlyTenant, (found) -> found.running() == 2);
		assertThat(tenant.tenant()).isEqualTo("default");
		assertThat(tenant.queued()).isEqualTo(1);
		assertThat(tenant.oldestQueuedAt()).isBetween(before.minus(Duration.ofSeconds(1)), Instant.now());
		delete(batch);
		await().until(() -> this.queue.overview().block().tenants().isEmpty());
	}

	private TenantQueue onlyTenant() {
		return this.queue.overview().block().tenants().getFirst();
	}

}

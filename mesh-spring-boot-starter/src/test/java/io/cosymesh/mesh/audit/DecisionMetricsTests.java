package io.cosymesh.mesh.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionMetricsTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DecisionMetrics metrics = new DecisionMetrics(this.meters);

	@Test
	void allowedRequestsAreCountedByCallerRouteAndRule() {
		this.metrics.decided(Decided.allowed(Decided.BACKEND));
		this.metrics.decided(Decided.allowed(Decided.BACKEND));
		assertThat(this.meters.get("inbound.http.authz.allow")
			.tags("client_id", Decided.BACKEND, "route_name", "POST /v1/synthesize", "authz_name", "synthesize", "mode",
					"enforce")
			.counter()
			.count()).isEqualTo(2);
	}

	@Test
	void whatAnAuditLetsThroughCountsAsADenialInAuditMode() {
		this.metrics.decided(Decided.wouldDeny("/v1/other"));
		this.metrics.decided(Decided.denied("/v1/other"));
		assertThat(this.meters.get("inbound.http.authz.deny")
			.tags("authz_name", "trial", "mode", "audit")
			.counter()
			.count()).isEqualTo(1);
		assertThat(
				this.meters.get("inbound.http.authz.deny").tags("authz_name", "-", "mode", "enforce").counter().count())
			.isEqualTo(1);
		assertThat(this.meters.find("inbound.http.authz.allow").counters()).isEmpty();
	}

	@Test
	void pathsAreNoLabelsAndOnlySoManyCallersAre() {
		for (int i = 0; i < 3 * DecisionMetrics.MAX_CLIENTS; i++) {
			this.metrics.decided(Decided.denied("/path/" + i));
			this.metrics.decided(Decided.allowed("spiffe://cosymesh.local/ns/cosymesh/sa/caller-" + i));
		}
		assertThat(this.meters.find("inbound.http.authz.deny").counters()).hasSize(1);
		assertThat(this.meters.find("inbound.http.authz.allow").counters()).hasSize(DecisionMetrics.MAX_CLIENTS);
		assertThat(this.meters.get("inbound.http.authz.allow").tag("client_id", "other").counter().count())
			.isEqualTo(2 * DecisionMetrics.MAX_CLIENTS + 1);
	}

}

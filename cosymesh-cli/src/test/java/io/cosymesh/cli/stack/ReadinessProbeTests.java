package io.cosymesh.cli.stack;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadinessProbeTests {

	@Test
	void readyServiceTellsWhoItIs() {
		Readiness readiness = ReadinessProbe.parse("""
				{"status":"UP","components":{"readinessState":{"status":"UP"},"svid":{"status":"UP","details":
				{"spiffeId":"spiffe://cosymesh.local/ns/cosymesh/sa/backend-api","expiresAt":"2026-11-22T10:00:00Z"}}}}
				""");
		assertThat(readiness.ready()).isTrue();
		assertThat(readiness.spiffeId()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
		assertThat(readiness.expiresAt()).isEqualTo("2026-11-22T10:00:00Z");
	}

	@Test
	void serviceThatIsNotReadyTellsWhichPartIsDown() {
		Readiness readiness = ReadinessProbe.parse("""
				{"status":"DOWN","components":{"readinessState":{"status":"UP"},"svid":{"status":"DOWN"}}}""");
		assertThat(readiness.ready()).isFalse();
		assertThat(readiness.detail()).isEqualTo("readiness DOWN (svid)");
		assertThat(readiness.spiffeId()).isNull();
	}

	@Test
	void silentPortIsNotReady() {
		try (ReadinessProbe probe = new ReadinessProbe()) {
			assertThat(probe.ask(1)).isEqualTo(Readiness.silent("no answer on management port 1"));
		}
	}

}

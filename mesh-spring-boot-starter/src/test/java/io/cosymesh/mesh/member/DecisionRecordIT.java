package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.mesh.audit.DecidedRequest;
import io.cosymesh.mesh.audit.DecisionFeed;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

class DecisionRecordIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final TestCa ca = TestCa.create();

	private volatile Duration ahead = Duration.ZERO;

	private final List<DecidedRequest> records = new CopyOnWriteArrayList<>();

	private Member server;

	private Disposable watching;

	@BeforeEach
	void start() {
		this.server = Member.of(this.ca, "echo")
			.rule(0, "callers", "GET /v1/caller", "caller")
			.clock(this::now)
			.start();
		this.watching = this.server.bean(DecisionFeed.class).watch().subscribe(this.records::add);
	}

	@AfterEach
	void stop() {
		this.watching.dispose();
		this.server.close();
	}

	@Test
	void requestAfterTheCallersSvidHasExpiredIsRecordedAsDenied() {
		try (Member caller = Member.of(this.ca, "caller")
			.application(CallerApplication.class)
			.peer("echo", this.server.url())
			.start()) {
			Echo echo = caller.bean(Echo.class);
			String serial = echo.caller().block(SOON).serial();
			this.ahead = Duration.ofHours(2);
			assertThatExceptionOfType(PeerException.Answered.class).isThrownBy(() -> echo.caller().block(SOON));
			await().untilAsserted(() -> assertThat(this.records).hasSize(2));
			assertThat(this.records.getFirst().decision()).isInstanceOf(Decision.Allowed.class);
			assertDenied(this.records.getLast(), Reason.EXPIRED, serial);
		}
	}

	@Test
	void requestThatIsNoProperHttpIsRecordedAsDeniedWithItsPeer() throws IOException {
		TestSvid svid = this.ca.svid("caller");
		assertThat(Attacker.with(svid).get(this.server.port(), "/v1/caller;x=y")).contains("400");
		await().untilAsserted(() -> assertThat(this.records).hasSize(1));
		assertDenied(this.records.getFirst(), Reason.MALFORMED_REQUEST, null);
		assertThat(this.records.getFirst().decision().request().loggedPath()).isEqualTo("/v1/caller;x=y");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/caller, 504, true", "/v1/denied, 403, false" })
	void requestWhoseTimeIsUpIsDecidedAndRecordedAllTheSame(String path, String status, boolean allowed)
			throws IOException {
		String request = "GET %s HTTP/1.1\r\nHost: x\r\nX-Request-Deadline-Ms: 0\r\nConnection: close\r\n\r\n";
		assertThat(Attacker.with(this.ca.svid("caller")).send(this.server.port(), request.formatted(path)))
			.contains(status);
		await().untilAsserted(() -> assertThat(this.records).hasSize(1));
		assertThat(this.records.getFirst().decision().letsThrough()).isEqualTo(allowed);
	}

	private Instant now() {
		return Instant.now().plus(this.ahead);
	}

	private void assertDenied(DecidedRequest record, Reason reason, String serial) {
		assertThat(record.decision().letsThrough()).isFalse();
		assertThat(record.decision().reason()).contains(reason);
		assertThat(record.decision().request().knownCaller().orElseThrow())
			.hasToString("spiffe://cosymesh.local/ns/cosymesh/sa/caller");
		assertThat(record.peerSerial()).isNotBlank();
		if (serial != null) {
			assertThat(record.peerSerial()).isEqualTo(serial);
		}
		assertThat(record.time()).isCloseTo(now(), within(1, ChronoUnit.HOURS));
		assertThat(record.correlation().requestId()).isNotBlank();
	}

}

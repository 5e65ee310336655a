package io.cosymesh.identity.tls;

import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class PeerRefusalListenerTests {

	private final TestCa ca = TestCa.create();

	private final PeerTrustManager trustManager = new PeerTrustManager(TrustBundleSource.of(this.ca.bundle()),
			PeerRule.Nobody::new, PeerRefusalListener.logging(), InstantSource.system());

	@Test
	void logsWhoWasRefusedAndWhy(CapturedOutput output) {
		TestSvid peer = this.ca.svid("audio-processor");
		refuse(peer);
		assertThat(output)
			.contains("event=handshake-refused peer=spiffe://cosymesh.local/ns/cosymesh/sa/audio-processor"
					+ " role=client reason=not-allowed serial=" + peer.leaf().getSerialNumber().toString(16));
	}

	@Test
	void callerSaysWhomItExpectedInstead(CapturedOutput output) {
		PeerTrustManager caller = new PeerTrustManager(TrustBundleSource.of(this.ca.bundle()),
				() -> PeerRule.only(this.ca.name("inference-engine").spiffeId()), PeerRefusalListener.logging(),
				InstantSource.system());
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> caller.checkServerTrusted(this.ca.svid("audio-processor").chainArray(), "UNKNOWN"));
		assertThat(output)
			.contains("peer=spiffe://cosymesh.local/ns/cosymesh/sa/audio-processor role=server reason=not-allowed")
			.contains(" expected=spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine");
	}

	@Test
	void serverTellsNobodyWhomItTakes(CapturedOutput output) {
		PeerTrustManager server = new PeerTrustManager(TrustBundleSource.of(this.ca.bundle()),
				() -> PeerRule.only(this.ca.name("backend-api").spiffeId()), PeerRefusalListener.logging(),
				InstantSource.system());
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> server.checkClientTrusted(this.ca.svid("audio-processor").chainArray(), "UNKNOWN"));
		assertThat(output).contains("role=client reason=not-allowed").doesNotContain("expected=");
	}

	@Test
	void logsNothingOfAnIdThatIsNone(CapturedOutput output) {
		refuse(this.ca.wrong("audio-processor").withId("spiffe://cosymesh.local/a%0Aevent=allowed"));
		assertThat(output).contains("event=handshake-refused peer=- role=client reason=invalid-spiffe-id")
			.doesNotContain("event=allowed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "\u001b[2J", "\u0000", "\t", "\u0085", "\u2028" })
	void strangersWriteNoLogLines(String breaker, CapturedOutput output) {
		refuse(this.ca.wrong("audio-processor")
			.withId("spiffe://cosymesh.local/a" + breaker + "event=handshake-accepted"));
		assertThat(output.getOut().lines().filter((line) -> line.contains("event=handshake-refused peer=-")))
			.hasSize(1);
		assertThat(output).doesNotContain("handshake-accepted").doesNotContain("\u001b");
	}

	private void refuse(TestSvid peer) {
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> this.trustManager.checkClientTrusted(peer.chainArray(), "UNKNOWN"));
	}

}

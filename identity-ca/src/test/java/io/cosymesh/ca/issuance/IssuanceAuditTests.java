package io.cosymesh.ca.issuance;

import java.net.InetAddress;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class IssuanceAuditTests {

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "\u001b[2J", "\u0000", "\" ", " ", "\u0085", "\u2028", "\u202e" })
	void strangersWriteNoLogLines(String breaker, CapturedOutput output) {
		RefusedException refusal = RefusedException.of(Refusal.CSR_MALFORMED, "The CSR is missing.")
			.claiming("spiffe://cosymesh.local/a" + breaker + "event=svid-issued");
		new IssuanceAudit().refused(new Applicant.Stranger(new BearerDocument("hunter2")), refusal,
				InetAddress.getLoopbackAddress());
		assertThat(output.getOut().lines().filter((line) -> line.contains("event=svid-refused"))).singleElement()
			.asString()
			.contains("reason=csr-malformed claimed=spiffe://cosymesh.local/a?")
			.endsWith("detail=\"The CSR is missing.\" source=127.0.0.1");
		assertThat(output).doesNotContain("event=svid-issued")
			.doesNotContain("hunter2")
			.doesNotContain("\u001b")
			.doesNotContain("\u202e");
	}

}

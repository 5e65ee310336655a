package io.cosymesh.mesh.member;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.cosymesh.identity.test.TestCa;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which TLS the tests of this run were about.
 */
@ExtendWith(OutputCaptureExtension.class)
class EngineIT {

	@Test
	void engineInForceIsTheOneThatThisRunIsAbout(CapturedOutput output) {
		String engine = System.getProperty("cosymesh.test.engine", "BoringSSL");
		try (Member _ = Member.of(TestCa.create(), "echo").start()) {
			assertThat(output).contains("event=tls provider=%s protocol=TLSv1.3".formatted(engine));
		}
	}

}

package io.cosymesh.system;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.test.ConformanceCase;
import io.cosymesh.identity.test.TestSvid;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A rogue service with SVIDs that the stack's own CA signed, each wrong in one way.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class ForgedSvidsIT {

	// BoringSSL finds them wrong, or does not ask for such keys, before anybody is asked.
	private static final Map<String, String> REFUSED_BY_TLS_ITSELF = Map.of("X-5 no digitalSignature", "tls-failure",
			"X-8 the CA itself", "tls-failure", "X-10 Ed25519", "no-certificate");

	private final Cosymesh stack;

	ForgedSvidsIT(Cosymesh stack) {
		this.stack = stack;
	}

	static Stream<ConformanceCase> forged() {
		return ConformanceCase.refused();
	}

	@ParameterizedTest
	@MethodSource("forged")
	void forgedSvidIsRefusedAndTheLogSaysWhy(ConformanceCase forged) {
		Cosymesh.Log log = this.stack.log("backend-api");
		TestSvid svid = forged.svid().apply(new StackAuthority(this.stack).ca().wrong("webui-service"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new Attacker(svid).request(MeshPort.BACKEND_API.in(this.stack), "GET", "/api/v1/voices"));
		SvidRefusal reason = Objects.requireNonNull(forged.refusal());
		if (TlsEngine.ofThisRun() == TlsEngine.BORINGSSL && REFUSED_BY_TLS_ITSELF.containsKey(forged.name())) {
			log.await("event=handshake-refused", "reason=" + REFUSED_BY_TLS_ITSELF.get(forged.name()));
		}
		else {
			log.await("event=handshake-refused", "role=client", "reason=" + reason.code(),
					"serial=" + svid.leaf().getSerialNumber().toString(16));
		}
		assertThat(log.lines()).noneMatch((line) -> line.contains("\tat "));
	}

}

package io.cosymesh.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The key of an intermediate is out, and the operator does what the documentation says.
 */
@Order(40)
@ExtendWith(StackExtension.class)
class RevocationIT {

	private static final int BACKEND_PORT = 9443;

	private static final int REFUSED = 4;

	private final Cosymesh stack;

	RevocationIT(Cosymesh stack) {
		this.stack = stack;
	}

	@Test
	void whatARevokedIntermediateSignedIsRefusedAndTheServicesGoOn() throws Exception {
		Map<String, Long> pids = this.stack.pids();
		Attacker thief = new Attacker(new StackAuthority(this.stack).svid("webui-service"));
		assertThat(readPolicy(thief)).isEqualTo(200);
		String leaked = active();
		Cosymesh.Log log = this.stack.log("backend-api");
		assertRefused("taint", leaked);
		this.stack.succeed("ca", "activate", id(this.stack.succeed("ca", "prepare", "intermediate")));
		assertThat(active()).isNotEqualTo(leaked);
		this.stack.succeed("ca", "taint", leaked);
		assertRefused("revoke", leaked);
		assertThat(readPolicy(thief)).as("tainted is still good").isEqualTo(200);
		this.stack.succeed("ca", "revoke", leaked, "--force");
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> readPolicy(thief));
			assertThat(log.lines())
				.anySatisfy((line) -> assertThat(line).contains("handshake-refused", "reason=revoked"));
		});
		assertServicesGoOn();
		assertThat(this.stack.pids()).isEqualTo(pids);
	}

	private void assertServicesGoOn() {
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofSeconds(1))
				.untilAsserted(() -> assertThat(gateway.clone(Map.of("text", "Hello."), Clips.ordinary()).statusCode())
					.isEqualTo(200));
		}
	}

	private void assertRefused(String verb, String id) {
		assertThat(this.stack.run("ca", verb, id).exitCode()).as(verb).isEqualTo(REFUSED);
	}

	private int readPolicy(Attacker thief) throws IOException {
		return thief.request(this.stack.meshPort(BACKEND_PORT), "GET", "/mesh/authz");
	}

	private String active() {
		JsonNode active = this.stack.authorities("intermediate")
			.stream()
			.filter((authority) -> authority.path("state").asString().equals("active"))
			.findFirst()
			.orElseThrow();
		return active.path("id").asString();
	}

	private static String id(Cosymesh.Result result) {
		return result.out().strip();
	}

}

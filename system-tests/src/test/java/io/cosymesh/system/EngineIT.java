package io.cosymesh.system;

import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which TLS the attackers of this run met.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class EngineIT {

	private final Cosymesh stack;

	EngineIT(Cosymesh stack) {
		this.stack = stack;
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity-ca", "backend-api", "audio-processor", "inference-engine", "webui-service" })
	void engineInForceIsTheOneThatThisRunIsAbout(String service) throws Exception {
		List<String> lines = Files.readAllLines(this.stack.logs().resolve(service + ".log"));
		assertThat(lines).filteredOn((line) -> line.contains("event=tls "))
			.isNotEmpty()
			.allMatch((line) -> line.contains("provider=" + TlsEngine.ofThisRun().loggedName()));
	}

}

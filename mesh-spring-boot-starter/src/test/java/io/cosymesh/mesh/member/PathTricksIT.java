package io.cosymesh.mesh.member;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.http.PathTricks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends spellings of a protected path as raw bytes to a running member: none reaches the
 * handler. A failure names its seed.
 */
class PathTricksIT {

	private static final TestCa CA = TestCa.create();

	private static final String PROTECTED = "/internal/reload-model";

	private static final int VARIATIONS = 400;

	private static Member server;

	private final long seed = new Random().nextLong();

	private final PathTricks tricks = new PathTricks(new Random(this.seed), List.of("/v1", "/public/a", ""));

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "guarded")
			.application(GuardedApplication.class)
			.rule(0, "sensitive", "* /internal/**", "operator")
			.rule(1, "ordinary", "* /v1/**,* /public/**,* /{one},* /,* /internals/**", "caller")
			.with("logging.level.io.cosymesh.mesh.audit=off", "logging.level.io.cosymesh.audit=off")
			.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void noSpellingReachesTheHandlerOverHttp1() throws Exception {
		try (RawHttp caller = new RawHttp(CA.svid("caller"), server.port())) {
			assertNoneReaches((target) -> caller.http1("POST", target));
		}
	}

	@Test
	void noSpellingReachesTheHandlerOverHttp2() throws Exception {
		try (RawHttp caller = new RawHttp(CA.svid("caller"), server.port())) {
			assertNoneReaches((target) -> caller.http2("POST", target));
		}
	}

	@Test
	void theRightCallerReachesItOverBoth() throws Exception {
		int before = hits();
		try (RawHttp operator = new RawHttp(CA.svid("operator"), server.port())) {
			assertThat(operator.http1("POST", PROTECTED)).contains("200");
			assertThat(operator.http2("POST", PROTECTED)).contains("200");
		}
		assertThat(hits()).isEqualTo(before + 2);
	}

	private void assertNoneReaches(Sender sender) throws Exception {
		int before = hits();
		assertThat(sender.send("/v1/ordinary")).contains("200");
		Map<String, Integer> answers = new HashMap<>();
		for (int i = 0; i < VARIATIONS; i++) {
			String target = this.tricks.vary(PROTECTED);
			answers.merge(sender.send(target).orElse("none"), 1, Integer::sum);
			assertThat(hits()).as("seed %d, %s", this.seed, target).isEqualTo(before);
		}
		assertThat(answers).as("seed " + this.seed).containsKey("403");
		assertThat(sender.send("/v1/ordinary")).as("the server is still there").contains("200");
	}

	private static int hits() {
		return server.bean(GuardedController.class).hits.get();
	}

	private interface Sender {

		Optional<String> send(String target) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(GuardedController.class)
	static class GuardedApplication {

	}

	@RestController
	static class GuardedController {

		private final AtomicInteger hits = new AtomicInteger();

		@PostMapping(PROTECTED)
		String reload() {
			this.hits.incrementAndGet();
			return "reloaded";
		}

		@PostMapping("/v1/{*rest}")
		String ordinary() {
			return "ordinary";
		}

		@GetMapping("/v1/{*rest}")
		String read() {
			return "ordinary";
		}

	}

}

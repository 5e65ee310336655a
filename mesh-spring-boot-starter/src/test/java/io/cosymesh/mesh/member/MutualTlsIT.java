package io.cosymesh.mesh.member;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.TestCa;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

class MutualTlsIT {

	private static final TestCa CA = TestCa.create();

	private static Member server;

	private static Member caller;

	private static Echo echo;

	@BeforeAll
	static void startMembers() {
		server = Member.of(CA, "echo")
			.rule(0, "callers", "GET /v1/caller,POST /v1/notes,POST /v1/duplex,GET /v1/things/{id},GET /v1/never",
					"caller")
			.rule(1, "others", "GET /v1/denied", "somebody-else")
			.start();
		caller = Member.of(CA, "caller").application(Caller.class).peer("echo", server.url()).start();
		echo = caller.bean(Echo.class);
	}

	@AfterAll
	static void stopMembers() {
		caller.close();
		server.close();
	}

	@Test
	void allowedCallerIsKnownByItsSpiffeIdOverHttp2() {
		Echo.Caller known = echo.caller().block(Duration.ofSeconds(10));
		assertThat(known.id()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/caller");
		assertThat(known.protocol()).isEqualTo("HTTP/2.0");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@ImportHttpServices(group = "echo", types = Echo.class,
			clientType = org.springframework.web.service.registry.HttpServiceGroup.ClientType.WEB_CLIENT)
	static class Caller {

	}

}

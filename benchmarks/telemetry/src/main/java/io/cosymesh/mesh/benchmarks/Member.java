package io.cosymesh.mesh.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.test.TestCa;

/**
 * A member of the mesh in this process, with real ports.
 */
record Member(ConfigurableApplicationContext context) {

	private static final Duration LIFETIME = Duration.ofHours(2);

	static Member start(TestCa ca, String name, String... properties) {
		SpringApplication application = new SpringApplicationBuilder(EchoApplication.class)
			.web(WebApplicationType.REACTIVE)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(SvidIssuer.class,
					() -> ca.issuer(name, LIFETIME)))
			.build();
		List<String> all = new ArrayList<>(List.of("spring.application.name=" + name, "server.port=0",
				"server.address=127.0.0.1", "server.ssl.bundle=mesh", "server.ssl.client-auth=need",
				"server.http2.enabled=true", "server.shutdown=immediate", "spring.main.banner-mode=off",
				"cosymesh.audit.include=none", "logging.level.root=warn", "cosymesh.policy.rules[0].name=echo",
				"cosymesh.policy.rules[0].routes=GET /v1/**", "cosymesh.policy.rules[0].allow=caller",
				"cosymesh.policy.rules[1].name=mesh", "cosymesh.policy.rules[1].routes=GET /mesh/**",
				"cosymesh.policy.rules[1].allow=operator"));
		all.addAll(List.of(properties));
		return new Member(
				application.run(Stream.of(all.toArray(String[]::new)).map((one) -> "--" + one).toArray(String[]::new)));
	}

	String url() {
		return "https://localhost:"
				+ this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

}

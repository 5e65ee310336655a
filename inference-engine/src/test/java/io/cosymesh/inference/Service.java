package io.cosymesh.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.cosymesh.caller.Caller;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.test.TestCa;

/**
 * The service, or a caller of it, on real ports with SVIDs of a test CA.
 */
final class Service implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private Service(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Service engine(TestCa ca, String... properties) {
		return start(ca, "inference-engine", InferenceEngineApplication.class, properties);
	}

	static Service caller(TestCa ca, String serviceAccount, Service engine) {
		return start(ca, serviceAccount, Caller.class, "cosymesh.peers.inference-engine.url=" + engine.url(),
				"cosymesh.peers.inference-engine.timeout=30s", "spring.config.location=optional:classpath:/none/");
	}

	String url() {
		return "https://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static Service start(TestCa ca, String serviceAccount, Class<?> application, String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.application.name=" + serviceAccount, "server.port=0",
				"server.address=127.0.0.1", "server.http2.enabled=true", "server.ssl.bundle=mesh",
				"server.ssl.client-auth=need", "server.shutdown=immediate", "management.server.port=0",
				"management.server.address=127.0.0.1", "logging.level.root=warn"));
		all.addAll(List.of(properties));
		return new Service(new SpringApplicationBuilder(application).web(WebApplicationType.REACTIVE)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(SvidIssuer.class,
					() -> ca.issuer(serviceAccount, Duration.ofHours(1))))
			.run(all.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

}
